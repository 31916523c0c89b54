#include "formats/huggingface/config_fields.h"

#include "formats/files/csv.h"

namespace headlight::config {
namespace {

struct ActivationName {
  std::string_view name;
  Activation activation;
};
// Hugging Face's names of the same functions, ours (wordsOf) among them.
constexpr ActivationName kActivations[] = {{"gelu_new", Activation::GeluNew},
                                           {"gelu_pytorch_tanh", Activation::GeluNew},
                                           {"gelu_fast", Activation::GeluNew},
                                           {"gelu_accurate", Activation::GeluNew},
                                           {"gelu_python_tanh", Activation::GeluNew},
                                           {"gelu", Activation::Gelu},
                                           {"gelu_python", Activation::Gelu},
                                           {"relu", Activation::Relu},
                                           {"swish", Activation::Swish},
                                           {"silu", Activation::Swish},
                                           {"quick_gelu", Activation::QuickGelu},
                                           {"tanh", Activation::Tanh}};

constexpr std::int64_t kLargestSize = 10'000'000;

[[noreturn]] void outOfRange(const json::ObjectReader& config, std::string_view field, const std::string& value,
                             const std::string& rule) {
  throw Error("config.out_of_range",
              {{"file", config.file()}, {"field", config.placeOf(field)}, {"value", value}, {"rule", rule}});
}

}  // namespace

void notSupported(const json::ObjectReader& config, std::string_view field, const std::string& value,
                  const std::string& known) {
  constexpr std::size_t kLongest = 64;  // a hostile file's text may be long
  throw Error("config.not_supported", {{"file", config.file()},
                                       {"field", config.placeOf(field)},
                                       {"value", value.substr(0, kLongest)},
                                       {"known", known}});
}

void contradiction(const json::ObjectReader& config, std::string_view field, const std::string& value,
                   std::string_view other, const std::string& otherValue) {
  throw Error("config.contradiction", {{"file", config.file()},
                                       {"field", std::string(field)},
                                       {"value", value},
                                       {"other", std::string(other)},
                                       {"otherValue", otherValue}});
}

Index size(const json::ObjectReader& config, std::string_view field, std::int64_t fallback) {
  const std::int64_t value = config.integer(field, fallback);
  if (value >= 1 && value <= kLargestSize) return static_cast<Index>(value);
  outOfRange(config, field, std::to_string(value), "between 1 and " + std::to_string(kLargestSize));
}

Index size(const json::ObjectReader& config, std::string_view field) {
  return size(config, field, config.integer(field));
}

void requireEqual(const json::ObjectReader& config, std::string_view field, std::string_view other) {
  const std::int64_t otherValue = config.integer(other);
  const std::int64_t value = config.integer(field, otherValue);
  if (value != otherValue) {
    contradiction(config, field, std::to_string(value), other,
                  std::to_string(otherValue) + ", and both must be the same");
  }
}

void require(const json::ObjectReader& config, std::string_view field, bool value) {
  const auto word = [](bool truth) { return std::string(truth ? "true" : "false"); };
  if (config.boolean(field, value) != value) notSupported(config, field, word(!value), word(value));
}

void require(const json::ObjectReader& config, std::string_view field, std::string_view value) {
  const std::string found = config.string(field, value);
  if (found != value) notSupported(config, field, found, std::string(value));
}

Activation activation(const json::ObjectReader& config, std::string_view field, std::string_view fallback) {
  const std::string name = config.string(field, fallback);
  std::string known;
  for (const ActivationName& entry : kActivations) {
    if (entry.name == name) return entry.activation;
    known += (known.empty() ? "" : ", ") + std::string(entry.name);
  }
  notSupported(config, field, name, known);
}

std::string_view activationWord(Activation activation) {
  return wordOf(activation);
}

float epsilon(const json::ObjectReader& config, std::string_view field, double fallback) {
  const double value = config.number(field, fallback);
  if (value > 0 && value < 1 && static_cast<float>(value) > 0) return static_cast<float>(value);
  outOfRange(config, field, csvNumber(value), "above 0 and below 1");
}

double shortNumber(float number) {
  return std::stod(csvNumber(static_cast<double>(number)));
}

TokenId token(const json::ObjectReader& config, std::string_view field, std::int64_t fallback, Index dVocab) {
  const std::int64_t value = config.integer(field, fallback);
  if (value >= 0 && value < static_cast<std::int64_t>(dVocab)) return static_cast<TokenId>(value);
  outOfRange(config, field, std::to_string(value), "a token id from 0 to " + std::to_string(dVocab - 1));
}

void checkHeads(const json::ObjectReader& config, const ModelConfig& model, std::string_view headsField,
                std::string_view widthField) {
  if (model.dModel % model.nHeads == 0) return;
  contradiction(config, headsField, std::to_string(model.nHeads), widthField,
                std::to_string(model.dModel) + ", which it does not divide");
}

void mustBe(bool holds, std::string_view type, std::string_view field, const std::string& value,
            const std::string& rule) {
  if (holds) return;
  throw Error("config.not_expressible",
              {{"type", std::string(type)}, {"field", std::string(field)}, {"value", value}, {"rule", rule}});
}

}  // namespace headlight::config
