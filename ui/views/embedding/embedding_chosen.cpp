// Choosing points of the embedding view by box, lasso or word, looking at these alone, and back.

#include <algorithm>

#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QToolButton>

#include "scatter3d/scatter_widget.h"
#include "views/embedding/embedding_view_private.h"
#include "views/embedding/saved_views.h"

namespace headlight {
namespace {

constexpr std::size_t kMostListed = 500;

using scatter3d::DragMode;

}  // namespace

void EmbeddingView::fillChooseMenu() {
  QMenu* menu = d->chooseMenu;
  menu->clear();
  const auto add = [&](const QString& text, auto work) {
    QAction* action = menu->addAction(text);
    connectGuarded(action, &QAction::triggered, work);
    return action;
  };
  const auto addMode = [&](const QString& text, DragMode mode) {
    QAction* action = add(text, [this, mode] {
      d->scatter->setDragMode(d->scatter->dragMode() == mode ? DragMode::Turn : mode);
      d->scatter->setFocus();
    });
    action->setCheckable(true);
    action->setChecked(d->scatter->dragMode() == mode);
  };
  addMode(tr("By a box") + QStringLiteral("\tB"), DragMode::Box);
  addMode(tr("By a lasso") + QStringLiteral("\tL"), DragMode::Lasso);
  menu->addSeparator();
  const bool hasFound = std::find(d->found.begin(), d->found.end(), true) != d->found.end();
  add(tr("What the pattern found"), &EmbeddingView::chooseFound)->setEnabled(hasFound);
  add(tr("The word and its neighbours"), &EmbeddingView::chooseNearest)->setEnabled(d->focus >= 0);
  menu->addSeparator();
  add(tr("Only what is chosen") + QStringLiteral("\tI"), &EmbeddingView::isolateChosen)->setEnabled(!d->chosen.empty());
  add(tr("Show all again") + QStringLiteral("\tI"), &EmbeddingView::showAll)->setEnabled(d->part != nullptr);
  add(tr("Choose nothing") + QStringLiteral("\tEsc"), &EmbeddingView::chooseNothing)->setEnabled(!d->chosen.empty());
}

void EmbeddingView::choosePoints(const std::vector<int>& points, bool adds) {
  if (!d->space) return;
  if (!adds) d->chosen.clear();
  for (const int point : points) {
    if (point >= 0 && point < d->space->size()) d->chosen.push_back(d->space->positionOf(point));
  }
  std::sort(d->chosen.begin(), d->chosen.end());
  d->chosen.erase(std::unique(d->chosen.begin(), d->chosen.end()), d->chosen.end());
  d->chosenCount->setChecked(!d->chosen.empty());
  showChosenRow();
  showNeighbours();
  showScene();
}

void EmbeddingView::chooseFound() {
  std::vector<int> points;
  for (std::size_t i = 0; i < d->found.size(); ++i) {
    if (d->found[i]) points.push_back(static_cast<int>(i));
  }
  choosePoints(points, true);
}

void EmbeddingView::chooseNearest() {
  d->nearestJobs.wait();
  std::vector<int> points{d->focus};
  for (const Neighbour& neighbour : d->nearest) points.push_back(static_cast<int>(neighbour.row));
  choosePoints(points, true);
}

void EmbeddingView::chooseNothing() {
  choosePoints({}, false);
}

void EmbeddingView::isolateChosen() {
  if (!d->space || d->chosen.empty()) return;
  auto part = std::make_shared<std::vector<int>>();
  for (const int position : d->chosen) part->push_back(d->space->positionInWhole(position));
  d->part = std::move(part);
  d->chosen.clear();
  d->chosenCount->setChecked(false);
  markStale();
}

/// What was shown alone stays chosen.
void EmbeddingView::showAll() {
  if (!d->part) return;
  d->chosen = *d->part;
  d->part.reset();
  markStale();
}

void EmbeddingView::showChosenRow() {
  const bool isPart = d->part != nullptr;
  d->chosenRow->setVisible(isPart || !d->chosen.empty());
  d->chosenCount->setVisible(!d->chosen.empty());
  if (d->chosen.empty()) d->chosenCount->setChecked(false);
  d->chosenCount->setText(tr("%1 chosen").arg(d->chosen.size()));
  d->isolate->setVisible(!d->chosen.empty());
  d->anew->setVisible(isPart);
  d->release->setText(isPart ? tr("Show all") : tr("Clear"));
  if (isPart) {
    const int all = d->whole ? d->whole->tokens() : 0;
    d->release->setToolTip(tr("%1 of %2 are shown; click to show all of them (I)").arg(d->part->size()).arg(all));
  } else {
    d->release->setToolTip(tr("Clears the choice (Escape)"));
  }
}

void EmbeddingView::listChosen() {
  const int first = d->stationNow() * d->space->tokens();
  for (std::size_t i = 0; i < std::min(d->chosen.size(), kMostListed); ++i) {
    const int point = first + d->chosen[i];
    auto* item = new QListWidgetItem(d->shownLabel(point), d->neighbours);
    item->setData(Qt::UserRole, point);
  }
  if (d->chosen.size() > kMostListed) {
    auto* rest = new QListWidgetItem(tr("… and %1 more").arg(d->chosen.size() - kMostListed), d->neighbours);
    rest->setFlags(Qt::NoItemFlags);
  }
}

/// What the picture or the list did not take: letters and digits, as the menus say.
void EmbeddingView::keyPressEvent(QKeyEvent* event) {
  const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == 0;
  const int key = isPlain ? event->key() : 0;
  if (key == Qt::Key_I) {
    d->chosen.empty() ? showAll() : isolateChosen();
  } else if (key == Qt::Key_Escape && !d->chosen.empty()) {
    chooseNothing();
  } else if (key >= Qt::Key_1 && key <= Qt::Key_9) {
    d->views->takeUp(key - Qt::Key_0);
  } else {
    QWidget::keyPressEvent(event);
  }
}

}  // namespace headlight
