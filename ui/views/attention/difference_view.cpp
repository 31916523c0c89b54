#include "views/attention/difference_view.h"

#include <cmath>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>

#include "charts/attention/attention_builders.h"
#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "figures/attention/attention_figure.h"
#include "figures/attention/prompt_difference.h"
#include "views/attention/no_attention.h"
#include "views/command_text.h"
#include "widgets/tight_column.h"

namespace headlight {

struct DifferenceView::Private {
  QLineEdit* prompt = nullptr;
  QComboBox* heads = nullptr;
  FigureCanvas* canvas = nullptr;

  std::shared_ptr<const SecondPrompt> other;  ///< that `figure` was made from
  std::shared_ptr<const Snapshot> asked;      ///< the run that the other one was asked to stand beside
  AttentionDifferenceFigure figure;
  int single = -1;  ///< index of the head shown alone; -1: all
};

DifferenceView::DifferenceView(Session* session, QWidget* parent)
    : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  setObjectName(QStringLiteral("differenceView"));
  createWidgets();
  retranslate();
}

/// A field that has the focus ends its editing when it is taken down with the view, after `d` is gone.
DifferenceView::~DifferenceView() {
  d->prompt->disconnect(this);
}

void DifferenceView::createWidgets() {
  d->prompt = new QLineEdit(this);
  d->prompt->setObjectName(QStringLiteral("differencePrompt"));
  d->prompt->setClearButtonEnabled(true);
  d->heads = new QComboBox(this);
  d->heads->setObjectName(QStringLiteral("differenceHeads"));
  d->heads->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  d->heads->setMinimumContentsLength(12);
  d->canvas = new FigureCanvas(this);
  d->canvas->setObjectName(QStringLiteral("differenceCanvas"));
  auto* row = new QHBoxLayout;
  row->setContentsMargins(8, 4, 8, 4);
  row->addWidget(d->prompt, 1);
  row->addWidget(d->heads);
  auto* layout = tightColumn(this);
  layout->addLayout(row);
  layout->addWidget(d->canvas, 1);
  d->canvas->setToolTips([this](const FigureHit& hit) { return toolTip(hit); });
  connectGuarded(d->prompt, &QLineEdit::editingFinished, &DifferenceView::askForOther);
  connectGuarded(d->prompt, &QLineEdit::textChanged, [this](const QString& text) {
    if (text.isEmpty()) askForOther();
  });
  connectGuarded(d->heads, &QComboBox::activated, [this](int index) {
    d->single = index - 1;
    d->canvas->rebuild();
  });
  connectGuarded(d->canvas, &FigureCanvas::clicked, [this](const FigureHit& hit) {
    if (hit.kind != FigureHit::Kind::Head) return;
    Selection selection = this->session()->selection();
    selection.layer = hit.first;
    selection.head = hit.second;
    this->session()->setSelection(selection);
  });
  connectGuarded(d->canvas, &FigureCanvas::doubleClicked, [this] {  // the selected head alone, and back
    const Selection& selection = this->session()->selection();
    int index = -1;
    for (std::size_t i = 0; d->single < 0 && i < d->figure.heads.size(); ++i) {
      if (d->figure.heads[i].place == HeadPlace{selection.layer, selection.head}) index = static_cast<int>(i);
    }
    d->single = index;
    fillHeads();
    d->canvas->rebuild();
  });
}

void DifferenceView::retranslate() {
  d->prompt->setPlaceholderText(tr("Another prompt: The dog is on the"));
  d->prompt->setAccessibleName(tr("Another prompt to compare with"));
  d->prompt->setToolTip(
      tr("Press Enter to run this prompt in the same way as the current text. The figure shows the attention of the "
         "current text minus the attention of this one. Tokens are aligned, and the alignment is shown."));
  d->heads->setAccessibleName(tr("Which heads"));
  d->heads->setToolTip(
      tr("All heads, the most changed head first, or one head in full (you can also double-click it)."));
  d->canvas->setAccessibleName(tr("Difference of the attention of two prompts"));
  fillHeads();
}

/// Only a text that has not been run beside the present one is.
void DifferenceView::askForOther() {
  const auto run = session()->snapshot();
  const auto other = session()->other();
  const QString text = d->prompt->text();
  if (!run || attentionSides(run->config()).empty()) return;
  if (other && other->of == run && QString::fromStdString(other->prompt) == text) return;
  session()->runOther(text);
}

