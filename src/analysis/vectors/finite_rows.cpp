#include "analysis/vectors/finite_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tensor/error.h"

namespace headlight {
namespace {

double unitOf(ConstMatrixRef<float> rows) {
  constexpr int kModerate = 20;
  requireFinite(rows);
  const float largest = rows.size() > 0 ? rows.cwiseAbs().maxCoeff() : 0.0F;
  if (!(largest > 0)) return 1;
  int exponent = 0;  // largest is 0.5 ... 1 times 2^exponent
  (void)std::frexp(largest, &exponent);
  return std::abs(exponent) <= kModerate ? 1 : std::ldexp(1.0, exponent);
}

}  // namespace

void requireFinite(ConstMatrixRef<float> rows) {
  for (Index row = 0; row < rows.rows(); ++row) {
    if (rows.row(row).array().isFinite().all()) continue;
    Index column = 0;
    while (std::isfinite(rows(row, column))) ++column;
    throw Error("analysis.not_finite", {{"row", std::to_string(row)}, {"column", std::to_string(column)}});
  }
}

Matrix<float> asCoordinates(const Eigen::MatrixXd& coordinates, Index firstRow) {
  constexpr double kLargest = 1e37;
  for (Index row = 0; row < coordinates.rows(); ++row) {
    if ((coordinates.row(row).array().abs() > kLargest).any())
      throw Error("analysis.too_large", {{"row", std::to_string(firstRow + row)}});
  }
  return coordinates.cast<float>();
}

ModerateRows::ModerateRows(ConstMatrixRef<float> rows)
    : m_unit(unitOf(rows)),
      m_scaled(m_unit == 1 ? Matrix<float>() : Matrix<float>((rows.cast<double>() / m_unit).cast<float>())),
      m_rows(m_unit == 1 ? rows : ConstMatrixRef<float>(m_scaled)) {}

float ModerateRows::ownLength(float length) const {
  constexpr double kLargest = std::numeric_limits<float>::max();
  return static_cast<float>(std::min(static_cast<double>(length) * m_unit, kLargest));
}

}  // namespace headlight
