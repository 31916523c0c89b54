#include "formats/huggingface/hf_config.h"

#include <array>
#include <utility>
#include <vector>

#include "formats/huggingface/config_readers.h"
#include "models/family.h"

namespace headlight {
namespace {

struct ConfigFamily {
  std::string_view type;
  ModelKind kind;
  ModelConfig (*read)(const json::ObjectReader& config);
  void (*write)(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json);
};

/// One row a family (models/family.h).
constexpr std::array<ConfigFamily, 6> kFamilies = {
    {{"gpt2", ModelKind::Decoder, config::readGpt2, config::writeGpt2},
     {"bert", ModelKind::Encoder, config::readBert, config::writeBert},
     {"marian", ModelKind::EncoderDecoder, config::readMarian, config::writeMarian},
     {"headlight_rnn", ModelKind::Rnn, config::readRnn, config::writeRecurrent},
     {"headlight_lstm", ModelKind::Lstm, config::readLstm, config::writeRecurrent},
     {"headlight_gru", ModelKind::Gru, config::readGru, config::writeRecurrent}}};

/// Files older than `model_type` name their class alone.
std::string typeOfClass(const json::ObjectReader& config) {
  struct ClassOfType {
    std::string_view name;
    std::string_view type;
  };
  static constexpr ClassOfType kClasses[] = {
      {"GPT2LMHeadModel", "gpt2"}, {"GPT2Model", "gpt2"},    {"GPT2DoubleHeadsModel", "gpt2"},
      {"BertForMaskedLM", "bert"}, {"BertModel", "bert"},    {"BertForPreTraining", "bert"},
      {"MarianMTModel", "marian"}, {"MarianModel", "marian"}};
  const nlohmann::json& classes = config.has("architectures") ? config.at("architectures") : nlohmann::json();
  if (!classes.is_array() || classes.empty() || !classes.front().is_string()) return config.string("model_type");
  const auto name = classes.front().get<std::string>();
  for (const ClassOfType& known : kClasses) {
    if (known.name == name) return std::string(known.type);
  }
  return name;
}

const ConfigFamily& familyOfType(const json::ObjectReader& config) {
  const std::string type = config.has("model_type") ? config.string("model_type") : typeOfClass(config);
  std::string known;
  for (const ConfigFamily& family : kFamilies) {
    if (family.type == type) return family;
    known += (known.empty() ? "" : ", ") + std::string(family.type);
  }
  constexpr std::size_t kLongest = 64;  // a hostile file's text may be long
  throw Error("model.architecture", {{"file", config.file()}, {"found", type.substr(0, kLongest)}, {"known", known}});
}

const ConfigFamily& familyOfKind(ModelKind kind) {
  for (const ConfigFamily& family : kFamilies) {
    if (family.kind == kind) return family;
  }
  throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(kind))}});
}

/// `validate` knows the limits but not the file.
void validateInFile(const json::ObjectReader& config, const ModelConfig& model) {
  try {
    validate(model);
  } catch (const Error& error) {
    std::vector<MessageValue> values = error.message().values;
    values.push_back({"file", config.file()});
    throw Error("config.limits", std::move(values));
  }
}

/// What the family does not read would be lost in its file.
void refuseUnread(const ConfigFamily& family, const ModelConfig& config) {
  const ModelFamily& model = familyOf(config.kind);
  const FieldTexts usual = fieldTexts(model.usual);
  for (const auto& [field, value] : fieldTexts(config)) {
    if (!model.reads(field)) config::mustBe(value == usual.at(field), family.type, field, value, usual.at(field));
  }
}

std::string_view torchWord(WeightType type) {
  switch (type) {
    case WeightType::Float32:
      return "float32";
    case WeightType::Float16:
      return "float16";
    case WeightType::BFloat16:
      return "bfloat16";
  }
  return "float32";
}

}  // namespace

ModelConfig readHfConfig(std::string_view bytes, std::string_view fileName) {
  const nlohmann::json root = json::parseGuarded(bytes, fileName);
  const json::ObjectReader config(root, fileName);
  ModelConfig model = familyOfType(config).read(config);
  validateInFile(config, model);
  return model;
}

std::string hfConfigJson(const ModelConfig& config, std::int64_t endOfText, WeightType type) {
  const ConfigFamily& family = familyOfKind(config.kind);
  refuseUnread(family, config);
  nlohmann::ordered_json json;
  json["model_type"] = family.type;
  family.write(config, endOfText, json);
  json["torch_dtype"] = torchWord(type);
  return json.dump(2) + "\n";
}

std::vector<std::string> knownModelTypes() {
  std::vector<std::string> types;
  for (const ConfigFamily& family : kFamilies) types.emplace_back(family.type);
  return types;
}

}  // namespace headlight
