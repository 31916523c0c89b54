#pragma once
// `headlight export --what embedding`: which vectors, by which projection, in which colours.

#include <string>
#include <vector>

#include "analysis/projection/projection_settings.h"
#include "analysis/vectors/neighbours.h"
#include "cli/text_run.h"
#include "figures/embedding/embedding_figure.h"
#include "figures/embedding/point_space.h"
#include "figures/export/figure_export.h"
#include "figures/figure_source.h"

namespace headlight {

struct EmbeddingExport {
  std::string space = "vocabulary";  ///< or input, residual, encoder, decoder, or a hook point
  int head = -1;
  std::vector<std::string> also;  ///< further prompts
  std::string vectors, labels;    ///< files of a table instead of a model's vectors
  std::string projection = "pca";
  ProjectionSettings settings;
  std::vector<std::string> axes;  ///< "man -> woman"
  std::string dimensions;         ///< "1,2,3", counted from 1
  bool text = false;              ///< tokens are joined in the order of the text
  std::string color;
  int clusters = 7;
  std::string mark;  ///< words that stand out
  std::string only;  ///< words to which the picture is limited
  bool anew = false;
  double azimuth = 32, elevation = 20;
  std::string nearest;  ///< a word or a sum of words
  int nearestCount = 10;
  Metric metric = Metric::Cosine;
  CLI::App* command = nullptr;

  void addTo(CLI::App& command);
  [[nodiscard]] bool isOfTable() const { return !vectors.empty(); }
  /// Throws Error "cli.option_needs" for an option without the one that it belongs to, "cli.bad_value". Before anything
  /// is opened.
  void check();
  /// What a run must record for these points.
  [[nodiscard]] bool needs(const HookPoint& point) const;
};

struct EmbeddingFiles {
  EmbeddingFigure figure;
  std::vector<NamedFile> lists;  ///< "embedding_nearest.csv", where it was asked for
};

/// Of a model and its run; the slow projections tell their progress on the context's standard error. `steps` were
/// taken. Throws Error "cli.bad_value", "analysis.…", and what preparing further prompts throws.
[[nodiscard]] EmbeddingFiles embeddingOf(TextRun& run, const EmbeddingExport& options, int steps, FigureSource source,
                                         CommandContext& context);

/// Of a file; no model is opened. Throws what readVectorTable() throws as well.
[[nodiscard]] EmbeddingFiles embeddingOfTable(const EmbeddingExport& options, int threads, CommandContext& context);

}  // namespace headlight
