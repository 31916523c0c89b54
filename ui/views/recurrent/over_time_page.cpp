#include "views/recurrent/over_time_page.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>

#include "charts/figure/shown_text.h"
#include "charts/recurrent/recurrent_builders.h"
#include "charts/texts/recurrent_texts.h"
#include "figures/prediction/prediction_place.h"
#include "views/recurrent/scrolled_figure.h"
#include "widgets/plain_label.h"
#include "widgets/tight_column.h"
#include "widgets/wrap_layout.h"

namespace headlight {
namespace {

constexpr int kAllValues = -1;

}  // namespace

OverTimePage::OverTimePage(std::function<FigureStyle()> style, QWidget* parent)
    : InPanel(parent),
      m_style(std::move(style)),
      m_value(new QComboBox(this)),
      m_order(new QComboBox(this)),
      m_fitted(new QCheckBox(this)),
      m_scroll(new ScrolledFigure(this)),
      m_readout(plainLabel(this)) {
  createWidgets();
  connectGuarded(m_value, &QComboBox::activated, &OverTimePage::build);
  connectGuarded(m_order, &QComboBox::activated, &OverTimePage::build);
  connectGuarded(m_fitted, &QCheckBox::toggled, &OverTimePage::build);
  connectGuarded(m_scroll->canvas(), &FigureCanvas::clicked, &OverTimePage::select);
  connectGuarded(m_scroll->canvas(), &FigureCanvas::hovered, &OverTimePage::showReadout);
  m_scroll->canvas()->setToolTips([this](const FigureHit& hit) { return toolTip(hit); });
}

void OverTimePage::createWidgets() {
  m_value->setObjectName(QStringLiteral("recurrentValue"));
  m_value->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_order->setObjectName(QStringLiteral("recurrentOrder"));
  m_order->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_fitted->setObjectName(QStringLiteral("recurrentFitted"));
  m_scroll->canvas()->setObjectName(QStringLiteral("recurrentCanvas"));
  m_scroll->canvas()->installEventFilter(this);
  m_readout->setObjectName(QStringLiteral("recurrentReadout"));
  m_readout->setContentsMargins(8, 2, 8, 2);
  m_readout->setWordWrap(true);
  auto* row = new WrapLayout;
  row->setContentsMargins(8, 4, 8, 4);
  row->addWidget(m_value);
  row->addWidget(m_order);
  row->addWidget(m_fitted);
  auto* layout = tightColumn(this);
  layout->addLayout(row);
  layout->addWidget(m_scroll, 1);
  layout->addWidget(m_readout);
}

void OverTimePage::retranslate() {
  m_value->setAccessibleName(tr("Which values are shown"));
  m_value->setToolTip(tr("All values of the layer side by side, or one of them large"));
  m_order->setAccessibleName(tr("Order of the units"));
  m_order->setToolTip(
      tr("The order of the rows: the order in the model, or the units whose hidden state changes most from token to "
         "token first"));
  m_fitted->setText(tr("Fit colours"));
  m_fitted->setToolTip(tr("The colour scales end at the largest value shown instead of at 1."));
  m_scroll->canvas()->setAccessibleName(tr("Values of a recurrent layer over time"));
  m_readout->setToolTip(
      tr("The numbers under the pointer, or of the selected unit and token. Up and Down choose a unit, "
         "Shift with Left and Right a token."));
  const QSignalBlocker order(m_order);
  const int chosen = std::max(0, m_order->currentIndex());
  m_order->clear();
  m_order->addItem(tr("Units in order"));
  m_order->addItem(tr("Most changing first"));
  m_order->setCurrentIndex(chosen);
  m_value->clear();
  fillChoices();
  showReadout(std::nullopt);
}

/// The values that this kind of cell has; what was chosen stays chosen where it is among them.
void OverTimePage::fillChoices() {
  const RecurrentTexts& texts = recurrentTexts(interfaceLanguage());
  const QVariant chosen = m_value->currentData();
  const QSignalBlocker value(m_value);
  m_value->clear();
  m_value->addItem(tr("All values"), kAllValues);
  for (const RecurrentFigure::Part& part : m_all.parts) {
    m_value->addItem(cellValueName(texts, part.value), static_cast<int>(part.value));
  }
  m_value->setCurrentIndex(std::max(0, chosen.isValid() ? m_value->findData(chosen) : 0));
}

void OverTimePage::setFigure(RecurrentFigure figure) {
  const bool isNewKind = figure.kind != m_all.kind || m_all.parts.empty();
  m_all = std::move(figure);
  if (isNewKind) fillChoices();
  build();
}

void OverTimePage::setSelection(Index unit, Index position) {
  if (unit == m_unit && position == m_position) return;
  const bool isOtherUnit = unit != m_unit;
  m_unit = unit;
  m_position = position;
  m_scroll->rebuild();
  if (isOtherUnit) keepUnitVisible();
  showReadout(std::nullopt);
}

RecurrentFigure OverTimePage::shown(RecurrentFigure figure) const {
  orderUnits(figure,
             m_order->currentIndex() == 1 ? RecurrentFigure::Order::MostChanging : RecurrentFigure::Order::Model);
  figure.isFitted = m_fitted->isChecked();
  const int chosen = m_value->currentData().toInt();
  if (m_value->currentIndex() > 0) {
    std::erase_if(figure.parts, [&](const auto& part) { return static_cast<int>(part.value) != chosen; });
  }
  return figure;
}

QString OverTimePage::exportArguments() const {
  return (m_order->currentIndex() == 1 ? QStringLiteral(" --units changing") : QString()) +
         (m_fitted->isChecked() ? QStringLiteral(" --colors fitted") : QString());
}

void OverTimePage::build() {
  if (m_all.parts.empty()) return;
  m_shown = shown(m_all);
  m_scroll->setBuilder([this](QSizeF area) {
    FigureStyle style = m_style();
    style.area = area;
    style.selectedToken = m_position;
    style.selectedUnit = m_unit;
    return buildRecurrent(m_shown, style);
  });
  showReadout(std::nullopt);
}

std::optional<OverTimePage::Place> OverTimePage::placeOf(const FigureHit& hit) const {
  if (hit.kind != FigureHit::Kind::Cell || hit.first >= static_cast<int>(m_shown.units.size())) return std::nullopt;
  return Place{m_shown.units[static_cast<std::size_t>(hit.first)], hit.second};
}

void OverTimePage::select(const FigureHit& hit) {
  if (const auto place = placeOf(hit)) {
    emit unitChosen(place->unit);
    emit positionChosen(place->position);
  } else if (hit.kind == FigureHit::Kind::Column) {
    emit positionChosen(hit.first);
  } else if (hit.kind == FigureHit::Kind::Head) {  // the name over a heatmap: that value alone, or all again
    const int index = m_value->findData(hit.first);
    m_value->setCurrentIndex(m_value->currentIndex() == index ? 0 : index);
    build();
  }
}

/// Along the rows as they are shown.
void OverTimePage::move(int rows, int tokens) {
  if (m_shown.units.empty()) return;
  if (rows != 0) {
    const auto here = std::find(m_shown.units.begin(), m_shown.units.end(), m_unit) - m_shown.units.begin();
    const auto last = static_cast<std::ptrdiff_t>(m_shown.units.size()) - 1;
    const auto row = std::clamp<std::ptrdiff_t>(here + rows, 0, last);
    emit unitChosen(m_shown.units[static_cast<std::size_t>(row)]);
  }
  const auto count = static_cast<Index>(m_shown.tokenLabels.size());
  if (tokens != 0) emit positionChosen(std::clamp<Index>(m_position + tokens, 0, count - 1));
}

void OverTimePage::keepUnitVisible() {
  const auto found = std::find(m_shown.units.begin(), m_shown.units.end(), m_unit);
  if (found == m_shown.units.end()) return;
  const QRect seen = m_scroll->canvas()->visibleRegion().boundingRect();
  // Several heatmaps stand under each other: a row that is seen in one of them is seen.
  const auto row = static_cast<int>(found - m_shown.units.begin());
  std::optional<QPoint> first;
  for (const HotArea& area : m_scroll->canvas()->figure().hotAreas) {
    if (area.kind != FigureHit::Kind::Cell) continue;
    const QPointF center(area.rect.left(), area.rect.top() + (row + 0.5) * area.rect.height() / area.rows);
    if (center.y() >= seen.top() && center.y() <= seen.bottom()) return;
    if (!first) first = center.toPoint();
  }
  if (first) m_scroll->ensureVisible(0, first->y(), 0, 24);
}

bool OverTimePage::watchedEvent(QObject* watched, QEvent* event) {
  if (watched != m_scroll->canvas() || event->type() != QEvent::KeyPress) return InPanel::watchedEvent(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool shift = key->modifiers() & Qt::ShiftModifier;
  const int rows = key->key() == Qt::Key_Up ? -1 : key->key() == Qt::Key_Down ? 1 : 0;
  const int tokens = !shift ? 0 : key->key() == Qt::Key_Left ? -1 : key->key() == Qt::Key_Right ? 1 : 0;
  if (rows == 0 && tokens == 0) return InPanel::watchedEvent(watched, event);
  move(rows, tokens);
  return true;
}

/// "i 0.934   f 0.120   …": every value of that unit at that token.
QString OverTimePage::valuesText(const Place& place) const {
  QStringList values;
  for (const RecurrentFigure::Part& part : m_all.parts) {
    if (place.position >= part.numbers.rows() || place.unit >= part.numbers.cols()) return {};
    values << QLatin1String(letterOf(part.value)) + QLatin1Char(' ') +
                  formatNumber(double(part.numbers(place.position, place.unit)));
  }
  return values.join(QStringLiteral("   "));
}

QString OverTimePage::toolTip(const FigureHit& hit) const {
  if (hit.kind == FigureHit::Kind::Head) return recurrentTexts(interfaceLanguage()).meanings[hit.first];
  const auto position = hit.kind == FigureHit::Kind::Column ? hit.first : hit.second;
  if (position < 0 || position >= static_cast<int>(m_shown.tokenLabels.size())) return {};
  const QString token = visibleToken(m_shown.tokenLabels[static_cast<std::size_t>(position)]);
  const auto place = placeOf(hit);
  if (!place) return tr("“%1”, position %2").arg(token, QString::number(position));
  return tr("unit %1 at “%2”: %3").arg(QString::number(place->unit), token, valuesText(*place));
}

void OverTimePage::showReadout(const std::optional<FigureHit>& hit) {
  std::optional<Place> place = hit ? placeOf(*hit) : std::nullopt;
  if (!place && m_position >= 0) place = Place{m_unit, m_position};
  const QString values = place ? valuesText(*place) : QString();
  if (values.isEmpty()) return m_readout->setText(QStringLiteral(" "));
  m_readout->setText(tr("unit %1 at “%2”: %3")
                         .arg(QString::number(place->unit),
                              visibleToken(m_all.tokenLabels[static_cast<std::size_t>(place->position)]), values));
}

}  // namespace headlight
