#pragma once
// A model's configuration inside our own archives: checkpoints and sessions.

#include "formats/archive/archive.h"
#include "models/model_config.h"

namespace headlight {

/// `complete`: false is the short list of checkpoints of version 1, which knew decoders alone.
template <class Archive>
void serializeConfig(Archive& archive, ModelConfig& config, bool complete) {
  archive& config.kind& config.nLayers& config.nHeads& config.dModel& config.dMlp& config.nCtx& config.dVocab;
  archive& config.activation& config.layerNormEpsilon& config.tiedHead;
  if (!complete) return;
  archive& config.nDecoderLayers& config.dHidden& config.positions& config.causalMask& config.residual;
  bool layerNorm = config.norm == NormKind::LayerNorm;  // one byte, from before there was a choice of norms
  archive& layerNorm& config.scaledScores& config.nSegments& config.scaledEmbedding;
  if constexpr (Archive::is_loading::value) config.norm = layerNorm ? NormKind::LayerNorm : NormKind::None;
  archive& config.startToken& config.endToken& config.padToken;
}

/// What is wrong with numbers that should name a kind, an activation or positions; nullptr if nothing is. Sizes are
/// validate()'s (models/model_config.h).
[[nodiscard]] inline const char* enumProblem(const ModelConfig& config) {
  if (config.kind < ModelKind::Decoder || config.kind > ModelKind::Gru) return "its kind of model does not exist";
  if (config.activation < Activation::GeluNew || config.activation > Activation::Swish)
    return "its activation function does not exist";
  if (config.positions < Positions::Learned || config.positions > Positions::None)
    return "its kind of positions does not exist";
  return nullptr;
}

}  // namespace headlight
