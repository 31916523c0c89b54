#pragma once
// One head (or several put together) as a heatmap.

#include <memory>
#include <string>
#include <vector>

#include "figures/badge.h"
#include "figures/figure_files.h"
#include "text/tokenizer.h"

namespace headlight {

struct FigureRun;
struct JoinedActivation;
struct ModelConfig;

/// One head, a mean or a maximum: rows are queries, columns are keys.
struct AttentionFigure {
  FigureSource source;
  Badge badge;  ///< what was put together; measure and first key follow from the members below
  AttentionSide side = AttentionSide::Own;
  int layer = 0;                         ///< -1: several layers (badge.which, members)
  int head = 0;                          ///< -1: several heads
  std::vector<std::string> queryLabels;  ///< token texts; white space as it is (drawn visibly)
  std::vector<std::string> keyLabels;
  Matrix<float> weights;  ///< [query, key], in the unit of `measure`
  bool causal = true;     ///< cells with key > query are masked, not zero
  AttentionMeasure measure = AttentionMeasure::Weights;
  /// What was put together where `head` or `layer` is -1; empty: all heads of `layer` (or all layers).
  std::vector<HeadPlace> members;
  /// The column of key 0 is left out of the colour scale and drawn as such; rows then show shares "of the rest"
  /// (each weight divided by what its row leaves to the other keys). `weights` stay what they are.
  bool sinkHidden = false;
  ColorLimits limits = ColorLimits::Fixed;
  /// A fitted scale ends here at least: the largest value of the heads that are shown beside this one.
  double fittedTo = 0;
};

/// The attentions that a model has: Own; Encoder, Decoder and Cross; or none.
[[nodiscard]] std::vector<AttentionSide> attentionSides(const ModelConfig& config);
/// Layers of one of them; 0 if the model lacks it.
[[nodiscard]] int attentionLayers(const ModelConfig& config, AttentionSide side);

/// The sentences that stand down and across: of the cross-attention target and source.
[[nodiscard]] const std::vector<Token>& queryTokens(const FigureRun& run, AttentionSide side);
[[nodiscard]] const std::vector<Token>& keyTokens(const FigureRun& run, AttentionSide side);
/// Whether a query of this attention sees only the keys up to its own place.
[[nodiscard]] bool isCausal(const ModelConfig& config, AttentionSide side);

/// One head's pattern of the whole sequence: queries [T] by keys [T], of the cross-attention target by source.
/// Throws Error "figure.no_such_layer" or "figure.no_such_head" for what the model lacks, "figure.no_attention" for a
/// model without attention.
[[nodiscard]] AttentionFigure attentionFigure(const FigureRun& run, const HeadChoice& choice, FigureSource source);

/// Heads of every layer of that attention. Throws Error "figure.no_attention".
[[nodiscard]] int attentionHeads(const FigureRun& run, AttentionSide side);
/// All patterns of one layer as they were recorded: [H, query, key]. Throws what attentionFigure() throws.
[[nodiscard]] std::shared_ptr<const JoinedActivation> layerPatterns(const FigureRun& run, AttentionSide side,
                                                                    int layer);

/// One pattern of a layer as the model computed it: the rows of one head, or the mean over all for `head` == -1, of a
/// value [H, query, key] (JoinedActivation of attn.hook_pattern).
[[nodiscard]] Matrix<float> headPattern(const JoinedActivation& pattern, int head);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const AttentionFigure& figure);
[[nodiscard]] std::string csvOf(const AttentionFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const AttentionFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const AttentionFigure& figure);
[[nodiscard]] Badge badgeOf(const AttentionFigure& figure);

/// Whether every row of what is drawn sums to 1 (within 0.001): not of a maximum, of weight × value, of shares without
/// the first key, of weights that an intervention changed.
[[nodiscard]] bool rowsSumToOne(const AttentionFigure& figure);

}  // namespace headlight
