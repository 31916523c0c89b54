#pragma once
// How a family of models declares its hook points: each point once, as one row of a table (name, axes, when a model has
// it), in the order in which a run meets them. The forward pass offers a value by the name of its row, which the
// compiler looks up: a name without a row does not compile, and the index costs a run one load.

#include <array>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hooks/hook_names.h"
#include "hooks/hook_point.h"
#include "models/model_config.h"

namespace headlight {

/// Where a table of points is declared: in which model, and in which layer of which stack (-1 outside the layers).
struct PointPlace {
  const ModelConfig& config;
  hook_names::Stack stack = hook_names::Stack::Blocks;
  int layer = -1;
};

/// The axes of a point, for tables that the compiler reads.
class AxisList {
 public:
  constexpr AxisList(std::initializer_list<Axis> axes) {
    for (const Axis axis : axes) m_axes[m_rank++] = axis;
  }
  [[nodiscard]] constexpr std::span<const Axis> span() const { return {m_axes.data(), m_rank}; }

 private:
  std::array<Axis, HookValue::kMaxRank> m_axes{};
  std::size_t m_rank = 0;
};

/// One hook point.
struct PointRow {
  const char* part;  ///< its name behind the prefix of its place ("attn.hook_q" behind "blocks.0.")
  AxisList axes;
  /// Whether the model has the point at this place; null: always. Rows of one table may have the same name where no
  /// place has both: the point stands at another moment of the run there.
  bool (*when)(const PointPlace&) = nullptr;
  bool ofSource = false;  ///< HookPoint::onSource; in the encoder of an encoder-decoder all points are
};

/// The first row of this name. A name that no row has does not compile.
[[nodiscard]] consteval std::size_t rowOf(std::span<const PointRow> rows, std::string_view prefix,
                                          std::string_view part) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string_view name = rows[row].part;
    if (name.size() == prefix.size() + part.size() && name.starts_with(prefix) && name.ends_with(part)) return row;
  }
  throw std::logic_error("no row of the table has this name");
}

/// A name of the table `rows`, looked up by the compiler.
template <const auto& rows>
struct PointName {
  std::size_t row;
  consteval PointName(const char* part) : row(rowOf(rows, "", part)) {}
  consteval PointName(const char* prefix, const char* part) : row(rowOf(rows, prefix, part)) {}
};

/// The places of a table's points in the model's HookTable.
template <const auto& rows>
class Points {
 public:
  Points() { m_indices.fill(-1); }
  /// -1 for a point that the model does not have at this place; HookRun refuses to be offered one.
  [[nodiscard]] int operator[](PointName<rows> name) const { return m_indices[name.row]; }

 private:
  friend class HookDeclaration;
  std::array<int, rows.size()> m_indices;  // of a name at its first row
};

class HookDeclaration {
 public:
  explicit HookDeclaration(const ModelConfig& config) : m_config(config) {}

  /// Appends the points of a table that the model has at this place, under `prefix`.
  template <const auto& rows>
  [[nodiscard]] Points<rows> add(std::string_view prefix, hook_names::Stack stack = hook_names::Stack::Blocks,
                                 int layer = -1) {
    const PointPlace place{m_config, stack, layer};
    Points<rows> points;
    for (const PointRow& row : rows) {
      if (row.when == nullptr || row.when(place))
        points.m_indices[firstOf(rows, row.part)] = append(row, prefix, place);
    }
    return points;
  }
  /// The points so far. The declaration is empty afterwards.
  [[nodiscard]] HookTable take() { return HookTable(std::exchange(m_points, {})); }

 private:
  /// Its index.
  int append(const PointRow& row, std::string_view prefix, const PointPlace& place);
  [[nodiscard]] static std::size_t firstOf(std::span<const PointRow> rows, std::string_view part);

  const ModelConfig& m_config;
  std::vector<HookPoint> m_points;
};

/// Tables of points stand here, where axes need no `Axis::`.
namespace hook_rows {

using enum Axis;

/// What every Transformer ends with.
inline constexpr auto kUnembed = std::to_array<PointRow>({
    {"unembed.hook_in", {Pos, DModel}},
    {"unembed.hook_out", {Pos, DVocabOut}},
});

}  // namespace hook_rows

}  // namespace headlight