void DifferenceView::showText(const QString& text) {
  d->figure = {};
  d->other.reset();
  d->canvas->setBuilder({});
  d->canvas->setEmptyText(text);
  fillHeads();
}

void DifferenceView::refresh(Session::Changes) {
  const auto run = session()->snapshot();
  const bool attends = run && !attentionSides(run->config()).empty();
  d->prompt->setEnabled(attends && !session()->isRecorded());
  if (!run) return showText(emptyText());
  if (!attends) return showText(noAttentionText(run->config()));
  if (session()->isRecorded()) {
    return showText(tr("A recorded session cannot run another prompt: open the session's model first."));
  }
  const auto other = session()->other();
  if (!other) {
    return showText(
        tr("Type another prompt above, for example the same sentence with one word changed. The figure then shows "
           "where the heads look differently."));
  }
  if (other->of != run) {  // the text has gone on, or is sampled otherwise: the other one follows
    if (d->asked != run) session()->runOther(QString::fromStdString(other->prompt));
    d->asked = run;
    return;
  }
  const AttentionSide side = session()->selection().side;
  if (d->other != other || d->figure.side != side) {
    d->other = other;
    FigureSource second = figureSource();
    second.prompt = other->prompt;
    d->figure = attentionDifference(run->attentionRun(), other->attentionRun(), side, figureSource(), second);
    d->single = -1;
    fillHeads();
  }
  d->canvas->setBuilder([this](QSizeF area) {
    FigureStyle style = screenStyle();
    style.area = area;
    style.selectedLayer = this->session()->selection().layer;
    style.selectedHead = this->session()->selection().head;
    return buildDifference(shown(), style);
  });
  emitBadge(d->figure);
}

void DifferenceView::forget() {
  d->other.reset();
  d->figure = {};
  d->single = -1;
}

QString DifferenceView::commandArguments() const {
  const auto other = session()->other();
  if (!other || other->prompt.empty()) return {};
  return QStringLiteral(" --against ") + shellQuoted(QString::fromStdString(other->prompt));
}

AttentionDifferenceFigure DifferenceView::shown() const {
  if (d->single < 0) return d->figure;
  return chosenHeads(d->figure, {d->figure.heads[static_cast<std::size_t>(d->single)].place});
}

void DifferenceView::fillHeads() {
  const QSignalBlocker blocker(d->heads);
  d->heads->clear();
  d->heads->addItem(tr("All heads"));
  for (const AttentionDifferenceFigure::Head& head : d->figure.heads) {
    d->heads->addItem(
        tr("Layer %1, head %2: %3").arg(head.place.layer).arg(head.place.head).arg(formatNumber(head.change)));
  }
  d->heads->setCurrentIndex(d->single + 1);
  d->heads->setEnabled(!d->figure.heads.empty());
}

QString DifferenceView::toolTip(const FigureHit& hit) const {
  if (hit.kind == FigureHit::Kind::Head) {
    for (const AttentionDifferenceFigure::Head& head : d->figure.heads) {
      if (head.place == HeadPlace{hit.first, hit.second}) {
        return tr("Layer %1, head %2: weights change by %3 on average")
            .arg(hit.first)
            .arg(hit.second)
            .arg(formatNumber(head.change));
      }
    }
  }
  if (hit.kind != FigureHit::Kind::Cell || d->single < 0) return {};
  const auto& head = d->figure.heads[static_cast<std::size_t>(d->single)];
  if (hit.first >= head.difference.rows() || hit.second >= head.difference.cols()) return {};
  const double value = head.difference(hit.first, hit.second);
  return std::isnan(value) ? tr("Only one of the two texts has this cell") : formatNumber(value, 6);
}

std::optional<FigureData> DifferenceView::currentFigure() const {
  if (d->figure.heads.empty()) return std::nullopt;
  return shown();
}

std::optional<FigureData> DifferenceView::secondFigure() const {
  if (d->figure.heads.empty() || d->single < 0) return std::nullopt;
  return d->figure;
}

void DifferenceView::letGo() {
  forget();
  d->asked.reset();
  d->canvas->setBuilder({});
}

}  // namespace headlight
