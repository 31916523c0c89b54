#include "views/influence/gradient_time_view.h"

#include <QComboBox>
#include <QSignalBlocker>

#include "charts/experiments/experiment_builders.h"
#include "charts/figure/shown_text.h"

namespace headlight {
namespace {

constexpr int kLayers = 4;  ///< that can be chosen; curves of models with fewer end before

using Points = std::vector<GradientTimeFigure::Point>;

struct Place {
  std::size_t curve, distance;
};

Place placeOf(const GradientTimeFigure& figure, int index) {
  const auto at = static_cast<std::size_t>(index);
  return {at / figure.distances(), at % figure.distances()};
}

/// Null where the curve has no such point.
const GradientTimeFigure::Point* pointAt(const GradientTimeFigure& figure, const Place& place) {
  const auto& layers = figure.curves[place.curve].layers;
  const auto layer = static_cast<std::size_t>(figure.layer);
  if (layer >= layers.size() || place.distance >= layers[layer].size()) return nullptr;
  return &layers[layer][place.distance];
}

}  // namespace

GradientTimeView::GradientTimeView(Session* session, QWidget* parent)
    : ExperimentView(session, QStringLiteral("gradientTime"), parent),
      m_layer(new QComboBox(this)),
      m_sentences(new QComboBox(this)) {
  m_layer->setObjectName(QStringLiteral("gradientTimeLayer"));
  m_sentences->setObjectName(QStringLiteral("gradientTimeSentences"));
  addControl(m_layer);
  addControl(m_sentences);
  for (int layer = 0; layer < kLayers; ++layer) m_layer->addItem({}, layer);
  for (const int sentences : {20, 100, 300}) m_sentences->addItem({}, sentences);
  m_sentences->setCurrentIndex(1);
  connectGuarded(m_layer, &QComboBox::currentIndexChanged, [this] { choosePoint(-1); });
  retranslate();
}

void GradientTimeView::retranslate() {
  const QSignalBlocker blocker(m_layer);
  for (int row = 0; row < m_layer->count(); ++row) m_layer->setItemText(row, tr("Layer %1").arg(row));
  for (int row = 0; row < m_sentences->count(); ++row)
    m_sentences->setItemText(row, tr("%1 sentences").arg(m_sentences->itemData(row).toInt()));
  m_layer->setAccessibleName(tr("Layer for whose states the gradient is computed"));
  m_layer->setToolTip(
      tr("For recurrent nets the hidden state of this layer, for Transformers the residual stream after it."));
  m_sentences->setAccessibleName(tr("Sentences of the mean"));
  m_sentences->setToolTip(tr("Held-out sentences of the classroom grammar with 40 words between subject and place."));
  ExperimentView::retranslate();
}

ExperimentSettings GradientTimeView::settings() const {
  GradientTimeSettings settings;
  settings.sentences = m_sentences->currentData().toInt();
  return settings;
}

QString GradientTimeView::purpose() const {
  return tr(
      "Start computes the gradient of the right word's loss back through long sentences, for each model before "
      "training and now. Where a curve falls, the gradient vanishes: training cannot reach back that far.");
}

FigureData GradientTimeView::shown(const FigureData& figure) const {
  GradientTimeFigure chosen = figure.get<GradientTimeFigure>();
  chosen.layer = m_layer->currentData().toInt();
  return chosen;
}

int GradientTimeView::points(const FigureData& found) const {
  const auto& figure = found.get<GradientTimeFigure>();
  return static_cast<int>(figure.curves.size() * figure.distances());
}

PanelPage GradientTimeView::page(const FigureData& figure, FigureLanguage language) const {
  return gradientTimePage(figure.get<GradientTimeFigure>(), language);
}

QString GradientTimeView::pointText(const FigureData& found, int index) const {
  const auto& figure = found.get<GradientTimeFigure>();
  const Place place = placeOf(figure, index);
  const GradientTimeFigure::Point* point = pointAt(figure, place);
  if (point == nullptr) return {};
  const GradientTimeFigure::Curve& curve = figure.curves[place.curve];
  const QString text = curve.trained ? tr("%1 trained, %2 tokens back: %3") : tr("%1 untrained, %2 tokens back: %3");
  return text.arg(QString::fromStdString(curve.model)).arg(place.distance).arg(formatNumber(point->mean));
}

QString GradientTimeView::pointDetails(const FigureData& found, int index) const {
  const auto& figure = found.get<GradientTimeFigure>();
  const Place place = placeOf(figure, index);
  const GradientTimeFigure::Point* point = pointAt(figure, place);
  if (point == nullptr) return {};
  QString text =
      pointText(found, index) + QStringLiteral(". ") +
      tr("Mean over %1 sentences, standard error %2.").arg(point->sentences).arg(formatNumber(point->standardError));
  const GradientTimeFigure::Point* here = pointAt(figure, {place.curve, 0});
  if (here != nullptr && here->mean > 0 && place.distance > 0)
    text += QLatin1Char('\n') +
            tr("That is %1 times the length at the last token.").arg(formatNumber(point->mean / here->mean));
  return text;
}

}  // namespace headlight
