#include "models/parts/hook_declaration.h"

#include <utility>

namespace headlight {

namespace {

Index sizeOf(const ModelConfig& config, Axis axis) {
  switch (axis) {
    case Axis::Head:
      return config.nHeads;
    case Axis::DHead:
      return config.dHead();
    case Axis::DModel:
      return config.dModel;
    case Axis::DMlp:
      return config.dMlp;
    case Axis::DVocab:
    case Axis::DVocabOut:
      return config.dVocab;
    case Axis::DHidden:
    case Axis::DIn:
      return config.dHidden;
    case Axis::One:
      return 1;
    case Axis::Pos:
    case Axis::QueryPos:
    case Axis::KeyPos:
    case Axis::EncoderPos:
    case Axis::DecoderPos:
      return -1;
  }
  return -1;
}

}  // namespace

int HookDeclaration::add(std::string name, std::vector<Axis> axes, int layer, bool onSource) {
  HookPoint point;
  point.index = static_cast<int>(m_points.size());
  point.name = std::move(name);
  for (const Axis axis : axes) point.sizes.push_back(sizeOf(m_config, axis));
  point.axes = std::move(axes);
  point.layer = layer;
  point.onSource = onSource;
  m_points.push_back(std::move(point));
  return m_points.back().index;
}

HookTable HookDeclaration::take() {
  return HookTable(std::exchange(m_points, {}));
}

}  // namespace headlight
