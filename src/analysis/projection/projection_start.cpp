#include "analysis/projection/projection_start.h"

#include <cmath>

#include "analysis/vectors/pca.h"
#include "tensor/random.h"

namespace headlight {

Matrix<float> projectionStart(ConstMatrixRef<float> rows, Index dimensions, double deviation,
                              const std::stop_token& stop) {
  const PcaResult axes = pca(rows, dimensions, stop);
  const double scale = axes.variances.front() > 0 ? deviation / std::sqrt(axes.variances.front()) : 0;
  Matrix<float> points = axes.coordinates * static_cast<float>(scale);
  Random random(0);
  for (Index i = 0; i < points.size(); ++i) {
    points.data()[i] += static_cast<float>(random.normal() * deviation * 0.01);
  }
  return points;
}

}  // namespace headlight
