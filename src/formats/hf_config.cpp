#include "formats/hf_config.h"

#include <array>
#include <utility>
#include <vector>

#include "formats/csv.h"
#include "formats/guarded_json.h"

namespace headlight {
namespace {

struct ActivationName {
  std::string_view name;
  Activation activation;
};
// the first name of an activation is the one that is written
constexpr std::array<ActivationName, 4> kActivations = {{{"gelu_new", Activation::GeluNew},
                                                         {"gelu_pytorch_tanh", Activation::GeluNew},
                                                         {"gelu", Activation::Gelu},
                                                         {"relu", Activation::Relu}}};

[[noreturn]] void notSupported(const json::ObjectReader& config, std::string_view field, const std::string& value,
                               const std::string& known) {
  throw Error("config.not_supported",
              {{"file", config.file()}, {"field", config.placeOf(field)}, {"value", value}, {"known", known}});
}

/// Sizes beyond any model of this family; below them no product of two overflows.
constexpr std::int64_t kLargestSize = 10'000'000;

Index size(const json::ObjectReader& config, std::string_view field, std::int64_t value) {
  if (value >= 1 && value <= kLargestSize) return static_cast<Index>(value);
  throw Error("config.out_of_range", {{"file", config.file()},
                                      {"field", config.placeOf(field)},
                                      {"value", std::to_string(value)},
                                      {"rule", "between 1 and " + std::to_string(kLargestSize)}});
}

Index size(const json::ObjectReader& config, std::string_view field) {
  return size(config, field, config.integer(field));
}

Activation readActivation(const json::ObjectReader& config) {
  const std::string name = config.string("activation_function", "gelu_new");
  std::string known;
  for (const ActivationName& entry : kActivations) {
    if (entry.name == name) return entry.activation;
    known += (known.empty() ? "" : ", ") + std::string(entry.name);
  }
  notSupported(config, "activation_function", name, known);
}

/// Switches of GPT2Config that change the arithmetic; Headlight computes with the usual setting only.
void refuseUnusualSwitches(const json::ObjectReader& config) {
  if (!config.boolean("scale_attn_weights", true)) notSupported(config, "scale_attn_weights", "false", "true");
  for (const std::string_view field : {"scale_attn_by_inverse_layer_idx", "add_cross_attention"}) {
    if (config.boolean(field, false)) notSupported(config, field, "true", "false");
  }
}

Index readContext(const json::ObjectReader& config) {
  const Index positions = size(config, "n_positions");
  const Index context = size(config, "n_ctx", config.integer("n_ctx", positions));
  if (positions == context) return positions;
  throw Error("config.contradiction", {{"file", config.file()},
                                       {"field", "n_ctx"},
                                       {"value", std::to_string(context)},
                                       {"other", "n_positions"},
                                       {"otherValue", std::to_string(positions)}});
}

void checkHeads(const json::ObjectReader& config, const ModelConfig& model) {
  if (model.dModel % model.nHeads == 0) return;
  throw Error("config.contradiction", {{"file", config.file()},
                                       {"field", "n_head"},
                                       {"value", std::to_string(model.nHeads)},
                                       {"other", "n_embd"},
                                       {"otherValue", std::to_string(model.dModel) + ", which it does not divide"}});
}

float readEpsilon(const json::ObjectReader& config) {
  const double epsilon = config.number("layer_norm_epsilon", 1e-5);
  if (epsilon > 0 && epsilon < 1 && static_cast<float>(epsilon) > 0) return static_cast<float>(epsilon);
  throw Error("config.out_of_range", {{"file", config.file()},
                                      {"field", config.placeOf("layer_norm_epsilon")},
                                      {"value", csvNumber(epsilon)},
                                      {"rule", "above 0 and below 1"}});
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

}  // namespace

ModelConfig readHfConfig(std::string_view bytes, std::string_view fileName) {
  const nlohmann::json root = json::parseGuarded(bytes, fileName);
  const json::ObjectReader config(root, fileName);
  const std::string type = config.string("model_type");
  if (type != "gpt2") notSupported(config, "model_type", type.substr(0, 64), "gpt2");

  ModelConfig model;
  model.kind = ModelKind::Decoder;
  model.nLayers = size(config, "n_layer");
  model.nHeads = size(config, "n_head");
  model.dModel = size(config, "n_embd");
  model.dMlp = size(config, "n_inner", config.integer("n_inner", 4 * static_cast<std::int64_t>(model.dModel)));
  model.nCtx = readContext(config);
  model.dVocab = size(config, "vocab_size");
  model.activation = readActivation(config);
  model.layerNormEpsilon = readEpsilon(config);
  model.tiedHead = config.boolean("tie_word_embeddings", true);
  refuseUnusualSwitches(config);
  checkHeads(config, model);
  validateInFile(config, model);
  return model;
}

std::string hfConfigJson(const ModelConfig& config, std::int64_t endOfText) {
  if (config.kind != ModelKind::Decoder) {
    throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(config.kind))}});
  }
  nlohmann::ordered_json json;
  json["model_type"] = "gpt2";
  json["architectures"] = {"GPT2LMHeadModel"};
  for (const ActivationName& entry : kActivations) {
    if (entry.activation != config.activation) continue;
    json["activation_function"] = entry.name;
    break;
  }
  // through nine digits: 1e-05 as a person would write it, and still the same float
  json["layer_norm_epsilon"] = std::stod(csvNumber(config.layerNormEpsilon));
  json["n_layer"] = config.nLayers;
  json["n_head"] = config.nHeads;
  json["n_embd"] = config.dModel;
  json["n_inner"] = config.dMlp;
  json["n_positions"] = config.nCtx;
  json["n_ctx"] = config.nCtx;
  json["vocab_size"] = config.dVocab;
  json["tie_word_embeddings"] = config.tiedHead;
  json["bos_token_id"] = endOfText;
  json["eos_token_id"] = endOfText;
  json["torch_dtype"] = "float32";
  return json.dump(2) + "\n";
}

}  // namespace headlight
