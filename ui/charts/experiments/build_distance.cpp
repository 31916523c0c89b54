// Accuracy against distance: a panel a kind of sentence, a curve a model.

#include <algorithm>
#include <limits>

#include "charts/experiments/experiment_builders.h"
#include "charts/figure/panel_page.h"
#include "charts/texts/experiment_texts.h"
#include "figures/experiments/distance_figure.h"

namespace headlight {
namespace {

LineCurve curveOf(const DistanceFigure& data, std::size_t kind, std::size_t model) {
  LineCurve curve{static_cast<int>(model), {}};
  for (std::size_t at = 0; at < data.distances.size(); ++at) {
    const DistanceFigure::Point& point = data.point(kind, at, model);
    const ShareInterval interval = point.interval();
    LinePoint shown{static_cast<double>(data.distances[at]), point.share(), interval.low, interval.high,
                    static_cast<int>(data.pointAt(kind, at, model))};
    if (point.sentences == 0) shown.y = std::numeric_limits<double>::quiet_NaN();
    curve.points.push_back(shown);
  }
  return curve;
}

LinePanel panelOf(const DistanceFigure& data, std::size_t kind, const ExperimentTexts& texts) {
  LinePanel panel;
  panel.title = texts.kinds[static_cast<std::size_t>(data.kinds[kind])];
  panel.xTitle = texts.distanceAxis;
  panel.yTitle = texts.accuracyAxis;
  panel.xEnd = std::max(1, data.distances.empty() ? 1 : data.distances.back()) * 1.03;
  panel.yEnd = 1.03;  // room for the markers at the top
  for (const int distance : data.distances) panel.xTicks.push_back(distance);
  panel.yTicks = {0, 0.25, 0.5, 0.75, 1};
  panel.yScale = 100;
  if (data.kinds[kind] == DistanceFigure::Kind::Agreement) {
    panel.reference = 0.5;
    panel.referenceText = texts.guessing;
  }
  for (std::size_t model = 0; model < data.models.size(); ++model) panel.curves.push_back(curveOf(data, kind, model));
  return panel;
}

/// What can be said of every point.
QString sampleNote(const DistanceFigure& data, const ExperimentTexts& texts) {
  const Index fewest = data.fewestSentences();
  return fewest < data.wanted ? texts.sentencesSoFar.arg(fewest).arg(data.wanted) : texts.sentences.arg(data.wanted);
}

}  // namespace

PanelPage distancePage(const DistanceFigure& data, FigureLanguage language) {
  const ExperimentTexts& texts = experimentTexts(language);
  PanelPage page;
  page.title = texts.distance;
  page.description = texts.describeDistance.arg(data.models.size());
  page.source = &data.source;
  page.badge = badgeOf(data);
  for (const std::string& model : data.models) page.names.push_back(QString::fromStdString(model));
  for (std::size_t kind = 0; kind < data.kinds.size(); ++kind) page.panels.push_back(panelOf(data, kind, texts));
  page.notes << sampleNote(data, texts);
  return page;
}

Figure buildDistance(const DistanceFigure& data, const FigureStyle& style) {
  return buildPanelPage(distancePage(data, style.language), style);
}

}  // namespace headlight
