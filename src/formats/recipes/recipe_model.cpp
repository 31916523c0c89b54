// The field "model" of a recipe: every kind has fields of its own, and those of another kind are unknown to it.

#include "formats/recipes/recipe_fields.h"

namespace headlight::recipe_fields {
namespace {

constexpr Words<ModelKind, 6> kKinds{{{"decoder", ModelKind::Decoder},
                                      {"encoder", ModelKind::Encoder},
                                      {"encoder_decoder", ModelKind::EncoderDecoder},
                                      {"rnn", ModelKind::Rnn},
                                      {"lstm", ModelKind::Lstm},
                                      {"gru", ModelKind::Gru}}};
constexpr Words<Activation, 4> kActivations{{{"gelu_new", Activation::GeluNew},
                                             {"gelu", Activation::Gelu},
                                             {"relu", Activation::Relu},
                                             {"swish", Activation::Swish}}};
constexpr Words<Positions, 3> kPositions{
    {{"learned", Positions::Learned}, {"sinusoidal", Positions::Sinusoidal}, {"none", Positions::None}}};

std::vector<std::string_view> fieldsOf(const ModelConfig& config) {
  std::vector<std::string_view> fields{"kind", "n_layers", "d_model", "n_ctx", "tied_head"};
  const auto add = [&fields](std::initializer_list<std::string_view> more) {
    fields.insert(fields.end(), more.begin(), more.end());
  };
  if (config.isRecurrent()) {
    add({"d_hidden"});
    return fields;
  }
  add({"n_heads", "d_mlp", "activation", "layer_norm_epsilon"});
  if (config.kind == ModelKind::Decoder)
    add({"positions", "causal_mask", "residual", "layer_norm", "scaled_scores"});
  else if (config.kind == ModelKind::Encoder)
    add({"n_segments"});
  else
    add({"n_decoder_layers", "scaled_embedding"});
  return fields;
}

/// What a kind's paper has where the recipe does not say.
void setDefaults(ModelConfig& config) {
  if (config.kind == ModelKind::Encoder) {
    config.activation = Activation::Gelu;
    config.layerNormEpsilon = 1e-12F;
  } else if (config.kind == ModelKind::EncoderDecoder) {
    config.activation = Activation::Relu;
    config.positions = Positions::Sinusoidal;
    config.scaledEmbedding = true;
  }
}

void readTransformer(const ObjectReader& object, ModelConfig& config) {
  config.nHeads = count(object, "n_heads");
  config.dMlp = count(object, "d_mlp", 4 * config.dModel);
  if (object.has("activation"))
    config.activation = choice(object, "activation", object.string("activation"), kActivations);
  config.layerNormEpsilon = static_cast<float>(object.number("layer_norm_epsilon", config.layerNormEpsilon));
}

void readDecoderOptions(const ObjectReader& object, ModelConfig& config) {
  config.positions = choice(object, "positions", object.string("positions", "learned"), kPositions);
  config.causalMask = object.boolean("causal_mask", true);
  config.residual = object.boolean("residual", true);
  config.norm = object.boolean("layer_norm", true) ? NormKind::LayerNorm : NormKind::None;
  config.scaledScores = object.boolean("scaled_scores", true);
}

}  // namespace

ModelConfig readModel(const ObjectReader& object) {
  ModelConfig config;
  config.kind = choice(object, "kind", object.string("kind"), kKinds);
  refuseOtherFields(object, fieldsOf(config));
  setDefaults(config);
  config.nLayers = count(object, "n_layers");
  config.dModel = count(object, "d_model");
  config.nCtx = count(object, "n_ctx");
  config.tiedHead = object.boolean("tied_head", true);
  if (config.isRecurrent())
    config.dHidden = count(object, "d_hidden", config.dModel);
  else
    readTransformer(object, config);
  if (config.kind == ModelKind::Decoder) readDecoderOptions(object, config);
  if (config.kind == ModelKind::Encoder) config.nSegments = count(object, "n_segments", config.nSegments);
  if (config.kind == ModelKind::EncoderDecoder) {
    config.nDecoderLayers = count(object, "n_decoder_layers", config.nLayers);
    config.scaledEmbedding = object.boolean("scaled_embedding", config.scaledEmbedding);
  }
  return config;
}

}  // namespace headlight::recipe_fields
