// The cells of the heatmap: which one is selected or under the pointer, zoom, keys, menu.

#include <algorithm>
#include <cmath>

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>

#include "analysis/attention/rest_shares.h"
#include "analysis/text/share_text.h"
#include "analysis/text/token_label.h"
#include "charts/attention/head_grid.h"
#include "charts/figure/shown_text.h"
#include "charts/look/badge.h"
#include "figures/attention/cell_numbers.h"
#include "views/attention/arithmetic_text.h"
#include "views/attention/attention_view_private.h"

namespace headlight {

using Lock = AttentionChoices::Lock;

/// x: key, y: query; -1 for none.
QPoint AttentionView::selectedCell() const {
  const Selection& selection = session()->selection();
  const Index query = d->queriesAreSource() ? selection.sourcePosition : session()->effectivePosition();
  const Index key = d->keysAreSource() ? selection.sourcePosition : selection.keyPosition;
  return {static_cast<int>(key), static_cast<int>(query)};
}

/// -1 chooses none.
void AttentionView::choose(Index query, Index key) {
  Selection selection = session()->selection();
  (d->queriesAreSource() ? selection.sourcePosition : selection.position) = query;
  (d->keysAreSource() ? selection.sourcePosition : selection.keyPosition) = key;
  session()->setSelection(selection);
}

/// What is meant by a place: with a locked row or column the cell that lies in it.
FigureHit AttentionView::locked(const FigureHit& hit) const {
  const QPoint cell = selectedCell();
  FigureHit meant = hit;
  if (hit.kind != FigureHit::Kind::Cell) return meant;
  if (d->controls->choices().lock == Lock::Row && cell.y() >= 0) meant.first = cell.y();
  if (d->controls->choices().lock == Lock::Column && cell.x() >= 0) meant.second = cell.x();
  return meant;
}

bool AttentionView::isMasked(int query, int key) const {
  return d->head.causal && key > query + d->head.weights.cols() - d->head.weights.rows();
}

void AttentionView::select(const FigureHit& place) {
  const FigureHit hit = locked(place);
  switch (hit.kind) {
    case FigureHit::Kind::Cell:
      return choose(hit.first, hit.second);
    case FigureHit::Kind::Row:
      return choose(hit.first, -1);
    case FigureHit::Kind::Column: {
      Selection selection = session()->selection();
      (d->keysAreSource() ? selection.sourcePosition : selection.keyPosition) = hit.first;
      return session()->setSelection(selection);
    }
    default:
      return;
  }
}

// --- zoom ---------------------------------------------------------------------------------------------------------

void AttentionView::zoom(QPoint cell, int notches) {
  d->window.zoom(cell, notches);
  windowMoved();
}

void AttentionView::pan(QPointF by) {
  const QRectF cell = d->heatmap->figure().rectOf(FigureHit::Kind::Row, d->window.cells().top());
  if (!d->window.isZoomed() || cell.height() <= 0) return;
  d->window.moveBy(-by / cell.height());  // cells are square
  windowMoved();
}

void AttentionView::showAllCells() {
  d->window.showAll();
  windowMoved();
}

void AttentionView::windowMoved() {
  offerChoices();
  d->heatmap->rebuild();
  showReadout();
}

/// A selection made elsewhere comes into sight.
void AttentionView::followSelection() {
  d->window.keepVisible(selectedCell());
}

// --- keys ---------------------------------------------------------------------------------------------------------

/// Up and Down choose the query, with Shift Left and Right the key (the plain keys step); + − 0 zoom.
bool AttentionView::watchedEvent(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress || d->head.weights.size() == 0)
    return SnapshotView::watchedEvent(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool shift = key->modifiers() & Qt::ShiftModifier;
  const bool control = key->modifiers() & Qt::ControlModifier;
  const QPoint cell = selectedCell();
  switch (key->key()) {
    case Qt::Key_Up:
      return moveCell(-1, 0), true;
    case Qt::Key_Down:
      return moveCell(1, 0), true;
    case Qt::Key_Left:
    case Qt::Key_Right:
      if (!shift) break;
      return moveCell(0, key->key() == Qt::Key_Left ? -1 : 1), true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
      if (control) break;  // zooms the whole interface
      return zoom({std::max(0, cell.x()), std::max(0, cell.y())}, key->key() == Qt::Key_Minus ? -1 : 1), true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (!hasArithmetic()) break;
      return offerArithmetic(), true;
    case Qt::Key_0:
      if (control) break;
      return showAllCells(), true;
    default:
      break;
  }
  return SnapshotView::watchedEvent(watched, event);
}

void AttentionView::moveCell(int rows, int columns) {
  const QPoint cell = selectedCell();
  const Index lastRow = d->head.weights.rows() - 1;
  const Index lastColumn = d->head.weights.cols() - 1;
  const Index from = d->queriesAreSource() ? std::max<Index>(cell.y(), rows > 0 ? -1 : 0) : cell.y();
  const Index query = std::clamp<Index>(from + rows, 0, lastRow);
  Index key = cell.x();
  const Index last = d->head.causal ? query : lastColumn;
  if (columns != 0) {
    const Index start = d->head.causal ? query + (columns > 0 ? -1 : 1) : columns > 0 ? -1 : lastColumn + 1;
    key = (key < 0 ? start : key) + columns;
  }
  if (key >= 0 || columns != 0) key = std::clamp<Index>(key, 0, last);
  choose(query, key);
}

// --- what a cell says ---------------------------------------------------------------------------------------------

QString AttentionView::cellText(int query, int key) const {
  const auto label = [](const std::vector<std::string>& labels, int index) {
    return visibleToken(labels[static_cast<std::size_t>(index)]);
  };
  const QString from = label(d->head.queryLabels, query), to = label(d->head.keyLabels, key);
  if (isMasked(query, key)) return tr("“%1” cannot see “%2”: it comes later (masked)").arg(from, to);
  return valueText(query, key, from, to) + makingText(query, key);
}

/// What the cell's value is a combination of, and the share that is drawn in its place.
QString AttentionView::makingText(int query, int key) const {
  QString text;
  Badge combined = d->head.badge;
  combined.measure = AttentionMeasure::Weights;
  if (combined.kind != Badge::Kind::Exact) text += QStringLiteral(" · ") + badgeText(combined);
  if (!d->head.sinkHidden) return text;
  const Matrix<float> row = d->head.weights.row(query);
  const double share = static_cast<double>(sharesOfRest(row)(0, key));
  return text + QStringLiteral(" · ") +
         (std::isnan(share) ? tr("no share: left out") : tr("drawn: share of the rest %1").arg(formatNumber(share, 6)));
}

QString AttentionView::valueText(int query, int key, const QString& from, const QString& to) const {
  const QString value = formatNumber(d->head.weights(query, key), 6);
  switch (d->head.measure) {
    case AttentionMeasure::ValueWeighted:
      return tr("“%2” adds a vector of length %3 to “%1”").arg(from, to, value);
    case AttentionMeasure::Rollout:
      return tr("Rollout (an estimate): %3 of “%1” comes from “%2”").arg(from, to, value);
    case AttentionMeasure::Weights:
      break;
  }
  return tr("“%1” looks at “%2” with weight %3").arg(from, to, value);
}

QString AttentionView::toolTip(const FigureHit& hit) const {
  switch (hit.kind) {
    case FigureHit::Kind::Cell:
      if (hit.first >= d->head.weights.rows() || hit.second >= d->head.weights.cols()) return {};
      return cellText(hit.first, hit.second);
    case FigureHit::Kind::Row:
      return tr("Query “%1”, position %2")
          .arg(visibleToken(d->head.queryLabels[static_cast<std::size_t>(hit.first)]), QString::number(hit.first));
    case FigureHit::Kind::Column:
      return tr("Key “%1”, position %2")
          .arg(visibleToken(d->head.keyLabels[static_cast<std::size_t>(hit.first)]), QString::number(hit.first));
    default:
      return {};
  }
}

/// The line under the heatmap: the cell under the pointer, else the selected one.
void AttentionView::showReadout() {
  QStringList parts;
  const QString about = startText();
  const QPoint cell = selectedCell();
  const bool hasCell =
      cell.x() >= 0 && cell.y() >= 0 && cell.y() < d->head.weights.rows() && cell.x() < d->head.weights.cols();
  if (d->head.weights.size() > 0 && d->hover) {
    parts << toolTip(*d->hover);
  } else if (hasCell) {
    parts << cellText(cell.y(), cell.x());
  } else if (!about.isEmpty()) {
    parts << about;
  } else if (d->head.weights.size() > 0) {
    parts << tr("Choose a cell for its number; right-click for its arithmetic.");
  }
  if (d->window.isZoomed()) {
    const QRect shown = d->window.cells();
    parts << tr("queries %1–%2 of %3, keys %4–%5 of %6")
                 .arg(shown.top())
                 .arg(shown.bottom())
                 .arg(d->head.weights.rows())
                 .arg(shown.left())
                 .arg(shown.right())
                 .arg(d->head.weights.cols());
  }
  d->readout->setVisible(!parts.isEmpty());
  d->readout->say(parts.join(QStringLiteral(" · ")), about);
}

/// Of the head that the text is about: what it looks at, and what it and the other heads do for the predicted word.
/// Empty where another head or another text is shown.
QString AttentionView::startText() const {
  const auto found = session()->startHead();
  const bool isShown = found && d->run && found->isOf(*d->run) && d->side == AttentionSide::Own &&
                       d->head.measure == AttentionMeasure::Weights && d->head.layer == found->head.place.layer &&
                       d->head.head == found->head.place.head;
  if (!isShown) return {};
  const StartHead& head = found->head;
  const auto token = [&](Index position) {
    return visibleToken(tokenLabel(d->run->tokens[static_cast<std::size_t>(position)]));
  };
  const auto percent = [](double share) { return QString::fromStdString(percentText(share)); };
  const QString word = visibleToken(tokenLabel(tokenOf(*d->run->model->tokenizer, found->losses.token))).trimmed();
  QString text;
  if (head.key >= 0) {
    text = tr("“%1” gives %2 of its weight to “%3”.")
               .arg(token(found->losses.row), percent(head.weight), token(head.key)) +
           QLatin1Char(' ');
  }
  text += tr("Without this head, “%1” loses %2 of its probability").arg(word, percent(head.share));
  QStringList others;
  for (const HeadLoss& other : head.others) {
    others << headName(other.place, interfaceLanguage()) + QLatin1Char(' ') + percent(other.share);
  }
  if (!others.isEmpty()) text += tr("; without another one: %1").arg(others.join(QStringLiteral(", ")));
  return text + tr(".");
}

/// One head's cell; several heads together, or layers, are no sum of products.
bool AttentionView::hasArithmetic() const {
  const QPoint cell = selectedCell();
  return d->head.measure != AttentionMeasure::Rollout && d->head.layer >= 0 && d->head.head >= 0 && cell.x() >= 0 &&
         cell.y() >= 0 && cell.y() < d->head.weights.rows() && cell.x() < d->head.weights.cols();
}

QString AttentionView::arithmetic() const {
  const QPoint cell = selectedCell();
  const HeadChoice choice{d->side, d->head.layer, d->head.head};
  return arithmeticPage(cellArithmetic(d->run->attentionRun(), choice, cell.y(), cell.x()));
}

void AttentionView::offerArithmetic() {
  emit textOffered(QStringLiteral("arithmetic"), tr("Arithmetic of a cell"), arithmetic());
}

void AttentionView::openMenu(const std::optional<FigureHit>& hit, QPoint globalPosition) {
  if (hit) select(*hit);
  QMenu menu(this);
  menu.setObjectName(QStringLiteral("attentionMenu"));
  menu.setToolTipsVisible(true);
  QAction* show = menu.addAction(tr("Arithmetic of this cell…\tReturn"));
  connectGuarded(show, &QAction::triggered, &AttentionView::offerArithmetic);
  show->setObjectName(QStringLiteral("arithmeticAction"));
  QAction* copy = menu.addAction(tr("Copy its arithmetic"));
  connectGuarded(copy, &QAction::triggered, [this] { QGuiApplication::clipboard()->setText(arithmetic()); });
  for (QAction* action : {show, copy}) {
    action->setEnabled(hasArithmetic());
    action->setToolTip(
        tr("Shows every product, the softmax and the weight of this cell, so that they can be checked by hand."));
  }
  menu.addSeparator();
  menu.addActions(d->controls->menu()->actions());
  menu.exec(globalPosition);
}

}  // namespace headlight
