// Time against length: one more token, a prompt in one call, a prompt a token at a time, a prompt on more threads.

#include <algorithm>
#include <cmath>
#include <limits>

#include "charts/experiments/experiment_builders.h"
#include "charts/figure/panel_page.h"
#include "charts/texts/experiment_texts.h"
#include "figures/experiments/speed_figure.h"

namespace headlight {
namespace {

using Times = std::vector<double> SpeedFigure::Model::*;

QString thousands(Index count) {
  const double value = static_cast<double>(count) / 1000;
  return QString::number(value, 'f', count > 0 && value < 10 ? 1 : 0);
}

/// "classroom-en 786; 1.0; 512. classroom-rnn 262; 0; 1024"
QString multiplicationsText(const SpeedFigure& data) {
  QStringList models;
  for (const SpeedFigure::Model& model : data.models) {
    const SpeedFigure::Multiplications& count = model.multiplications;
    models << QStringLiteral("%1 %2; %3; %4")
                  .arg(QString::fromStdString(model.name), thousands(count.layers), thousands(count.attention),
                       thousands(count.scores));
  }
  return models.join(QStringLiteral(". "));
}

double largestOf(const SpeedFigure& data, Times times) {
  double largest = 0;
  for (const SpeedFigure::Model& model : data.models) {
    for (const double time : model.*times) largest = std::isnan(time) ? largest : std::max(largest, time);
  }
  return largest;
}

LineCurve curveOf(const SpeedFigure& data, std::size_t at, Times times, int firstIndex) {
  const SpeedFigure::Model& model = data.models[at];
  LineCurve curve{static_cast<int>(at), {}};
  for (std::size_t i = 0; i < data.lengths.size(); ++i) {
    const double time = i < (model.*times).size() ? (model.*times)[i] : std::numeric_limits<double>::quiet_NaN();
    const int index = firstIndex + static_cast<int>(at * data.lengths.size() + i);
    curve.points.push_back(
        {static_cast<double>(data.lengths[i]), time, time, time, index, data.lengths[i] > model.context});
  }
  return curve;
}

LinePanel panelOf(const SpeedFigure& data, Times times, double largest, int firstIndex, const ExperimentTexts& texts) {
  LinePanel panel;
  panel.xTitle = texts.lengthAxis;
  panel.yTitle = texts.millisecondsAxis;
  panel.xEnd = data.lengths.empty() ? 1 : static_cast<double>(data.lengths.back()) * 1.03;
  for (const Index length : data.lengths) panel.xTicks.push_back(static_cast<double>(length));
  panel.yTicks = roundTicks(largest, 5);
  panel.yEnd = panel.yTicks.back();
  for (std::size_t at = 0; at < data.models.size(); ++at) panel.curves.push_back(curveOf(data, at, times, firstIndex));
  return panel;
}

}  // namespace

PanelPage speedPage(const SpeedFigure& data, FigureLanguage language) {
  const ExperimentTexts& texts = experimentTexts(language);
  PanelPage page;
  page.title = texts.speed;
  page.description = texts.describeSpeed.arg(data.models.size()).arg(data.lengths.empty() ? 0 : data.lengths.back());
  page.source = &data.source;
  page.badge = badgeOf(data);
  bool isStretched = false;
  for (const SpeedFigure::Model& model : data.models) {
    page.names.push_back(QString::fromStdString(model.name));
    isStretched = isStretched || model.isStretched;
  }
  const int points = static_cast<int>(data.models.size() * data.lengths.size());
  // The two ways through a prompt share a scale: that is what is to be compared.
  const double prompts =
      std::max({largestOf(data, &SpeedFigure::Model::prompt), largestOf(data, &SpeedFigure::Model::oneByOne),
                largestOf(data, &SpeedFigure::Model::promptMoreThreads)});
  page.panels.push_back(panelOf(data, &SpeedFigure::Model::step, largestOf(data, &SpeedFigure::Model::step), 0, texts));
  page.panels.push_back(panelOf(data, &SpeedFigure::Model::prompt, prompts, points, texts));
  page.panels.push_back(panelOf(data, &SpeedFigure::Model::oneByOne, prompts, 2 * points, texts));
  page.panels[0].title = texts.speedStep;
  page.panels[1].title = texts.speedPrompt;
  page.panels[2].title = texts.speedOneByOne;
  if (data.moreThreads > 0) {
    page.panels.push_back(panelOf(data, &SpeedFigure::Model::promptMoreThreads, prompts, 3 * points, texts));
    page.panels[3].title = texts.speedMoreThreads.arg(data.moreThreads);
  }
  page.notes << texts.repetitions.arg(data.repetitions).arg(data.threads);
  page.notes << texts.multiplications.arg(multiplicationsText(data)) << texts.whyOneThread;
  if (isStretched) page.notes << texts.stretched;
  return page;
}

Figure buildSpeed(const SpeedFigure& data, const FigureStyle& style) {
  return buildPanelPage(speedPage(data, style.language), style);
}

}  // namespace headlight
