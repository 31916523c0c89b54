#include "models/recurrent/recurrent_hooks.h"

#include <utility>
#include <vector>

#include "hooks/hook_names.h"

namespace headlight {

namespace {

int pointsOfLayer(ModelKind kind) {
  switch (kind) {
    case ModelKind::Lstm:
      return static_cast<int>(LstmPoint::Count);
    case ModelKind::Gru:
      return static_cast<int>(GruPoint::Count);
    default:
      return static_cast<int>(RnnPoint::Count);
  }
}

/// Names behind `hook_in`, in the order of the enumerations.
std::vector<std::string> namesOfLayer(ModelKind kind, int layer) {
  using namespace hook_names;
  switch (kind) {
    case ModelKind::Lstm:
      return {gateI(layer), gateF(layer), gateG(layer), gateO(layer), cellState(layer), hidden(layer)};
    case ModelKind::Gru:
      return {gateR(layer), gateZ(layer), candidate(layer), hidden(layer)};
    default:
      return {cellPre(layer), hidden(layer)};
  }
}

}  // namespace

RecurrentPoints::RecurrentPoints(const ModelConfig& config)
    : m_layers(static_cast<int>(config.nLayers)), m_inLayer(pointsOfLayer(config.kind)) {}

HookTable recurrentHookTable(const ModelConfig& config) {
  std::vector<HookPoint> points;
  const auto declare = [&](std::string name, Axis axis, Index size, int layer = -1) {
    HookPoint point;
    point.name = std::move(name);
    point.axes = {Axis::Pos, axis};
    point.sizes = {-1, size};
    point.layer = layer;
    points.push_back(std::move(point));
  };
  declare(hook_names::kEmbed, Axis::DModel, config.dModel);
  for (int layer = 0; layer < config.nLayers; ++layer) {
    declare(hook_names::cellIn(layer), Axis::DIn, layer == 0 ? config.dModel : config.dHidden, layer);
    for (std::string& name : namesOfLayer(config.kind, layer)) {
      declare(std::move(name), Axis::DHidden, config.dHidden, layer);
    }
  }
  declare(hook_names::kUnembedIn, Axis::DHidden, config.dHidden);
  declare(hook_names::kUnembedOut, Axis::DVocabOut, config.dVocab);
  return HookTable(std::move(points));
}

}  // namespace headlight
