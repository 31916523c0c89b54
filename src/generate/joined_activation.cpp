#include "generate/joined_activation.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "tensor/error.h"

namespace headlight {

namespace {

/// Every shape of a hook point is [outer…, positions, inner…]; where keys follow the queries they are all of "inner".
struct JoinLayout {
  std::size_t rowAxis = 0;
  bool innerIsKeys = false;
};

bool isRowAxis(const HookPoint& point, Axis axis) {
  return axis == Axis::Pos || axis == Axis::QueryPos || axis == (point.onSource ? Axis::EncoderPos : Axis::DecoderPos);
}

JoinLayout joinLayout(const HookPoint& point) {
  JoinLayout layout;
  const auto row =
      std::find_if(point.axes.begin(), point.axes.end(), [&](Axis axis) { return isRowAxis(point, axis); });
  if (row == point.axes.end()) throw Error("internal.failure", {{"what", point.name + " has no positions"}});
  layout.rowAxis = static_cast<std::size_t>(row - point.axes.begin());
  layout.innerIsKeys = point.axes.back() == Axis::KeyPos;
  return layout;
}

using Steps = std::span<const std::shared_ptr<const Step>>;

/// The steps whose rows make the whole: all of them; of a value of the source the prefill alone; of an encoder, whose
/// steps read everything again, the last one.
Steps joinedSteps(Steps path, const HookPoint& point) {
  if (point.onSource) return path.first(1);
  return path.back()->readsAll ? path.last(1) : path;
}

Index product(const Index* begin, const Index* end) {
  Index result = 1;
  for (; begin != end; ++begin) result *= *begin;
  return result;
}

bool endsWith(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

/// What stands where no call has written: keys after the query. A score there is minus infinity, a weight is 0.
float unwritten(const HookPoint& point) {
  return endsWith(point.name, "hook_attn_scores") ? -std::numeric_limits<float>::infinity() : 0.0F;
}

std::vector<HookValue> valuesOf(Steps path, const HookPoint& point) {
  std::vector<HookValue> values;
  values.reserve(path.size());
  for (const auto& step : path) {
    const HookValue value = step->cache ? step->cache->find(point) : HookValue{};
    if (value.data == nullptr) throw Error("hooks.not_recorded", {{"point", point.name}});
    values.push_back(value);
  }
  return values;
}

/// Copies one call's rows to `firstRow` of the joined value; a row may be shorter there than here (fewer keys).
void copyRows(const HookValue& value, std::size_t rowAxis, Index firstRow, JoinedActivation& joined) {
  const Index* extents = value.extents.data();
  const Index outer = product(extents, extents + rowAxis);
  const Index rows = extents[rowAxis];
  const Index rowSize = product(extents + rowAxis + 1, extents + value.rank);
  const Index* all = joined.extents.data();
  const Index joinedRows = all[rowAxis];
  const Index joinedRowSize = product(all + rowAxis + 1, all + joined.extents.size());
  for (Index o = 0; o < outer; ++o) {
    for (Index r = 0; r < rows; ++r) {
      const float* from = value.data + (o * rows + r) * rowSize;
      std::copy(from, from + rowSize, joined.values.data() + (o * joinedRows + firstRow + r) * joinedRowSize);
    }
  }
}

}  // namespace

JoinedActivation joinSteps(std::span<const std::shared_ptr<const Step>> path, const HookPoint& point) {
  JoinedActivation joined;
  if (path.empty()) return joined;
  const JoinLayout layout = joinLayout(point);
  const std::vector<HookValue> values = valuesOf(joinedSteps(path, point), point);
  joined.extents.assign(values.front().extents.begin(), values.front().extents.begin() + values.front().rank);
  joined.extents[layout.rowAxis] = 0;
  for (const HookValue& value : values) {
    joined.extents[layout.rowAxis] += value.extents[layout.rowAxis];
    if (layout.innerIsKeys) {
      joined.extents.back() = std::max(joined.extents.back(), value.extents[static_cast<std::size_t>(value.rank - 1)]);
    }
  }
  const Index size = product(joined.extents.data(), joined.extents.data() + joined.extents.size());
  joined.values.assign(static_cast<std::size_t>(size), unwritten(point));
  Index firstRow = 0;
  for (const HookValue& value : values) {
    copyRows(value, layout.rowAxis, firstRow, joined);
    firstRow += value.extents[layout.rowAxis];
  }
  return joined;
}

JoinedActivations::JoinedActivations(StepPath path, std::size_t mostBytes)
    : m_path(std::move(path)), m_mostBytes(mostBytes) {}

std::shared_ptr<const JoinedActivation> JoinedActivations::of(const HookPoint& point) const {
  const std::lock_guard lock(m_mutex);
  const auto found =
      std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& kept) { return kept.name == point.name; });
  if (found != m_kept.end()) {
    m_kept.splice(m_kept.begin(), m_kept, found);
    return found->value;
  }
  auto value = std::make_shared<const JoinedActivation>(joinSteps(m_path, point));
  ++m_joins;
  m_kept.push_front({point.name, value});
  m_bytes += value->values.size() * sizeof(float);
  makeRoom();
  return value;
}

void JoinedActivations::makeRoom() const {
  while (m_bytes > m_mostBytes) {
    m_bytes -= m_kept.back().value->values.size() * sizeof(float);
    m_kept.pop_back();
  }
}

std::size_t JoinedActivations::joins() const {
  const std::lock_guard lock(m_mutex);
  return m_joins;
}

}  // namespace headlight
