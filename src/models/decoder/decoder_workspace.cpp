#include "models/decoder/decoder_workspace.h"

namespace headlight {

DecoderWorkspace::DecoderWorkspace(const ModelConfig& modelConfig, Index largestBatch, Index largestLength,
                                   GradientUse use)
    : config(modelConfig), batch(largestBatch), length(largestLength) {
  const Index R = batch * length;
  const Index C = config.dModel;
  const Index M = config.dMlp;
  const auto rows = static_cast<std::size_t>(R);
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    BlockActivations& block = blocks.emplace_back();
    for (PaddedMatrix* matrix : {&block.ln1Normalized, &block.ln1Out, &block.ln2Normalized, &block.ln2Out, &block.z}) {
      *matrix = PaddedMatrix(R, C);
    }
    block.ln1Scale.resize(rows);
    block.ln2Scale.resize(rows);
    block.qkv = PaddedMatrix(R, 3 * C);
    block.pattern = AlignedBuffer<float>(rows * static_cast<std::size_t>(config.nHeads * length));
    block.mlpPre = PaddedMatrix(R, M);
    block.mlpPost = PaddedMatrix(R, M);
    TransposedBlock& across = transposed.emplace_back();
    if (use == GradientUse::InputsAlone) continue;
    across.qkv.setZero(3 * C, C);
    across.attnOut.setZero(C, C);
    across.mlpIn.setZero(M, C);
    across.mlpOut.setZero(C, M);
  }
  for (PaddedMatrix* matrix :
       {&stream, &added, &finalNormalized, &finalOut, &dStream, &dAttnOut, &dMlpOut, &dNormOut1, &dNormOut2, &dZ}) {
    *matrix = PaddedMatrix(R, C);
  }
  finalScale.resize(rows);
  if (use == GradientUse::Training) {
    logits = PaddedMatrix(R, config.dVocab);
    headTransposed.setZero(C, config.dVocab);
  }
  dQkv = PaddedMatrix(R, 3 * C);
  dHidden = PaddedMatrix(R, M);
  headScratch = AlignedBuffer<float>(static_cast<std::size_t>(batch * 2 * length * length));
  losses.resize(static_cast<std::size_t>(batch));
}

void DecoderWorkspace::makeRoomForMasks() {
  if (!embedMask.empty()) return;
  const auto cells = static_cast<std::size_t>(batch * maskStride(length * config.dModel));
  embedMask.resize(cells);
  for (BlockActivations& block : blocks) {
    block.attnMask.resize(cells);
    block.mlpMask.resize(cells);
    block.patternMask.resize(static_cast<std::size_t>(batch * maskStride(config.nHeads * length * length)));
  }
}

}  // namespace headlight
