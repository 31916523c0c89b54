#include "analysis/projection/projected_points.h"

#include "analysis/projection/neighbour_table.h"

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

namespace {

ProjectionQuality keptQuality(std::optional<double> kept, Index points) {
  using Kind = ProjectionQuality::Kind;
  if (!kept) return {Kind::UnderWay};
  const double chance = neighboursKeptByChance(points);
  if (chance >= 1) return {Kind::FewPoints};
  return {Kind::NeighboursKept, *kept, chance};
}

}  // namespace

ProjectedPoints projectedPoints(std::string method, Matrix<float> coordinates, std::optional<double> kept,
                                UsedNeighbours used) {
  ProjectedPoints points{std::move(method), {}, {}, keptQuality(kept, coordinates.rows()), {}, used};
  points.coordinates = Matrix<float>::Zero(coordinates.rows(), 3);  // of two dimensions the third is 0
  points.coordinates.leftCols(coordinates.cols()) = coordinates;
  return points;
}

}  // namespace headlight
