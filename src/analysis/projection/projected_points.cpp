#include "analysis/projection/projected_points.h"

namespace headlight {

ProjectedPoints projectedPoints(const PcaResult& projection) {
  using Kind = ProjectionQuality::Kind;
  const ProjectionQuality quality{Kind::VarianceKept, projection.keptShare()};
  ProjectedPoints points{"PCA", projection.coordinates, {}, quality, {}};
  for (std::size_t i = 0; i < points.variance.size() && i < projection.shares.size(); ++i) {
    points.variance[i] = projection.shares[i];
  }
  return points;
}

ProjectedPoints projectedPoints(std::string method, Matrix<float> coordinates, std::optional<double> kept) {
  using Kind = ProjectionQuality::Kind;
  const ProjectionQuality quality{kept ? Kind::NeighboursKept : Kind::UnderWay, kept.value_or(0)};
  ProjectedPoints points{std::move(method), {}, {}, quality, {}};
  points.coordinates = Matrix<float>::Zero(coordinates.rows(), 3);  // of two dimensions the third is 0
  points.coordinates.leftCols(coordinates.cols()) = coordinates;
  return points;
}

}  // namespace headlight
