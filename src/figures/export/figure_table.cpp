#include "figures/export/figure_table.h"

#include <algorithm>

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
#include "figures/prediction/prediction_figure.h"
#include "figures/recurrent/cell_steps_figure.h"
#include "figures/recurrent/recurrent_figure.h"
#include "figures/text/split_figure.h"
#include "figures/text/tokens_figure.h"
#include "tensor/error.h"

namespace headlight {

namespace {

template <FigureType Kind>
FigureKind row(std::string_view name, FigureWord word = {}) {
  return {name,
          typeid(Kind),
          [](const FigureData& figure) { return fileNameOf(figure.get<Kind>()); },
          [](const FigureData& figure) { return csvOf(figure.get<Kind>()); },
          [](const FigureData& figure, const std::string& file) { return npyFiles(figure.get<Kind>(), file); },
          [](const FigureData& figure) { return tokensOf(figure.get<Kind>()); },
          [](const FigureData& figure) { return badgeOf(figure.get<Kind>()); },
          word};
}

}  // namespace

std::span<const FigureKind> figureKinds() {
  static const FigureKind kKinds[] = {
      row<AttentionFigure>("AttentionFigure"),
      row<HeadsFigure>("HeadsFigure"),
      row<SheetFigure>("SheetFigure"),
      row<ArcsFigure>("ArcsFigure"),
      row<AttentionDifferenceFigure>("AttentionDifferenceFigure"),
      row<StepsFigure>("StepsFigure"),
      row<PredictionFigure>("PredictionFigure"),
      row<TokensFigure>("TokensFigure", tokensWord()),
      row<SplitFigure>("SplitFigure"),
      row<EmbeddingFigure>("EmbeddingFigure"),
      row<RecurrentFigure>("RecurrentFigure"),
      row<CellStepsFigure>("CellStepsFigure"),
      row<CompareFigure>("CompareFigure"),
      row<DistanceFigure>("DistanceFigure"),
      row<SpeedFigure>("SpeedFigure"),
      row<InfluenceFigure>("InfluenceFigure"),
      row<GradientTimeFigure>("GradientTimeFigure"),
  };
  return kKinds;
}

const FigureKind& kindOf(const FigureData& figure) {
  const auto kinds = figureKinds();
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const FigureKind& kind) { return kind.type == figure.type(); });
  if (found != kinds.end()) return *found;
  throw Error("internal.failure", {{"what", std::string("no row in figure_table.cpp for ") + figure.type().name()}});
}

}  // namespace headlight
