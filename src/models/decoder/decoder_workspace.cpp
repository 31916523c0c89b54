#include "models/decoder/decoder_workspace.h"

namespace headlight {

DecoderWorkspace::DecoderWorkspace(const ModelConfig& config, Index largestBatch, Index largestLength, GradientUse use)
    : batch(largestBatch),
      length(largestLength),
      rows(largestBatch),
      stack(config, blockShape(config, hook_names::Stack::Blocks), config.nLayers, largestBatch, largestLength, use) {
  const Index R = batch * length;
  finalNorm.normalized = PaddedMatrix(R, config.dModel);
  finalNorm.out = PaddedMatrix(R, config.dModel);
  finalNorm.scale.resize(static_cast<std::size_t>(R));
  losses.resize(static_cast<std::size_t>(batch));
  if (use == GradientUse::InputsAlone) return;
  logits = PaddedMatrix(R, config.dVocab);
  headTransposed.setZero(config.dModel, config.dVocab);
}

}  // namespace headlight
