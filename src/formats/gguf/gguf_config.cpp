// The configuration inside a GGUF file of the architecture "gpt2".

#include <algorithm>
#include <cmath>

#include "formats/files/memory_estimate.h"
#include "formats/files/naming_file.h"
#include "formats/gguf/gguf_family.h"
#include "formats/gguf/gguf_model.h"
#include "formats/gguf/gguf_weights.h"
#include "models/family.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr std::string_view kArchitecture = "general.architecture";
constexpr std::int64_t kLargestSize = 10'000'000;

[[noreturn]] void missingKey(const GgufFile& file, std::string_view key) {
  throw Error("gguf.missing_key", {{"file", file.name()}, {"key", std::string(key)}});
}

Index checkedSize(const GgufFile& file, std::string_view key, std::int64_t value) {
  if (value >= 1 && value <= kLargestSize) return static_cast<Index>(value);
  throw Error(
      "gguf.value_range",
      {{"file", file.name()}, {"key", std::string(key)}, {"rule", "between 1 and " + std::to_string(kLargestSize)}});
}

Index size(const GgufFile& file, std::string_view key) {
  if (const auto value = file.integer(key)) return checkedSize(file, key, *value);
  missingKey(file, key);
}

Index size(const GgufFile& file, std::string_view key, Index fallback) {
  const auto value = file.integer(key);
  return value ? checkedSize(file, key, *value) : fallback;
}

float epsilon(const GgufFile& file, std::string_view key) {
  const auto value = file.number(key);
  if (!value) missingKey(file, key);
  if (std::isfinite(*value) && *value > 0 && *value <= 1) return static_cast<float>(*value);
  throw Error("gguf.value_range",
              {{"file", file.name()}, {"key", std::string(key)}, {"rule", "above 0 and at most 1"}});
}

ModelKind checkedArchitecture(const GgufFile& file) {
  const auto architecture = file.string(kArchitecture);
  if (!architecture) missingKey(file, kArchitecture);
  const auto family = std::find_if(std::begin(kGgufFamilies), std::end(kGgufFamilies), [&](const GgufFamily& known) {
    return !known.architecture.empty() && known.architecture == *architecture;
  });
  if (family == std::end(kGgufFamilies)) {
    constexpr std::size_t kLongest = 64;  // a hostile file's text may be long
    throw Error("gguf.architecture",
                {{"file", file.name()}, {"found", toValidUtf8(architecture->substr(0, kLongest))}});
  }
  if (file.has("split.count") && file.integer("split.count").value_or(1) > 1) {
    throw Error("gguf.split_file", {{"file", file.name()}});
  }
  if (file.tensors().empty()) throw Error("gguf.vocabulary_only", {{"file", file.name()}});
  return family->kind;
}

Index vocabularySize(const GgufFile& file) {
  const GgufTensor* embedding = file.find("token_embd.weight");
  if (!embedding || embedding->shape.size() != 2) {
    throw Error("gguf.missing_tensor",
                {{"file", file.name()}, {"tensor", "token_embd.weight"}, {"shape", "[vocabulary, width]"}});
  }
  return checkedSize(file, "token_embd.weight", static_cast<std::int64_t>(embedding->shape[0]));
}

void checkHeads(const GgufFile& file, const ModelConfig& config) {
  constexpr std::string_view kKey = "gpt2.attention.head_count_kv";
  const Index keyHeads = size(file, kKey, config.nHeads);
  if (keyHeads == config.nHeads) return;
  throw Error("gguf.not_supported", {{"file", file.name()},
                                     {"key", std::string(kKey)},
                                     {"value", std::to_string(keyHeads)},
                                     {"known", std::to_string(config.nHeads) + ", as many as heads"}});
}

}  // namespace

ModelConfig readGgufConfig(GgufFile& file) {
  ModelConfig config = familyOf(checkedArchitecture(file)).usual;
  config.nCtx = size(file, "gpt2.context_length");
  config.dModel = size(file, "gpt2.embedding_length");
  config.nLayers = size(file, "gpt2.block_count");
  config.nHeads = size(file, "gpt2.attention.head_count");
  config.dMlp = size(file, "gpt2.feed_forward_length", 4 * config.dModel);
  config.layerNormEpsilon = epsilon(file, "gpt2.attention.layer_norm_epsilon");
  config.dVocab = vocabularySize(file);
  checkHeads(file, config);
  config.tiedHead = hasTiedHead(file);
  namingFile(file.name(), [&] { validate(config); });
  return config;
}

std::uint64_t ggufMemoryNeeded(GgufFile& file) {
  const ModelConfig config = readGgufConfig(file);
  return memoryNeededFor(config, ggufWeightBytes(file, config));
}

}  // namespace headlight
