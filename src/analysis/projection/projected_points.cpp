#include "analysis/projection/projected_points.h"

namespace headlight {

ProjectedPoints projectedPoints(const PcaResult& projection) {
  const Badge badge{Badge::Kind::Projected, 0, projection.keptShare()};
  ProjectedPoints points{"PCA", projection.coordinates, {}, badge, {}};
  for (std::size_t i = 0; i < points.variance.size() && i < projection.shares.size(); ++i) {
    points.variance[i] = projection.shares[i];
  }
  return points;
}

ProjectedPoints projectedPoints(std::string method, Matrix<float> coordinates, std::optional<double> kept) {
  Badge badge{kept ? Badge::Kind::NeighboursKept : Badge::Kind::UnderWay, 0, kept.value_or(0)};
  badge.which = method;
  ProjectedPoints points{std::move(method), {}, {}, std::move(badge), {}};
  points.coordinates = Matrix<float>::Zero(coordinates.rows(), 3);  // of two dimensions the third is 0
  points.coordinates.leftCols(coordinates.cols()) = coordinates;
  return points;
}

}  // namespace headlight
