#include "models/block/block_workspace.h"

namespace headlight {

namespace {

void makeRoom(SublayerActivations& sublayer, Index R, Index C) {
  sublayer.normalized = PaddedMatrix(R, C);
  sublayer.out = PaddedMatrix(R, C);
  sublayer.scale.resize(static_cast<std::size_t>(R));
}

void makeRoom(AttentionActivations& attention, Index R, Index C, Index qColumns, Index patternCells) {
  attention.q = PaddedMatrix(R, qColumns);
  attention.pattern = AlignedBuffer<float>(static_cast<std::size_t>(patternCells));
  attention.z = PaddedMatrix(R, C);
  makeRoom(attention.sublayer, R, C);
}

void makeRoom(SublayerGradients& gradients, Index R, Index C, Index innerColumns) {
  gradients.dOut = PaddedMatrix(R, C);
  gradients.dAdded = PaddedMatrix(R, C);
  gradients.dInner = PaddedMatrix(R, innerColumns);
}

}  // namespace

BlockWorkspace::BlockWorkspace(const ModelConfig& config, const BlockShape& blockShape, Index layerCount,
                               Index largestBatch, Index largestLength, GradientUse use)
    : shape(blockShape), batch(largestBatch), length(largestLength), heads(config.nHeads), columns(config.dModel) {
  const Index R = batch * length;
  const Index C = columns;
  const Index M = config.dMlp;
  for (Index l = 0; l < layerCount; ++l) {
    BlockActivations& layer = layers.emplace_back();
    makeRoom(layer.self, R, C, 3 * C, R * heads * length);
    if (shape.hasCross) {
      makeRoom(layer.cross, R, C, C, R * heads * length);
      layer.cross.kv = PaddedMatrix(R, 2 * C);
    }
    layer.mlpPre = PaddedMatrix(R, M);
    layer.mlpPost = PaddedMatrix(R, M);
    makeRoom(layer.mlp, R, C);
    TransposedBlock& across = transposed.emplace_back();
    if (use == GradientUse::Training) makeRoomForTransposes(across, C, M);
  }
  for (PaddedMatrix* matrix : {&in, &added, &dIn, &dZ}) *matrix = PaddedMatrix(R, C);
  if (shape.place == NormPlace::Behind) dBranch = PaddedMatrix(R, C);
  makeRoom(dSelf, R, C, 3 * C);
  makeRoom(dMlp, R, C, M);
  if (shape.hasCross) {
    makeRoom(dCross, R, C, C);
    dCross.dKv = PaddedMatrix(R, 2 * C);
    dMemoryBranch = PaddedMatrix(R, C);
  }
  headScratch = AlignedBuffer<float>(static_cast<std::size_t>(2 * R * length));
}

void BlockWorkspace::makeRoomForTransposes(TransposedBlock& across, Index C, Index M) const {
  across.qkv.setZero(3 * C, C);
  across.selfOut.setZero(C, C);
  across.mlpIn.setZero(M, C);
  across.mlpOut.setZero(C, M);
  if (!shape.hasCross) return;
  across.crossQ.setZero(C, C);
  across.crossKv.setZero(2 * C, C);
  across.crossOut.setZero(C, C);
}

void BlockWorkspace::makeRoomForMasks() {
  const auto cells = static_cast<std::size_t>(batch * maskStride(length * columns));
  const auto patternCells = static_cast<std::size_t>(batch * heads * maskStride(length * length));
  for (BlockActivations& layer : layers) {
    layer.self.sublayer.mask.resize(cells);
    layer.self.patternMask.resize(patternCells);
    layer.mlp.mask.resize(cells);
    if (!shape.hasCross) continue;
    layer.cross.sublayer.mask.resize(cells);
    layer.cross.patternMask.resize(patternCells);
  }
}

}  // namespace headlight
