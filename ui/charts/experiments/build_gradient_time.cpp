// Length of the gradient against distance back in time, before and after training, on one logarithmic scale.

#include <algorithm>
#include <cmath>
#include <limits>

#include "charts/experiments/experiment_builders.h"
#include "charts/figure/panel_page.h"
#include "charts/texts/influence_texts.h"
#include "figures/experiments/gradient_time_figure.h"

namespace headlight {
namespace {

constexpr double kNormal95 = 1.959964;  // two-sided
constexpr std::size_t kBetweenMarks = 5;
constexpr int kMostTicks = 8;

/// Powers of ten below and above everything that is drawn.
struct Decades {
  int low = 0;
  int high = 1;
};

const std::vector<GradientTimeFigure::Point>* drawnPoints(const GradientTimeFigure& data, std::size_t curve) {
  const auto layer = static_cast<std::size_t>(data.layer);
  const auto& layers = data.curves[curve].layers;
  return layer < layers.size() ? &layers[layer] : nullptr;
}

Decades decadesOf(const GradientTimeFigure& data, bool& hasZero) {
  double smallest = std::numeric_limits<double>::infinity(), largest = 0;
  for (std::size_t i = 0; i < data.curves.size(); ++i) {
    const auto* points = drawnPoints(data, i);
    for (std::size_t d = 0; points != nullptr && d < points->size(); ++d) {
      const double mean = (*points)[d].mean;
      hasZero = hasZero || mean == 0;
      if (mean > 0) smallest = std::min(smallest, mean);
      largest = std::max(largest, mean);
    }
  }
  if (largest <= 0) return {};
  Decades decades{static_cast<int>(std::floor(std::log10(smallest))), static_cast<int>(std::ceil(std::log10(largest)))};
  decades.high = std::max(decades.high, decades.low + 1);
  return decades;
}

LineCurve curveOf(const GradientTimeFigure& data, std::size_t at, const Decades& decades) {
  LineCurve curve{static_cast<int>(at / 2), {}};
  const auto* points = drawnPoints(data, at);
  for (std::size_t distance = 0; points != nullptr && distance < points->size(); ++distance) {
    const GradientTimeFigure::Point& point = (*points)[distance];
    LinePoint shown;
    shown.x = static_cast<double>(distance);
    shown.isEstimate = !data.curves[at].trained;
    shown.isMarked = distance % kBetweenMarks == 0;
    shown.y = shown.low = shown.high = std::numeric_limits<double>::quiet_NaN();
    if (point.mean > 0) {
      const double error = kNormal95 * point.standardError;
      shown.y = point.mean;
      shown.low = std::max(point.mean - error, std::pow(10, decades.low));  // a logarithmic axis has no 0
      shown.high = point.mean + error;
      shown.index = static_cast<int>(at * data.distances() + distance);
    }
    curve.points.push_back(shown);
  }
  return curve;
}

LinePanel panelOf(const GradientTimeFigure& data, bool trained, const Decades& decades, const InfluenceTexts& texts) {
  LinePanel panel;
  panel.title = trained ? texts.trained : texts.initial;
  panel.xTitle = texts.distanceAxis;
  panel.yTitle = texts.normAxis;
  const double last = data.distances() > 1 ? static_cast<double>(data.distances() - 1) : 1;
  panel.xEnd = last * 1.03;
  panel.xTicks = roundTicks(last, 8);
  std::erase_if(panel.xTicks, [&](double tick) { return tick > last; });
  panel.lowestPower = decades.low;
  panel.yEnd = decades.high;
  const int step = (decades.high - decades.low + kMostTicks - 1) / kMostTicks;
  for (int power = decades.high; power >= decades.low; power -= step) panel.yTicks.push_back(power);
  for (std::size_t i = 0; i < data.curves.size(); ++i) {
    if (data.curves[i].trained == trained) panel.curves.push_back(curveOf(data, i, decades));
  }
  return panel;
}

}  // namespace

PanelPage gradientTimePage(const GradientTimeFigure& data, FigureLanguage language) {
  const InfluenceTexts& texts = influenceTexts(language);
  bool hasZero = false;
  const Decades decades = decadesOf(data, hasZero);
  PanelPage page;
  page.title = texts.timeTitle;
  page.source = &data.source;
  page.badge = badgeOf(data);
  for (const GradientTimeFigure::Curve& curve : data.curves) {
    if (curve.trained) page.names.push_back(QString::fromStdString(curve.model));
  }
  page.description = texts.describeTime.arg(page.names.size());
  for (const bool trained : {false, true}) page.panels.push_back(panelOf(data, trained, decades, texts));
  page.notes << (data.sentences < data.wanted ? texts.timeSoFar : texts.timeNote).arg(data.sentences).arg(data.seed);
  page.notes << texts.timeStates.arg(data.layer);
  if (hasZero) page.notes << texts.timeZero;
  return page;
}

Figure buildGradientTime(const GradientTimeFigure& data, const FigureStyle& style) {
  return buildPanelPage(gradientTimePage(data, style.language), style);
}

}  // namespace headlight
