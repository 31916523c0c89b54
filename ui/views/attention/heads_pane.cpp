#include "views/attention/heads_pane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include "charts/attention/attention_builders.h"
#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "charts/texts/attention_texts.h"
#include "widgets/tight_column.h"
#include "widgets/wrap_layout.h"

namespace headlight {

HeadsPane::HeadsPane(std::function<FigureStyle()> style, QWidget* parent)
    : InPanel(parent),
      m_style(std::move(style)),
      m_canvas(new FigureCanvas(this)),
      m_sort(new QComboBox(this)),
      m_labels(new QCheckBox(this)) {
  m_canvas->setObjectName(QStringLiteral("attentionThumbnails"));
  m_canvas->installEventFilter(this);
  m_canvas->setToolTips([this](const FigureHit& hit) { return toolTip(hit); });
  m_sort->setObjectName(QStringLiteral("attentionSort"));
  m_sort->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_labels->setObjectName(QStringLiteral("attentionHeadLabels"));
  m_sort->setMinimumContentsLength(8);
  m_sort->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* row = new WrapLayout;
  row->setContentsMargins(8, 4, 8, 0);
  row->addWidget(m_sort);
  row->addWidget(m_labels);
  auto* layout = tightColumn(this);
  layout->addLayout(row);
  layout->addWidget(m_canvas, 1);
  connectGuarded(m_canvas, &FigureCanvas::clicked, [this](const FigureHit& hit) {
    if (hit.kind != FigureHit::Kind::Head) return;
    emit headChosen({hit.first, hit.second}, QGuiApplication::keyboardModifiers() & Qt::ControlModifier);
  });
  const auto arrange = [this] {
    emit probesWanted();
    label();
    m_canvas->rebuild();
  };
  connectGuarded(m_sort, &QComboBox::activated, arrange);
  connectGuarded(m_labels, &QCheckBox::toggled, arrange);
}

void HeadsPane::retranslate() {
  m_canvas->setAccessibleName(tr("Attention of every head"));
  m_labels->setText(tr("What heads do"));
  m_labels->setToolTip(
      tr("Writes the main role of each head under it, with the measured value: on this prompt, or, where the prompt "
         "cannot show it, on sequences of random words that occur twice."));
  m_sort->setAccessibleName(tr("Order of the heads"));
  m_sort->setToolTip(tr("Layer by layer, or sorted by one role, the strongest head first."));
  const AttentionTexts& texts = attentionTexts(interfaceLanguage());
  const int chosen = m_sort->currentIndex();
  const QSignalBlocker sort(m_sort);
  m_sort->clear();
  m_sort->addItem(tr("Layer by layer"));
  for (const HeadRole role : kHeadRoles) {
    m_sort->addItem(tr("Most “%1” first").arg(roleName(texts, role)), static_cast<int>(role));
  }
  m_sort->setCurrentIndex(std::max(0, chosen));
}

void HeadsPane::setRun(std::shared_ptr<const Snapshot> run, HeadsFigure figure,
                       const std::vector<HeadMeasures>& onProbes, bool dark) {
  m_figure = std::move(figure);
  m_onProbes = onProbes;
  m_run = std::move(run);
  m_measures.clear();
  m_isDark = dark;
  offerRoles();
  label();
  m_largest = largestOfHeads(m_figure);
  FigureStyle style = m_style();
  style.headsLargest = m_largest;
  m_images = headImages(m_figure, style);
  m_canvas->setBuilder([this](QSizeF area) {
    FigureStyle drawn = m_style();
    drawn.area = area;
    drawn.headImages = &m_images;
    drawn.headsLargest = m_largest;
    drawn.selectedLayer = m_selection.layer;
    drawn.selectedHead = m_selection.head;
    drawn.chosenHeads = m_selection.chosenHeads;
    return buildHeads(m_figure, drawn);
  });
}

void HeadsPane::setProbes(const std::vector<HeadMeasures>& onProbes) {
  m_onProbes = onProbes;
  label();
  m_canvas->rebuild();
}

/// Roles within one text are none of cross-attention's.
void HeadsPane::offerRoles() {
  auto* items = qobject_cast<QStandardItemModel*>(m_sort->model());
  for (int i = 1; items != nullptr && i < m_sort->count(); ++i) {
    const auto role = static_cast<HeadRole>(m_sort->itemData(i).toInt());
    const bool inOneText = role == HeadRole::PreviousToken || role == HeadRole::SameToken ||
                           role == HeadRole::Induction || role == HeadRole::ContentWord;
    items->item(i)->setEnabled(m_figure.side != AttentionSide::Cross || !inOneText);
  }
  if (items != nullptr && !items->item(m_sort->currentIndex())->isEnabled()) m_sort->setCurrentIndex(0);
}

/// Labels and order, as the row above asks for them.
void HeadsPane::label() {
  m_figure.labels.clear();
  m_figure.order.clear();
  if (!m_run) return;
  if (m_labels->isChecked()) m_figure.labels = headLabels(measures(), m_onProbes);
  if (m_sort->currentIndex() > 0) {
    m_figure.order = sortedHeads(measures(), m_onProbes, static_cast<HeadRole>(m_sort->currentData().toInt()));
  }
}

const std::vector<HeadMeasures>& HeadsPane::measures() const {
  if (m_measures.empty() && m_run) m_measures = promptMeasures(m_run->attentionRun(), m_figure.side);
  return m_measures;
}

bool HeadsPane::wantsProbes() const {
  return m_labels->isChecked() || m_sort->currentIndex() > 0;
}

void HeadsPane::setSelection(const Selection& selection, int layer, int head) {
  m_selection = selection;
  m_selection.layer = layer;
  m_selection.head = head;
  m_canvas->rebuild();
}

void HeadsPane::showNothing() {
  m_figure = {};
  m_run.reset();
  m_measures.clear();
  m_images.clear();
  m_canvas->setBuilder({});
}

/// Up and Down choose the layer, with Shift Left and Right the head (the plain keys step); M marks it to be looked at
/// together with others.
bool HeadsPane::watchedEvent(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress || m_figure.layers == 0) return InPanel::watchedEvent(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool shift = key->modifiers() & Qt::ShiftModifier;
  int rows = 0, columns = 0;
  if (key->key() == Qt::Key_Up) rows = -1;
  if (key->key() == Qt::Key_Down) rows = 1;
  if (shift && key->key() == Qt::Key_Left) columns = -1;
  if (shift && key->key() == Qt::Key_Right) columns = 1;
  if (key->key() == Qt::Key_M && key->modifiers() == Qt::NoModifier && m_selection.head >= 0) {
    emit headChosen({m_selection.layer, m_selection.head}, true);
    return true;
  }
  if (rows == 0 && columns == 0) return InPanel::watchedEvent(watched, event);
  move(rows, columns);
  return true;
}

/// To the neighbour; among sorted heads to the one before or behind.
void HeadsPane::move(int rows, int columns) {
  HeadPlace to{m_selection.layer, m_selection.head};
  if (m_figure.order.empty()) {
    to.layer = std::clamp(to.layer + rows, 0, std::max(0, m_figure.layers - 1));
    to.head = std::clamp(to.head + columns, Selection::kMeanOfHeads, m_figure.heads - 1);
  } else {
    const auto& order = m_figure.order;
    const auto here = std::find(order.begin(), order.end(), to.layer * m_figure.heads + to.head);
    const auto last = static_cast<std::ptrdiff_t>(order.size()) - 1;
    const auto at =
        here == order.end() ? 0 : std::clamp<std::ptrdiff_t>(here - order.begin() + rows + columns, 0, last);
    to = {order[static_cast<std::size_t>(at)] / m_figure.heads, order[static_cast<std::size_t>(at)] % m_figure.heads};
  }
  emit headChosen(to, false);
}

QString HeadsPane::toolTip(const FigureHit& hit) const {
  if (hit.kind != FigureHit::Kind::Head) return {};
  QString text = tr("Layer %1, head %2").arg(hit.first).arg(hit.second);
  const auto index = static_cast<std::size_t>(hit.first * m_figure.heads + hit.second);
  if (index >= measures().size()) return text;
  const AttentionTexts& texts = attentionTexts(interfaceLanguage());
  for (const HeadRole role : kHeadRoles) {
    const auto& here = measures()[index].of(role);
    const auto* probes =
        index < m_onProbes.size() && m_onProbes[index].of(role) ? &*m_onProbes[index].of(role) : nullptr;
    if (!here && !probes) continue;
    text += QLatin1Char('\n') + roleName(texts, role) + QStringLiteral(": ");
    text += here ? formatNumber(here->value) : tr("this prompt cannot show it");
    if (here && here->key >= 0) {
      text += tr(" (“%1”)").arg(QString::fromStdString(m_figure.keyLabels[static_cast<std::size_t>(here->key)]));
    }
    if (here && role != HeadRole::Broad) text += tr(" (by chance %1)").arg(formatNumber(here->chance));
    if (probes)
      text += tr("; on repeated random words (with nothing switched off) %1").arg(formatNumber(probes->value));
  }
  return text;
}

}  // namespace headlight
