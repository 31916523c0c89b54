#include "analysis/projection/projection_settings.h"

#include <algorithm>

#include "analysis/projection/chosen_axes.h"
#include "tensor/error.h"

namespace headlight {
namespace {

ProjectedPoints alongWords(ConstMatrixRef<float> rows, const ProjectionSettings& settings, FindWord find) {
  std::array<std::optional<NamedDirection>, 3> directions;
  const std::size_t axes = settings.isFlat ? 2 : 3;
  for (std::size_t axis = 0; axis < axes; ++axis) {
    if (!settings.words[axis].empty()) directions[axis] = wordAxis(rows, settings.words[axis], find);
  }
  return alongDirections(rows, directions);
}

/// The first two axes alone, and what they keep.
ProjectedPoints flattened(ProjectedPoints points) {
  points.coordinates.col(2).setZero();
  if (points.quality.kind == ProjectionQuality::Kind::VarianceKept)
    points.quality.share = points.variance[0] + points.variance[1];
  points.variance[2] = 0;
  return points;
}

ProjectedPoints inSpace(ConstMatrixRef<float> rows, const PcaResult& pca, const ProjectionSettings& settings,
                        FindWord find) {
  const auto hasWords = [](const std::string& text) { return !text.empty(); };
  switch (settings.method) {
    case ProjectionMethod::Dimensions: {
      const auto& [x, y, z] = settings.dimensions;
      return chosenDimensions(rows, {x, y, settings.isFlat ? -1 : z});
    }
    case ProjectionMethod::Words:
      if (!std::any_of(settings.words.begin(), settings.words.end(), hasWords)) break;
      return alongWords(rows, settings, find);
    case ProjectionMethod::Tsne:
    case ProjectionMethod::Umap:
      throw Error("internal.failure", {{"what", "this projection is a run of many steps"}});
    case ProjectionMethod::Pca:
      break;
  }
  return projectedPoints(pca);
}

}  // namespace

TsneOptions tsneOptions(const ProjectionSettings& settings) {
  TsneOptions options;
  options.dimensions = settings.isFlat ? 2 : 3;
  options.perplexity = settings.perplexity;
  return options;
}

UmapOptions umapOptions(const ProjectionSettings& settings) {
  UmapOptions options;
  options.dimensions = settings.isFlat ? 2 : 3;
  options.neighbours = settings.neighbours;
  options.minimalDistance = settings.minimalDistance;
  options.seed = settings.seed;
  return options;
}

ProjectedPoints projectedAtOnce(ConstMatrixRef<float> rows, const PcaResult& pca, const ProjectionSettings& settings,
                                FindWord find) {
  ProjectedPoints points = inSpace(rows, pca, settings, find);
  return settings.isFlat ? flattened(std::move(points)) : points;
}

}  // namespace headlight
