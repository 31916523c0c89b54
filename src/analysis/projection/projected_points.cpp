#include "analysis/projection/projected_points.h"

namespace headlight {

ProjectedPoints projectedPoints(const PcaResult& projection) {
  ProjectedPoints points{"PCA", projection.coordinates, {}, {Badge::Kind::Projected, 0, projection.keptShare()}};
  for (std::size_t i = 0; i < points.variance.size() && i < projection.shares.size(); ++i) {
    points.variance[i] = projection.shares[i];
  }
  return points;
}

ProjectedPoints projectedPoints(std::string method, Matrix<float> coordinates, std::optional<double> kept) {
  Badge badge{kept ? Badge::Kind::NeighboursKept : Badge::Kind::UnderWay, 0, kept.value_or(0)};
  badge.which = method;
  return {std::move(method), std::move(coordinates), {}, std::move(badge)};
}

}  // namespace headlight
