#include "formats/gguf/gguf_model.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <utility>

#include "formats/files/atomic_file.h"
#include "formats/gguf/gguf_family.h"
#include "formats/gguf/gguf_tokenizer.h"
#include "formats/gguf/gguf_weights.h"
#include "formats/huggingface/model_card.h"
#include "formats/model_folder_files.h"
#include "models/decoder_options.h"
#include "models/family.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr std::string_view kCard = "headlight.card";  // of our own: the whole README.md
constexpr std::string_view kLicense = "general.license";
constexpr std::string_view kLanguages = "general.languages";

/// general.file_type: what most of the tensors are.
enum FileType : std::uint32_t { kAllF32 = 0, kMostlyF16 = 1 };

ModelCard readCard(const GgufFile& file) {
  if (const auto text = file.string(kCard)) return readModelCard(*text);
  ModelCard card;
  if (const auto license = file.string(kLicense)) card.license = toValidUtf8(*license);
  if (const auto languages = file.strings(kLanguages); languages && !languages->empty()) {
    card.language = toValidUtf8(languages->front());
  }
  return card;
}

/// "F16, F32": what the numbers are stored as, the most frequent type first.
std::string storedTypes(const GgufFile& file) {
  std::map<GgufType, std::uint64_t> numbers;
  for (const GgufTensor& tensor : file.tensors()) numbers[tensor.type] += tensor.elements();
  std::vector<std::pair<std::uint64_t, GgufType>> sorted;
  for (const auto& [type, count] : numbers) sorted.emplace_back(count, type);
  std::sort(sorted.rbegin(), sorted.rend());
  std::string text;
  for (const auto& [count, type] : sorted) {
    text += (text.empty() ? "" : ", ") + std::string(ggufTypeInfo(type).name);
  }
  return text;
}

[[noreturn]] void notExpressible(std::string_view field, const std::string& value, const std::string& rule) {
  throw Error("gguf.not_expressible", {{"field", std::string(field)}, {"value", value}, {"rule", rule}});
}

/// The members of the configuration that a file can say: addConfig()'s, and the head by its tensor.
bool isWritten(std::string_view field) {
  static constexpr std::string_view kWritten[] = {
      "kind", "n_layers", "n_heads", "d_model", "d_mlp", "n_ctx", "d_vocab", "layer_norm_epsilon", "tied_head"};
  return std::find(std::begin(kWritten), std::end(kWritten), field) != std::end(kWritten);
}

/// Of everything else the architecture "gpt2" means the usual value.
void checkExpressible(const ModelConfig& config, WeightType type) {
  if (ggufArchitecture(config.kind).empty())
    notExpressible("kind", std::string(modelKindName(config.kind)), "a decoder");
  const FieldTexts usual = fieldTexts(familyOf(config.kind).usual);
  for (const auto& [field, value] : fieldTexts(config)) {
    if (isWritten(field) || value == usual.at(field)) continue;
    const DecoderOption* option = findDecoderOption(field);
    const bool hasOtherName = option != nullptr && !option->hfField.empty();
    notExpressible(hasOtherName ? option->hfField : field, value, usual.at(field));
  }
  if (type == WeightType::BFloat16) notExpressible("type", "bf16", "f32 or f16");
}

void addIdentity(const GgufIdentity& identity, ModelKind kind, WeightType type, GgufWriter& writer) {
  writer.addString("general.architecture", ggufArchitecture(kind));
  writer.addString("general.type", "model");
  writer.addString("general.name", identity.name);
  if (!identity.card.license.empty()) writer.addString(kLicense, identity.card.license);
  if (!identity.card.language.empty()) writer.addStrings(kLanguages, std::vector{identity.card.language});
  writer.addU32("general.file_type", type == WeightType::Float32 ? kAllF32 : kMostlyF16);
  writer.addU32("general.alignment", static_cast<std::uint32_t>(GgufWriter::kAlignment));
  if (!identity.card.text.empty()) writer.addString(kCard, identity.card.text);
}

void addConfig(const ModelConfig& config, GgufWriter& writer) {
  const auto add = [&](std::string_view key, Index value) { writer.addU32(key, static_cast<std::uint32_t>(value)); };
  add("gpt2.vocab_size", config.dVocab);
  add("gpt2.context_length", config.nCtx);
  add("gpt2.embedding_length", config.dModel);
  add("gpt2.block_count", config.nLayers);
  add("gpt2.feed_forward_length", config.dMlp);
  add("gpt2.attention.head_count", config.nHeads);
  writer.addF32("gpt2.attention.layer_norm_epsilon", config.layerNormEpsilon);
}

}  // namespace

bool isGgufFile(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return false;
  std::ifstream stream(path, std::ios::binary);
  std::string begin(kGgufMagic.size(), '\0');
  stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return stream && begin == kGgufMagic;
}

std::shared_ptr<OpenedModel> openGguf(GgufFile& file, const std::string& name, const Progress& progress) {
  auto opened = std::make_shared<OpenedModel>();
  opened->name = name;
  opened->format = "gguf";
  opened->storedAs = storedTypes(file);
  const ModelConfig config = readGgufConfig(file);
  opened->tokenizer =
      withSettings(readGgufTokenizer(file, opened->notices), ggufTokenizerSettings(file),
                   {config.role() == Role::Continues, config.role() == Role::Translates, config.dVocab});
  checkVocabulary(file.name(), *opened->tokenizer, config, opened->notices, "gguf.vocabulary_size");
  opened->card = readCard(file);
  opened->model = makeModel(config, readGgufWeights(file, config, progress, opened->notices));
  return opened;
}

std::shared_ptr<const OpenedModel> openGguf(const std::filesystem::path& path, const Progress& progress) {
  GgufFile file(openFileSource(path));
  std::shared_ptr<OpenedModel> opened = openGguf(file, path.stem().string(), progress);
  opened->folder = path.parent_path();
  opened->path = path;
  opened->weightFiles = {path};
  return opened;
}

void writeGguf(const GgufIdentity& identity, const ModelConfig& config, const Parameters& parameters,
               const Tokenizer& tokenizer, WeightType type, const ByteSink& sink) {
  checkExpressible(config, type);
  std::vector<Message> unused;
  checkVocabulary(identity.name, tokenizer, config, unused);
  GgufWriter writer;
  addIdentity(identity, config.kind, type, writer);
  addConfig(config, writer);
  addGgufTokenizer(tokenizer, config.dVocab, writer);
  addGgufTensors(parameters, type, writer);
  sink(writer.header());
  writeGgufTensors(parameters, type, sink);
}

void saveGguf(const std::filesystem::path& path, const GgufIdentity& identity, const ModelConfig& config,
              const Parameters& parameters, const Tokenizer& tokenizer, WeightType type) {
  AtomicFileWriter file(path);
  writeGguf(identity, config, parameters, tokenizer, type, [&](std::string_view bytes) { file.write(bytes); });
  file.commit();
}

}  // namespace headlight
