#pragma once
// Figure data with known numbers, for tests of drawing. The numbers are made up and belong to no model.

#include "figures/attention/arcs_figure.h"
#include "figures/attention/attention_figure.h"
#include "figures/attention/difference_figure.h"
#include "figures/attention/heads_figure.h"
#include "figures/attention/steps_figure.h"
#include "figures/compare/compare_figure.h"
#include "figures/embedding/embedding_figure.h"
#include "figures/experiments/distance_figure.h"
#include "figures/experiments/gradient_time_figure.h"
#include "figures/experiments/influence_figure.h"
#include "figures/experiments/speed_figure.h"
#include "figures/figure_data.h"
#include "figures/prediction/prediction_figure.h"
#include "figures/recurrent/cell_steps_figure.h"
#include "figures/recurrent/cell_values.h"
#include "figures/recurrent/recurrent_figure.h"
#include "figures/text/split_figure.h"
#include "figures/text/tokens_figure.h"
#include "tensor/matrix.h"

namespace headlight::samples {

enum class Words { English, Chinese, Odd };

[[nodiscard]] FigureSource source(Words kind);
[[nodiscard]] std::vector<std::string> words(Words kind, int count);
[[nodiscard]] Matrix<float> causalPattern(int size, int head);
[[nodiscard]] AttentionFigure attention(Words kind, int size);
[[nodiscard]] HeadsFigure heads(Words kind, int layers, int heads, int size);
[[nodiscard]] SheetFigure sheet(Words kind, int layers, int heads, int size);
[[nodiscard]] ArcsFigure arcs(Words kind, int heads, int size);
/// Of the last of `size` tokens but one, so that the last key is masked.
[[nodiscard]] StepsFigure steps(Words kind, int size);
/// A sentence of `size` tokens against the same with its third token replaced and its last one missing.
[[nodiscard]] AttentionDifferenceFigure difference(Words kind, int heads, int size);
[[nodiscard]] PredictionFigure prediction(Words kind, bool sampling);
[[nodiscard]] TokensFigure tokens(Words kind);
[[nodiscard]] EmbeddingFigure embedding(Words kind, int points);
/// A layer of `units` units over `size` tokens, every value of that kind of cell.
[[nodiscard]] RecurrentFigure recurrent(Words kind, CellKind cell, int size, int units);
/// The second token's cell of unit 3, of 24; the numbers follow from each other.
[[nodiscard]] CellStepsFigure cellSteps(Words kind, CellKind cell);

/// How a text of two words was split, at its third step.
[[nodiscard]] SplitFigure split(Words kind);
/// Two models over three steps.
[[nodiscard]] CompareFigure compare(Words kind);
[[nodiscard]] DistanceFigure distance(Words kind);
[[nodiscard]] SpeedFigure speed(Words kind);
[[nodiscard]] InfluenceFigure influence(Words kind);
[[nodiscard]] GradientTimeFigure gradientTime(Words kind);

/// A sample of one kind for everyKind(). Of a new kind it is in a source of its own, <name>_sample.cpp in any folder of
/// tests/ui/charts (CMake finds it):
///   const samples::Sample kSample([](samples::Words kind) -> FigureData { return …; });
class Sample {
 public:
  using Make = FigureData (*)(Words kind);
  explicit Sample(Make make);
};

/// One of every kind in the order of figures/export/figure_table.cpp (a test requires it).
[[nodiscard]] std::vector<FigureData> everyKind(Words kind);

}  // namespace headlight::samples
