#pragma once
// What `headlight export` makes of attention: heatmaps, arcs, sheets, the model view, differences of two prompts.

#include <optional>
#include <string>
#include <vector>

#include "analysis/attention/head_measures.h"
#include "cli/export/export_plan.h"
#include "cli/text_run.h"
#include "figures/attention/attention_terms.h"
#include "figures/figure_data.h"
#include "figures/figure_source.h"

namespace headlight {

struct AttentionExport {
  std::string layers = "all", heads = "all";
  std::string style = "heatmap";       ///< heatmap, arcs, steps or sheet
  std::optional<std::string> against;  ///< another prompt
  std::optional<ColorLimits> limits;   ///< as each figure has them unless told
  AttentionMeasure measure = AttentionMeasure::Weights;
  std::optional<int> query;      ///< of steps; the last token's unless told
  bool labels = false;           ///< heads and sheet: what each head does
  std::optional<HeadRole> sort;  ///< heads and sheet: the head that does this most first
  bool sinkHidden = false;       ///< the first key is left out of the scale
  double threshold = 0.05;       ///< of arcs
  bool upright = false;          ///< arcs between a left and a right sentence
  int steps = 0;                 ///< that the run took; the other prompt takes as many
};

/// Which of these figures.
struct AttentionChoice {
  bool attention = false;   ///< in the style of the options
  bool heads = false;       ///< the model view
  bool everything = false;  ///< among others: what the model lacks is left out
};

/// What a run records for these figures: the patterns, for value-weighted attention the values, for steps all there is.
[[nodiscard]] ActivationCache::Filter keepFor(const AttentionExport& options);

/// Every attention that the model has, of the layers and heads that are asked for; with `against` the differences: all
/// heads in one figure, then (heatmaps of --what attention) each head alone. Appends to `figures`.
/// Throws Error "figure.no_attention" (unless `what` is everything), "cli.bad_value", and what preparing the other
/// prompt throws.
void addAttentionFigures(TextRun& run, const AttentionExport& options, const AttentionChoice& what,
                         CommandContext& context, const FigureSource& source, std::vector<FigureData>& figures);

}  // namespace headlight
