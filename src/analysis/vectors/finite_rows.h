#pragma once
// Rows of numbers that come from anywhere: refused where they are not finite, scaled where their squares would leave
// the range of float32.

#include "tensor/matrix.h"

namespace headlight {

/// Throws Error "analysis.not_finite" with the place of the first NaN or infinity. Any thread; pure.
void requireFinite(ConstMatrixRef<float> rows);

/// `coordinates` [n, k] as float32. Throws Error "analysis.too_large" with the row of the first that is beyond 1e37:
/// differences of such numbers, which every picture needs, leave float's range. Any thread; pure.
[[nodiscard]] Matrix<float> asCoordinates(const Eigen::MatrixXd& coordinates, Index firstRow = 0);

/// Rows with a power of two as their unit, so that squares and sums of squares are floats: the rows themselves where
/// the largest |value| is between 2^-20 and 2^20 (or 0), else a copy in which it is between 1/2 and 1. Nothing is
/// rounded but what is less than 2^-125 of the largest. Belongs to one thread; borrows `rows`.
class ModerateRows {
 public:
  /// Throws Error "analysis.not_finite".
  explicit ModerateRows(ConstMatrixRef<float> rows);
  ModerateRows(const ModerateRows&) = delete;
  ModerateRows& operator=(const ModerateRows&) = delete;

  [[nodiscard]] const ConstMatrixRef<float>& rows() const { return m_rows; }
  [[nodiscard]] bool areScaled() const { return m_unit != 1; }
  /// A length between these rows in the unit of the given ones; at most the largest float.
  [[nodiscard]] float ownLength(float length) const;
  /// What one of these rows' unit is in the given ones'.
  [[nodiscard]] double unit() const { return m_unit; }

 private:
  double m_unit;
  Matrix<float> m_scaled;
  ConstMatrixRef<float> m_rows;
};

}  // namespace headlight
