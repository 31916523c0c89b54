#include "charts/figure/figure_builders.h"

#include <algorithm>

#include "charts/attention/attention_builders.h"
#include "charts/compare/compare_builders.h"
#include "charts/embedding/embedding_builders.h"
#include "charts/experiments/experiment_builders.h"
#include "charts/prediction/prediction_builders.h"
#include "charts/recurrent/recurrent_builders.h"
#include "charts/text/text_builders.h"
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
#include "figures/export/figure_writer.h"
#include "figures/prediction/prediction_figure.h"
#include "figures/recurrent/cell_steps_figure.h"
#include "figures/recurrent/recurrent_figure.h"
#include "figures/text/split_figure.h"
#include "figures/text/tokens_figure.h"
#include "tensor/error.h"

namespace headlight {
namespace {

template <auto build, FigureType Kind>
FigureBuilder row() {
  return {typeid(Kind),
          [](const FigureData& data, const FigureStyle& style) { return build(data.get<Kind>(), style); }};
}

}  // namespace

std::span<const FigureBuilder> figureBuilders() {
  static const FigureBuilder kBuilders[] = {
      row<buildAttention, AttentionFigure>(),
      row<buildHeads, HeadsFigure>(),
      row<buildSheet, SheetFigure>(),
      row<buildArcs, ArcsFigure>(),
      row<buildDifference, AttentionDifferenceFigure>(),
      row<buildSteps, StepsFigure>(),
      row<buildPrediction, PredictionFigure>(),
      row<buildTokens, TokensFigure>(),
      row<buildSplit, SplitFigure>(),
      row<buildCompare, CompareFigure>(),
      row<buildRecurrent, RecurrentFigure>(),
      row<buildCellSteps, CellStepsFigure>(),
      row<buildEmbedding, EmbeddingFigure>(),
      row<buildDistance, DistanceFigure>(),
      row<buildSpeed, SpeedFigure>(),
      row<buildInfluence, InfluenceFigure>(),
      row<buildGradientTime, GradientTimeFigure>(),
  };
  return kBuilders;
}

FigureStyle figureStyle(const FigureOptions& options) {
  FigureStyle style;
  style.theme = options.print ? &Theme::print() : options.dark ? &Theme::dark() : &Theme::light();
  style.language = options.chinese ? FigureLanguage::Chinese : FigureLanguage::English;
  style.title = options.title;
  style.caption = options.caption;
  style.colorBar = options.colorBar;
  style.cellsAsImage = options.cellsAsImage;
  if (options.width > 0) style.area = QSizeF(options.width, 0);
  return style;
}

Figure buildFigure(const FigureData& data, const FigureStyle& style) {
  const auto builders = figureBuilders();
  const auto found = std::find_if(builders.begin(), builders.end(),
                                  [&](const FigureBuilder& builder) { return builder.type == data.type(); });
  if (found == builders.end()) {
    throw Error("internal.failure", {{"what", std::string("no row in figure_builders.cpp for ") + data.type().name()}});
  }
  Figure figure = found->build(data, style);
  if (style.cellsAsImage) {
    for (FigureItem& item : figure.items) {
      if (auto* cells = std::get_if<ImageItem>(&item)) cells->asRectangles = false;
    }
  }
  return figure;
}

}  // namespace headlight
