#pragma once
// `headlight export --what embedding`: the vocabulary's points, by the projection that was asked for.

#include <string>

#include "analysis/projection/projected_points.h"
#include "cli/text_run.h"

namespace headlight {

struct EmbeddingExport {
  std::string projection = "pca";
  double perplexity = 30;
  Index neighbours = 15;
  CLI::Option* perplexityOption = nullptr;
  CLI::Option* neighboursOption = nullptr;

  void addTo(CLI::App& command);
};

/// Of the model's token embeddings, in three dimensions. The slow methods tell their progress on the context's standard
/// error. Throws Error "cli.option_needs" for an option of another projection.
[[nodiscard]] ProjectedPoints projectVocabulary(TextRun& run, const EmbeddingExport& options, CommandContext& context);

}  // namespace headlight
