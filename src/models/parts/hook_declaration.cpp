#include "models/parts/hook_declaration.h"

namespace headlight {

namespace {

/// -1 where the run decides.
Index sizeOf(const PointPlace& place, Axis axis) {
  const ModelConfig& config = place.config;
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
      return config.dHidden;
    case Axis::DIn:
      return place.layer == 0 ? config.dModel : config.dHidden;
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

int HookDeclaration::append(const PointRow& row, std::string_view prefix, const PointPlace& place) {
  HookPoint& point = m_points.emplace_back();
  point.index = static_cast<int>(m_points.size()) - 1;
  point.name = std::string(prefix) + row.part;
  for (const Axis axis : row.axes.span()) {
    point.axes.push_back(axis);
    point.sizes.push_back(sizeOf(place, axis));
  }
  point.layer = place.layer;
  point.onSource = row.ofSource || place.stack == hook_names::Stack::Encoder;
  return point.index;
}

std::size_t HookDeclaration::firstOf(std::span<const PointRow> rows, std::string_view part) {
  std::size_t row = 0;
  while (rows[row].part != part) ++row;
  return row;
}

}  // namespace headlight
