#include "models/post_norm/post_norm_workspace.h"

namespace headlight {

namespace {

void makeRoom(SumActivations& sum, Index R, Index C) {
  sum.normalized = PaddedMatrix(R, C);
  sum.out = PaddedMatrix(R, C);
  sum.scale.resize(static_cast<std::size_t>(R));
}

void makeRoom(AttentionActivations& attention, Index R, Index C, Index qColumns, Index patternCells) {
  attention.q = PaddedMatrix(R, qColumns);
  attention.pattern = AlignedBuffer<float>(static_cast<std::size_t>(patternCells));
  attention.z = PaddedMatrix(R, C);
  makeRoom(attention.sum, R, C);
}

void makeRoom(SublayerGradients& gradients, Index R, Index C, Index innerColumns) {
  gradients.dOut = PaddedMatrix(R, C);
  gradients.dAdded = PaddedMatrix(R, C);
  gradients.dInner = PaddedMatrix(R, innerColumns);
}

}  // namespace

PostNormWorkspace::PostNormWorkspace(const ModelConfig& config, Index layerCount, bool withCross, Index largestBatch,
                                     Index largestLength)
    : batch(largestBatch), length(largestLength), heads(config.nHeads), columns(config.dModel), hasCross(withCross) {
  const Index R = batch * length;
  const Index C = columns;
  const Index M = config.dMlp;
  for (Index l = 0; l < layerCount; ++l) {
    PostNormActivations& layer = layers.emplace_back();
    TransposedPostNorm& across = transposed.emplace_back();
    makeRoom(layer.self, R, C, 3 * C, R * heads * length);
    across.qkv.setZero(3 * C, C);
    across.selfOut.setZero(C, C);
    if (withCross) {
      makeRoom(layer.cross, R, C, C, R * heads * length);
      layer.cross.kv = PaddedMatrix(R, 2 * C);
      across.crossQ.setZero(C, C);
      across.crossKv.setZero(2 * C, C);
      across.crossOut.setZero(C, C);
    }
    layer.mlpPre = PaddedMatrix(R, M);
    layer.mlpPost = PaddedMatrix(R, M);
    makeRoom(layer.mlp, R, C);
    across.mlpIn.setZero(M, C);
    across.mlpOut.setZero(C, M);
  }
  for (PaddedMatrix* matrix : {&in, &added, &dIn, &dZ, &dBranch}) *matrix = PaddedMatrix(R, C);
  makeRoom(dSelf, R, C, 3 * C);
  makeRoom(dMlp, R, C, M);
  if (withCross) {
    makeRoom(dCross, R, C, C);
    dCross.dKv = PaddedMatrix(R, 2 * C);
    dMemoryBranch = PaddedMatrix(R, C);
  }
  headScratch = AlignedBuffer<float>(static_cast<std::size_t>(2 * R * length));
}

void PostNormWorkspace::makeRoomForMasks() {
  const auto cells = static_cast<std::size_t>(batch * maskStride(length * columns));
  const auto patternCells = static_cast<std::size_t>(batch * heads * maskStride(length * length));
  for (PostNormActivations& layer : layers) {
    layer.self.sum.mask.resize(cells);
    layer.self.patternMask.resize(patternCells);
    layer.mlp.mask.resize(cells);
    if (!hasCross) continue;
    layer.cross.sum.mask.resize(cells);
    layer.cross.patternMask.resize(patternCells);
  }
}

}  // namespace headlight
