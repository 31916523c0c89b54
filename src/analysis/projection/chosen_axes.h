#pragma once
// Three axes that a person chose: dimensions as they are, or directions made from words. Nothing is fitted, so anybody
// can check a coordinate by hand.

#include <array>
#include <optional>
#include <string>

#include "analysis/projection/projected_points.h"
#include "tensor/matrix.h"

namespace headlight {

/// Columns of `rows` [n, d], counted from 0 (their names count from 1); -1 or one that does not exist: that axis is 0
/// everywhere. The quality is Exact where the three are all there is (d at most 3, each once), else ChosenAxes with the
/// share of the variance (divided by n - 1) that they keep. Any thread; pure. Throws Error "analysis.pca_empty" for no
/// rows or columns, "analysis.too_large" for a coordinate beyond 1e37.
[[nodiscard]] ProjectedPoints chosenDimensions(ConstMatrixRef<float> rows, const std::array<Index, 3>& dimensions);

/// A direction with a name and a place where its coordinate is 0.
struct NamedDirection {
  std::string name;
  RowVector<double> origin;     ///< [d]
  RowVector<double> direction;  ///< [d], of length 1
};

/// Coordinates (row - origin) · direction, in the rows' own unit; an axis without a direction is 0 everywhere. The
/// directions need not be at right angles: `variance` is each one's own share, the quality's what the space that they
/// span keeps. Any thread; pure. Throws Error "analysis.pca_empty" as above.
[[nodiscard]] ProjectedPoints alongDirections(ConstMatrixRef<float> rows,
                                              const std::array<std::optional<NamedDirection>, 3>& directions);

}  // namespace headlight
