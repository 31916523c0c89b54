// Decoding against its floor, by the number type of the weights.

#include <array>
#include <string>

#include "cli/bench/bench_measure.h"
#include "cli/bench/bench_support.h"

namespace headlight {

namespace {

using namespace bench;

constexpr int kRounds = 9;
constexpr Index kTokens = 16;  // of a round: short, so that drift of the machine hits everything alike

/// What one token reads: every weight but the rows of the position table that are not its own.
double bytesPerToken(const LanguageModel& model) {
  const ParameterLayout& layout = model.parameters().layout();
  auto bytes = static_cast<double>(layout.bytes());
  for (const ParameterInfo& info : layout.all()) {
    const bool looked = info.use == MatrixUse::Table && !info.isVector;
    if (looked) bytes -= 4.0 * static_cast<double>(info.size() - info.columns);
  }
  return bytes;
}

struct Rounds {
  std::vector<double> gigabytes, decode, observed, prefill, share, ratio;
};

Rounds measureRounds(const LanguageModel& model, ThreadPool& pool) {
  const double bytes = bytesPerToken(model);
  const std::vector<TokenId> prompt = promptFor(model.config());
  std::vector<float> logits(static_cast<std::size_t>(model.config().dVocab));
  Rounds rounds;
  for (int i = 0; i <= kRounds; ++i) {
    const double gigabytes = gigabytesPerSecond(model.parameters(), pool);
    const double decode = decodeOnce(model, pool, false, kTokens, logits);
    const double observed = decodeOnce(model, pool, true, kTokens, logits);
    const double prefill = prefillOnce(model, pool, prompt, logits);
    if (i == 0) continue;  // caches warm up
    rounds.gigabytes.push_back(gigabytes);
    rounds.decode.push_back(decode);
    rounds.observed.push_back(observed);
    rounds.prefill.push_back(static_cast<double>(prompt.size()) / prefill);
    rounds.share.push_back(bytes / (gigabytes * 1e9) / decode);
    rounds.ratio.push_back(observed / decode);
  }
  return rounds;
}

void append(const std::string& type, const LanguageModel& model, const Rounds& rounds,
            std::vector<Measurement>& found) {
  const double bytes = bytesPerToken(model);
  found.push_back({type + "_megabytes_per_token", bytes * 1e-6, "MB"});
  found.push_back({type + "_floor_ms_per_token", bytes / (median(rounds.gigabytes) * 1e9) * 1e3, "ms"});
  found.push_back({type + "_decode_ms_per_token", median(rounds.decode) * 1e3, "ms"});
  found.push_back({type + "_decode_share_of_floor", median(rounds.share), ""});
  found.push_back({type + "_observed_ms_per_token", median(rounds.observed) * 1e3, "ms"});
  found.push_back({type + "_observed_ratio", median(rounds.ratio), ""});
  found.push_back({type + "_prefill_tokens_per_second", median(rounds.prefill), "tokens/s"});
}

}  // namespace

std::vector<std::string> benchShapes() {
  return {"i", "ii", "iii", "gpt2"};
}

ModelConfig benchShape(std::string_view name) {
  if (name == "i") return {.nLayers = 2, .nHeads = 4, .dModel = 64, .dMlp = 256, .nCtx = 64, .dVocab = 512};
  if (name == "iii") return {.nLayers = 6, .nHeads = 8, .dModel = 256, .dMlp = 1024, .nCtx = 256, .dVocab = 4096};
  if (name == "gpt2") return {.nLayers = 12, .nHeads = 12, .dModel = 768, .dMlp = 3072, .nCtx = 1024, .dVocab = 50257};
  return benchConfig();
}

std::vector<Measurement> measureTypes(const TrainableModel& model, ThreadPool& pool) {
  const auto asFloat16 = [](const ParameterInfo&) { return NumberType::Float16; };
  if (!model.parameters().layout().withTypes(asFloat16).anyCompact()) return {};  // this family runs on floats alone
  constexpr std::array kTypes = {NumberType::Float32, NumberType::Float16, NumberType::Q8_0};
  constexpr std::array kWords = {"float32", "float16", "q8_0"};
  std::vector<double> gigabytes;
  std::vector<Measurement> found;
  for (std::size_t i = 0; i < kTypes.size(); ++i) {
    const auto typed =
        makeModel(model.config(), model.parameters().withTypes([&](const ParameterInfo&) { return kTypes[i]; }));
    const Rounds rounds = measureRounds(*typed, pool);
    gigabytes.insert(gigabytes.end(), rounds.gigabytes.begin(), rounds.gigabytes.end());
    append(kWords[i], *typed, rounds, found);
  }
  found.insert(found.begin(), {"types_memory_read_gb_per_second", median(gigabytes), "GB/s"});
  return found;
}

}  // namespace headlight
