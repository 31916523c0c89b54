#pragma once
// How vectors become points: which projection, and its numbers. The window and the command line read them alike.

#include <array>
#include <cstdint>
#include <string>

#include "analysis/projection/projected_points.h"
#include "analysis/projection/tsne.h"
#include "analysis/projection/umap.h"
#include "analysis/vectors/word_arithmetic.h"

namespace headlight {

enum class ProjectionMethod { Pca, Tsne, Umap, Dimensions, Words };

/// Each method reads its own fields.
struct ProjectionSettings {
  ProjectionMethod method = ProjectionMethod::Pca;
  bool isFlat = false;  ///< two dimensions
  double perplexity = 30;
  int neighbours = 15;
  double minimalDistance = 0.1;
  std::uint64_t seed = 0;
  std::array<int, 3> dimensions{0, 1, 2};
  std::array<std::string, 3> words;  ///< "man -> woman"; empty: no such axis

  /// Worked out step by step (Tsne, Umap), not at once.
  [[nodiscard]] bool isRun() const { return method == ProjectionMethod::Tsne || method == ProjectionMethod::Umap; }
  bool operator==(const ProjectionSettings&) const = default;
};

[[nodiscard]] TsneOptions tsneOptions(const ProjectionSettings& settings);
[[nodiscard]] UmapOptions umapOptions(const ProjectionSettings& settings);

/// PCA (`pca`: of these very rows [n, d]), chosen dimensions, axes made from words; PCA where no axis has words. Of a
/// flat picture the third coordinate is 0, and the quality says what two axes keep. Any thread; pure. Throws what
/// wordAxis() throws, Error "internal.failure" for a method that is a run.
[[nodiscard]] ProjectedPoints projectedAtOnce(ConstMatrixRef<float> rows, const PcaResult& pca,
                                              const ProjectionSettings& settings, FindWord find);

}  // namespace headlight
