#include "models/model_config.h"

#include <string>

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

bool isTransformer(ModelKind kind) {
  return kind == ModelKind::Decoder || kind == ModelKind::Encoder || kind == ModelKind::EncoderDecoder;
}

}  // namespace

std::string_view modelKindName(ModelKind kind) {
  return wordOf(kind);
}

std::span<const ConfigWord<ModelKind>> wordsOf(ModelKind) {
  static constexpr ConfigWord<ModelKind> kWords[] = {
      {"decoder", ModelKind::Decoder}, {"encoder", ModelKind::Encoder}, {"encoder_decoder", ModelKind::EncoderDecoder},
      {"rnn", ModelKind::Rnn},         {"lstm", ModelKind::Lstm},       {"gru", ModelKind::Gru}};
  return kWords;
}

std::span<const ConfigWord<Activation>> wordsOf(Activation) {
  static constexpr ConfigWord<Activation> kWords[] = {{"gelu_new", Activation::GeluNew},
                                                      {"gelu", Activation::Gelu},
                                                      {"relu", Activation::Relu},
                                                      {"swish", Activation::Swish}};
  return kWords;
}

std::span<const ConfigWord<Positions>> wordsOf(Positions) {
  static constexpr ConfigWord<Positions> kWords[] = {
      {"learned", Positions::Learned}, {"sinusoidal", Positions::Sinusoidal}, {"none", Positions::None}};
  return kWords;
}

std::span<const ConfigWord<NormKind>> wordsOf(NormKind) {
  static constexpr ConfigWord<NormKind> kWords[] = {{"true", NormKind::LayerNorm}, {"false", NormKind::None}};
  return kWords;
}

void validate(const ModelConfig& config) {
  const bool transformer = isTransformer(config.kind);
  const Limit limits[] = {
      {"n_layers", config.nLayers, 256},
      {"n_heads", transformer ? config.nHeads : 1, 1024},
      {"d_model", config.dModel, 16384},
      {"d_mlp", transformer ? config.dMlp : 1, 131072},
      {"n_ctx", config.nCtx, 131072},
      {"d_vocab", config.dVocab, 1048576},
      {"d_hidden", config.isRecurrent() ? config.dHidden : 1, 16384},
      {"n_decoder_layers", config.kind == ModelKind::EncoderDecoder ? config.nDecoderLayers : 1, 256},
      {"n_segments", config.kind == ModelKind::Encoder ? config.nSegments : 1, 1024}};
  for (const Limit& limit : limits) {
    if (limit.value < 1) refuse(limit.field, std::to_string(limit.value), "it must be at least 1");
    if (limit.value > limit.most) {
      refuse(limit.field, std::to_string(limit.value), "this program takes at most " + std::to_string(limit.most));
    }
  }
  if (transformer && config.dModel % config.nHeads != 0) {
    refuse("d_model", std::to_string(config.dModel),
           "it must divide evenly among the " + std::to_string(config.nHeads) + " heads");
  }
  if (config.isRecurrent() && config.tiedHead && config.dHidden != config.dModel) {
    refuse("d_hidden", std::to_string(config.dHidden),
           "a head that shares the embedding needs the embedding's width, " + std::to_string(config.dModel));
  }
  if (config.kind == ModelKind::Encoder && (config.nSegments < 1 || config.nSegments > 1024)) {
    refuse("n_segments", std::to_string(config.nSegments), "it must lie between 1 and 1024");
  }
  if (config.kind == ModelKind::EncoderDecoder) {
    if (config.nDecoderLayers < 1 || config.nDecoderLayers > 256) {
      refuse("n_decoder_layers", std::to_string(config.nDecoderLayers), "it must lie between 1 and 256");
    }
    if (config.startToken < 0 || config.startToken >= config.dVocab) {
      refuse("decoder_start_token_id", std::to_string(config.startToken), "it must be a token of the vocabulary");
    }
  }
  if (!(config.layerNormEpsilon > 0) || config.layerNormEpsilon > 1) {
    refuse("layer_norm_epsilon", std::to_string(config.layerNormEpsilon), "it must lie between 0 and 1");
  }
}

}  // namespace headlight
