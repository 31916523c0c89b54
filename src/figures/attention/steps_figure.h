#pragma once
// One query of one head, step by step.

#include <string>
#include <vector>

#include "figures/attention/attention_terms.h"
#include "figures/figure_files.h"

namespace headlight {

struct FigureRun;

/// One query and one head, step by step: how its weights come about and what they carry (Vaswani and others 2017,
/// equation 1). D = d_head, C = d_model, K keys. Numbers are the model's own; products and powers are computed from
/// them in double precision.
struct StepsFigure {
  /// How far the steps have gone; what comes later is not drawn yet.
  enum class Stage { QueryAndKeys, Products, Scaled, Masked, Softmax, Mixed, Added };
  static constexpr int kStages = 7;
  FigureSource source;
  AttentionSide side = AttentionSide::Own;
  int layer = 0, head = 0;
  Index query = 0;
  Index key = -1;  ///< chosen: the formulas take their numbers from it; -1: that with the largest weight
  Stage stage = Stage::Added;
  std::string queryLabel;
  std::vector<std::string> keyLabels;
  std::vector<float> q;          ///< [D]
  Matrix<float> keys, values;    ///< [K, D]
  std::vector<double> products;  ///< [K], q · k
  double divisor = 1;  ///< √D, times the layer's number where the model divides by it; 1 where it does not scale
  std::vector<double> scores;  ///< [K], recorded: scaled, minus infinity where masked
  std::vector<double> powers;  ///< [K], e^(score − largest score)
  double powerSum = 0;
  std::vector<double> weights;       ///< [K], recorded
  std::vector<float> z;              ///< [D], recorded: the sum of weight · value
  std::vector<float> result;         ///< [C], recorded: z · W_O of this head
  std::vector<float> out;            ///< [C], recorded: all heads' results and the bias
  std::vector<float> before, after;  ///< [C], the residual stream; after = before + out (so computed for Cross)
  bool changed = false;              ///< an intervention changed a score, a weight or z: the steps do not follow
};

/// Everything from query and keys to the residual stream, as recorded. `stage` and `key` are left at their defaults.
/// Throws what attentionFigure() throws; Error "figure.no_such_cell" for a query that the text lacks,
/// "internal.failure" for a mean of heads.
[[nodiscard]] StepsFigure stepsFigure(const FigureRun& run, const HeadChoice& choice, Index query, FigureSource source);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const StepsFigure& figure);
[[nodiscard]] std::string csvOf(const StepsFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const StepsFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const StepsFigure& figure);
[[nodiscard]] Badge badgeOf(const StepsFigure& figure);

}  // namespace headlight
