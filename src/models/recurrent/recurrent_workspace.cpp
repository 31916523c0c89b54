#include "models/recurrent/recurrent_workspace.h"

namespace headlight {

namespace {

Index stateParts(const ModelConfig& config) {
  return config.hasCellState() ? 2 : 1;
}

RecurrentLayerSpace layerSpace(const ModelConfig& config, Index R, Index inputs) {
  const Index H = config.dHidden;
  const Index width = gateCount(config.kind) * H;
  RecurrentLayerSpace space;
  space.gates = PaddedMatrix(R, width);
  space.hiddenIn = PaddedMatrix(R, H);
  space.output = PaddedMatrix(R, H);
  if (config.hasCellState()) {
    space.cellIn = PaddedMatrix(R, H);
    space.tanhCell = PaddedMatrix(R, H);
  }
  const bool gru = config.kind == ModelKind::Gru;
  if (gru) {
    space.inner = PaddedMatrix(R, H);
    space.hiddenInner = PackedMatrix<float>(H, H);
    space.acrossInner = PackedMatrix<float>(H, H);
  }
  const Index together = gru ? 2 * H : width;
  space.hidden = PackedMatrix<float>(H, together);
  space.across = PackedMatrix<float>(together, H);
  space.inputAcross.setZero(width, inputs);
  space.bias.resize(static_cast<std::size_t>(width));
  return space;
}

}  // namespace

RecurrentWorkspace::RecurrentWorkspace(const ModelConfig& modelConfig, Index largestBatch, Index largestLength,
                                       GradientUse use)
    : config(modelConfig),
      batch(largestBatch),
      length(largestLength),
      carried(static_cast<std::size_t>(config.nLayers * stateParts(config) * batch * config.dHidden)) {
  const Index R = batch * length;
  const Index H = config.dHidden;
  inputs.resize(static_cast<std::size_t>(R));
  targets.resize(static_cast<std::size_t>(R));
  embedding = PaddedMatrix(R, config.dModel);
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    layers.push_back(layerSpace(config, R, layer == 0 ? config.dModel : H));
  }
  if (use == GradientUse::Training) {
    logits = PaddedMatrix(R, config.dVocab);
    headTransposed.setZero(H, config.dVocab);
  }
  dOutput = PaddedMatrix(R, H);
  dEmbedding = PaddedMatrix(R, config.dModel);
  dHidden = PaddedMatrix(batch, H);
  dCell = PaddedMatrix(batch, H);
  losses.resize(static_cast<std::size_t>(batch));
}

MatrixMap<float> RecurrentWorkspace::state(Index layer, Index part, Index first, Index count) {
  const Index row = (layer * stateParts(config) + part) * batch + first;
  return {carried.data() + row * config.dHidden, count, config.dHidden};
}

void RecurrentWorkspace::makeRoomForMasks() {
  if (!embedMask.empty()) return;
  embedMask.resize(static_cast<std::size_t>(batch * maskStride(length * config.dModel)));
  for (RecurrentLayerSpace& layer : layers) {
    layer.mask.resize(static_cast<std::size_t>(batch * maskStride(length * config.dHidden)));
  }
}

}  // namespace headlight
