#include "models/encoder/encoder_parameters.h"

#include <string>

namespace headlight {

namespace {

constexpr const char* kWords = "bert.embeddings.word_embeddings.weight";
constexpr const char* kPositions = "bert.embeddings.position_embeddings.weight";
constexpr const char* kSegments = "bert.embeddings.token_type_embeddings.weight";
constexpr const char* kEmbeddingNorm = "bert.embeddings.LayerNorm";
constexpr const char* kTransform = "cls.predictions.transform.dense";
constexpr const char* kTransformNorm = "cls.predictions.transform.LayerNorm";
constexpr const char* kHead = "cls.predictions.decoder.weight";
constexpr const char* kHeadBias = "cls.predictions.bias";

BlockNames namesOf(Index layer) {
  const std::string prefix = "bert.encoder.layer." + std::to_string(layer) + ".";
  const auto at = [&](const char* part) { return prefix + part; };
  return {.self = {.q = at("attention.self.query"),
                   .k = at("attention.self.key"),
                   .v = at("attention.self.value"),
                   .out = at("attention.output.dense"),
                   .norm = at("attention.output.LayerNorm")},
          .cross = std::nullopt,
          .mlpIn = at("intermediate.dense"),
          .mlpOut = at("output.dense"),
          .mlpNorm = at("output.LayerNorm")};
}

}  // namespace

ParameterLayout encoderParameterLayout(const ModelConfig& config) {
  const Index C = config.dModel;
  ParameterLayout layout;
  layout.addMatrix(kWords, config.dVocab, C);
  layout.addMatrix(kPositions, config.nCtx, C);
  layout.addMatrix(kSegments, config.nSegments, C);
  addNorm(layout, NormKind::LayerNorm, kEmbeddingNorm, C);
  for (Index layer = 0; layer < config.nLayers; ++layer) addPostNormBlock(layout, namesOf(layer), C, config.dMlp);
  if (!config.hasHead) return layout;
  addLinear(layout, kTransform, C, C);
  addNorm(layout, NormKind::LayerNorm, kTransformNorm, C);
  if (!config.tiedHead) layout.addMatrix(kHead, config.dVocab, C);
  layout.addVector(kHeadBias, config.dVocab);
  return layout;
}

Parameters initialEncoderParameters(const ModelConfig& config, std::uint64_t seed) {
  return normalParameters(encoderParameterLayout(config), seed,
                          [](std::string_view name) { return name.ends_with("LayerNorm.weight"); });
}

bool encoderStoresTransposed(const ParameterInfo& info) {
  return !info.isVector && info.name != kWords && info.name != kPositions && info.name != kSegments &&
         info.name != kHead;
}

EncoderViews viewEncoder(const ModelConfig& config, Parameters& parameters) {
  std::vector<BlockViews> layers;
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    layers.push_back(viewBlock(parameters, namesOf(layer)));
  }
  const MatrixMap<float> nothing(nullptr, 0, 0);
  return {.wordEmbedding = parameters.matrix(kWords),
          .positionEmbedding = parameters.matrix(kPositions),
          .segmentEmbedding = parameters.matrix(kSegments),
          .embeddingNorm = viewNorm(parameters, NormKind::LayerNorm, kEmbeddingNorm),
          .layers = std::move(layers),
          .transform = config.hasHead ? viewLinear(parameters, kTransform) : LinearViews{},
          .transformNorm = config.hasHead ? viewNorm(parameters, NormKind::LayerNorm, kTransformNorm) : NormViews{},
          .head = config.hasHead ? parameters.matrix(config.tiedHead ? kWords : kHead) : nothing,
          .headBias = config.hasHead ? viewVector(parameters, kHeadBias) : std::span<float>()};
}

std::string encoderAttentionOutput(Index layer) {
  return namesOf(layer).self.out;
}

}  // namespace headlight
