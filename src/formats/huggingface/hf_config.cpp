#include "formats/huggingface/hf_config.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "formats/files/naming_file.h"
#include "formats/huggingface/config_readers.h"
#include "hooks/hook_point.h"
#include "models/family.h"

namespace headlight {
namespace {

struct ConfigFamily {
  std::string_view type;
  ModelKind kind;
  ModelConfig (*read)(const json::ObjectReader& config, std::vector<Message>& notices);
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

/// Files older than `model_type` name their class alone: "GPT2LMHeadModel", "BertForSequenceClassification". Empty if
/// they name none; the class itself if its family is not known.
std::string typeOfClass(const json::ObjectReader& config) {
  struct Family {
    std::string_view beginning;
    std::string_view type;
  };
  static constexpr Family kFamiliesOfClasses[] = {{"GPT2", "gpt2"}, {"Bert", "bert"}, {"Marian", "marian"}};
  const nlohmann::json& classes = config.has("architectures") ? config.at("architectures") : nlohmann::json();
  if (!classes.is_array() || classes.empty() || !classes.front().is_string()) return {};
  const auto name = classes.front().get<std::string>();
  if (name.starts_with("BertGeneration")) return name;  // an architecture of its own
  for (const Family& known : kFamiliesOfClasses) {
    if (name.starts_with(known.beginning)) return std::string(known.type);
  }
  return name;
}

/// The family whose tensors have such names; empty for others, and for near relatives that compute something else.
std::string_view typeOfTensors(const std::vector<std::string>& names) {
  struct Family {
    std::string_view type;
    std::vector<std::string_view> has;
    std::vector<std::string_view> hasNot;
  };
  static const Family kTensors[] = {
      {"gpt2", {"h.*.attn.c_attn.weight", "wpe.weight"}, {}},
      {"bert",
       {"encoder.layer.*.attention.self.query.weight", "embeddings.token_type_embeddings.weight"},
       {"roberta.*", "electra.*", "encoder.layer.*.crossattention.*", "embeddings_project.*", "lm_head.*"}},
      {"marian",
       {"encoder.layers.*.self_attn.k_proj.weight", "decoder.layers.*.encoder_attn.k_proj.weight"},
       {"encoder.layernorm_embedding.*", "encoder.layer_norm.*"}}};
  const auto anyMatches = [&](std::string_view glob) {
    const std::string inside = "*." + std::string(glob);
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return globMatches(glob, name) || globMatches(inside, name); });
  };
  for (const Family& family : kTensors) {
    if (std::all_of(family.has.begin(), family.has.end(), anyMatches) &&
        std::none_of(family.hasNot.begin(), family.hasNot.end(), anyMatches)) {
      return family.type;
    }
  }
  return {};
}

std::string allTypes() {
  std::string known;
  for (const ConfigFamily& family : kFamilies) known += (known.empty() ? "" : ", ") + std::string(family.type);
  return known;
}

std::string typeOf(const json::ObjectReader& config, const ConfigSurroundings& beside, std::vector<Message>& notices) {
  if (config.has("model_type")) return config.string("model_type");
  if (const std::string type = typeOfClass(config); !type.empty()) return type;
  // RoBERTa's tensors may have BERT's names; its one kind of segment tells it
  const bool relative = config.has("type_vocab_size") && config.integer("type_vocab_size") == 1;
  const std::string type(beside.tensorNames && !relative ? typeOfTensors(beside.tensorNames()) : std::string_view());
  if (type.empty()) throw Error("config.no_type", {{"file", config.file()}, {"known", allTypes()}});
  notices.push_back({"config.type_inferred", {{"file", config.file()}, {"type", type}}});
  return type;
}

const ConfigFamily& familyOfType(const json::ObjectReader& config, const std::string& type) {
  for (const ConfigFamily& family : kFamilies) {
    if (family.type == type) return family;
  }
  constexpr std::size_t kLongest = 64;  // a hostile file's text may be long
  throw Error("model.architecture",
              {{"file", config.file()}, {"found", type.substr(0, kLongest)}, {"known", allTypes()}});
}

const ConfigFamily& familyOfKind(ModelKind kind) {
  for (const ConfigFamily& family : kFamilies) {
    if (family.kind == kind) return family;
  }
  throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(kind))}});
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

ModelConfig readHfConfig(std::string_view bytes, std::string_view fileName, const ConfigSurroundings& beside,
                         std::vector<Message>& notices) {
  json::Limits limits;
  limits.pythonNumbers = true;
  const nlohmann::json root = json::parseGuarded(bytes, fileName, limits);
  const json::ObjectReader config(root, fileName);
  ModelConfig model = familyOfType(config, typeOf(config, beside, notices)).read(config, notices);
  namingFile(config.file(), [&] { validate(model); });
  return model;
}

ModelConfig readHfConfig(std::string_view bytes, std::string_view fileName) {
  std::vector<Message> nobody;
  return readHfConfig(bytes, fileName, {}, nobody);
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
