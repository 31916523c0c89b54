#include "models/model_config.h"

#include <array>
#include <charconv>
#include <string>

#include "models/family.h"
#include "tensor/error.h"

namespace headlight {

namespace {

struct Limit {
  const char* field;
  Index value;
  Index most;
};

[[noreturn]] void refuse(const char* field, const std::string& value, const std::string& rule) {
  throw Error("model.config", {{"field", field}, {"value", value}, {"rule", rule}});
}

/// Converts to whatever a member is, to count the members of an aggregate.
struct AnyValue {
  template <class T>
  constexpr operator T() const;  // NOLINT(google-explicit-constructor): aggregate initialization converts implicitly
};

template <class T, class... Values>
consteval int memberCount() {
  if constexpr (requires { T{Values{}..., AnyValue{}}; }) {
    return memberCount<T, Values..., AnyValue>();
  } else {
    return sizeof...(Values);
  }
}

consteval int visitedCount() {
  ModelConfig config;
  int count = 0;
  visitFields(config, [&count](std::string_view, auto&) { ++count; });
  return count;
}

static_assert(visitedCount() == memberCount<ModelConfig>(), "visitFields() lacks a member of ModelConfig");

}  // namespace

std::string_view modelKindName(ModelKind kind) {
  return wordOf(kind);
}

std::span<const ConfigWord<Activation>> wordsOf(Activation) {
  static constexpr ConfigWord<Activation> kWords[] = {{"gelu_new", Activation::GeluNew},
                                                      {"gelu", Activation::Gelu},
                                                      {"relu", Activation::Relu},
                                                      {"swish", Activation::Swish},
                                                      {"quick_gelu", Activation::QuickGelu},
                                                      {"tanh", Activation::Tanh}};
  return kWords;
}

std::span<const ConfigWord<bool>> wordsOf(bool) {
  static constexpr ConfigWord<bool> kWords[] = {{"false", false}, {"true", true}};
  return kWords;
}

std::string numberText(float value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

FieldTexts fieldTexts(const ModelConfig& config) {
  FieldTexts texts;
  visitFields(config, [&texts](std::string_view name, const auto& member) { texts[name] = fieldText(member); });
  return texts;
}

void validate(const ModelConfig& config) {
  const ModelFamily& family = familyOf(config.kind);
  const Limit limits[] = {{"n_layers", config.nLayers, 256},     {"n_heads", config.nHeads, 1024},
                          {"d_model", config.dModel, 16384},     {"d_mlp", config.dMlp, 131072},
                          {"n_ctx", config.nCtx, 131072},        {"d_vocab", config.dVocab, 1048576},
                          {"d_hidden", config.dHidden, 16384},   {"n_decoder_layers", config.nDecoderLayers, 256},
                          {"n_segments", config.nSegments, 1024}};
  for (const Limit& limit : limits) {
    if (!family.reads(limit.field)) continue;
    if (limit.value < 1) refuse(limit.field, std::to_string(limit.value), "it must be at least 1");
    if (limit.value > limit.most) {
      refuse(limit.field, std::to_string(limit.value), "this program takes at most " + std::to_string(limit.most));
    }
  }
  if (family.reads("n_heads") && config.dModel % config.nHeads != 0) {
    refuse("d_model", std::to_string(config.dModel),
           "it must divide evenly among the " + std::to_string(config.nHeads) + " heads");
  }
  if (family.reads("d_hidden") && config.tiedHead && config.dHidden != config.dModel) {
    refuse("d_hidden", std::to_string(config.dHidden),
           "a head that shares the embedding needs the embedding's width, " + std::to_string(config.dModel));
  }
  if (family.reads("start_token") && (config.startToken < 0 || config.startToken >= config.dVocab)) {
    refuse("decoder_start_token_id", std::to_string(config.startToken), "it must be a token of the vocabulary");
  }
  if (!(config.layerNormEpsilon > 0) || config.layerNormEpsilon > 1) {
    refuse("layer_norm_epsilon", std::to_string(config.layerNormEpsilon), "it must lie between 0 and 1");
  }
}

}  // namespace headlight
