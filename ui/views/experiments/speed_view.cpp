#include "views/experiments/speed_view.h"

#include <cmath>

#include "charts/experiments/experiment_builders.h"
#include "charts/figure/shown_text.h"

namespace headlight {
namespace {

/// One more token, a prompt in one call, a prompt token by token, a prompt in one call with more threads.
std::size_t panelsOf(const SpeedFigure& figure) {
  return figure.moreThreads > 0 ? 4 : 3;
}

struct ChartPlace {
  std::size_t panel, model, length;
};

ChartPlace chartPlaceOf(const SpeedFigure& figure, int index) {
  const auto at = static_cast<std::size_t>(index);
  const std::size_t lengths = figure.lengths.size();
  return {at / (figure.models.size() * lengths), at / lengths % figure.models.size(), at % lengths};
}

double timeAt(const SpeedFigure& figure, const ChartPlace& place) {
  const SpeedFigure::Model& model = figure.models[place.model];
  if (place.panel == 3) return moreThreadsAt(model, place.length);
  const std::vector<double>& times = place.panel == 0 ? model.step : place.panel == 1 ? model.prompt : model.oneByOne;
  return times[place.length];
}

}  // namespace

SpeedView::SpeedView(Session* session, QWidget* parent) : ExperimentView(session, QStringLiteral("speed"), parent) {
  retranslate();
}

ExperimentSettings SpeedView::settings() const {
  SpeedSettings settings;
  settings.moreThreads = 0;  // all cores
  return settings;
}

QString SpeedView::purpose() const {
  return tr(
      "Start measures on this machine how long each model takes for one more token and for a whole prompt, at several "
      "lengths: on one thread, and a prompt in one call on all cores too. A recurrent net's step is always the same "
      "work; attention looks back at every token.");
}

int SpeedView::points(const FigureData& all) const {
  const auto& figure = all.get<SpeedFigure>();
  return static_cast<int>(panelsOf(figure) * figure.models.size() * figure.lengths.size());
}

PanelPage SpeedView::page(const FigureData& figure, FigureLanguage language) const {
  return speedPage(figure.get<SpeedFigure>(), language);
}

QString SpeedView::pointText(const FigureData& all, int index) const {
  const auto& figure = all.get<SpeedFigure>();
  const ChartPlace place = chartPlaceOf(figure, index);
  const double time = timeAt(figure, place);
  if (std::isnan(time)) return {};
  const QString text = place.panel == 0   ? tr("%1, one more token, number %2 of the text: %3 ms")
                       : place.panel == 1 ? tr("%1, a prompt of %2 tokens in one call: %3 ms")
                       : place.panel == 2 ? tr("%1, a prompt of %2 tokens one by one: %3 ms")
                                          : tr("%1, a prompt of %2 tokens in one call on %4 threads: %3 ms");
  const QString filled = text.arg(QString::fromStdString(figure.models[place.model].name))
                             .arg(figure.lengths[place.length])
                             .arg(formatNumber(time));
  return place.panel == 3 ? filled.arg(figure.moreThreads) : filled;
}

QString SpeedView::pointDetails(const FigureData& all, int index) const {
  const auto& figure = all.get<SpeedFigure>();
  const ChartPlace place = chartPlaceOf(figure, index);
  const double time = timeAt(figure, place);
  QString text = pointText(all, index);
  const double once = timeAt(figure, {1, place.model, place.length});
  const double oneByOne = timeAt(figure, {2, place.model, place.length});
  if (place.panel == 3 && time > 0)
    text += QLatin1Char('\n') + tr("On one thread it takes %1 times as long.").arg(formatNumber(once / time));
  else if (place.panel > 0 && once > 0)
    text += QLatin1Char('\n') +
            tr("One token at a time takes %1 times as long as one call.").arg(formatNumber(oneByOne / once));
  if (figure.lengths[place.length] > figure.models[place.model].context) {
    text += QLatin1Char('\n') +
            tr("The model itself ends at %1 tokens: a copy with a repeated table of positions was timed.")
                .arg(figure.models[place.model].context);
  }
  return text;
}

}  // namespace headlight
