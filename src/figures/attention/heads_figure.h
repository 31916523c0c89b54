#pragma once
// Every head of a model: thumbnails (the model view), or a sheet with their tokens.

#include <string>
#include <string_view>
#include <vector>

#include "analysis/attention/head_label.h"
#include "figures/attention/attention_terms.h"
#include "figures/figure_files.h"

namespace headlight {

struct FigureRun;

/// The model view: every layer and head.
struct HeadsFigure {
  using Label = HeadLabel;
  FigureSource source;
  AttentionSide side = AttentionSide::Own;
  int layers = 0;
  int heads = 0;
  std::vector<std::string> queryLabels;
  std::vector<std::string> keyLabels;
  std::vector<Matrix<float>> patterns;  ///< [layer · heads + head], each [query, key]
  bool causal = true;
  AttentionMeasure measure = AttentionMeasure::Weights;
  bool sinkHidden = false;                  ///< as in AttentionFigure
  ColorLimits limits = ColorLimits::Fixed;  ///< Fitted: one scale for all heads, to the largest value of any
  std::vector<Label> labels;                ///< [layer · heads + head]; empty: none
  /// Indices layer · heads + head in the order shown, row by row; may leave heads out. Empty: a row a layer.
  std::vector<int> order;
};

/// All heads on one page, each large enough for its tokens: a HeadsFigure drawn as a sheet.
struct SheetFigure : HeadsFigure {};

/// The role as CSV and JSON write it: "none", "previous_token", "content_word" …
[[nodiscard]] std::string_view roleWord(HeadLabel::Kind kind);

/// The largest value that is drawn, over all heads: where a fitted scale of all heads ends. 0 without patterns.
[[nodiscard]] double largestOfHeads(const HeadsFigure& figure);

/// Every layer and head of one attention. Throws Error "figure.no_attention".
[[nodiscard]] HeadsFigure headsFigure(const FigureRun& run, AttentionSide side, FigureSource source);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const HeadsFigure& figure);
[[nodiscard]] std::string csvOf(const HeadsFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const HeadsFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const HeadsFigure& figure);
[[nodiscard]] Badge badgeOf(const HeadsFigure& figure);

[[nodiscard]] std::string fileNameOf(const SheetFigure& figure);

}  // namespace headlight
