#include "window/dock_tree.h"
#include "window/screens.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <QDockWidget>
#include <QLayout>
#include <QMainWindow>
#include <QStatusBar>
#include <QStyle>
#include <QTabBar>
#include <QToolBar>

namespace headlight {
namespace {

using Docks = std::vector<QDockWidget*>;

int separatorOf(const QMainWindow& window) {
  return window.style()->pixelMetric(QStyle::PM_DockWidgetSeparatorExtent, nullptr, &window);
}

/// What the docks fill: the window without its bars.
QRect areaOf(const QMainWindow& window) {
  QRect area = window.rect();
  for (const QToolBar* bar : window.findChildren<QToolBar*>(QString(), Qt::FindDirectChildrenOnly)) {
    if (!bar->isHidden()) area.setTop(std::max(area.top(), bar->geometry().bottom() + 1));
  }
  const auto* status = window.findChild<QStatusBar*>(QString(), Qt::FindDirectChildrenOnly);
  if (status && !status->isHidden() && status->y() > area.top()) area.setBottom(status->y() - 1);
  return area;
}

// ---- reading

/// A place and where it can be seen.
struct SeenPlace {
  LayoutPart part;
  QRect rect;  ///< of the panel in front; null: nothing of it can be seen
};

bool stoodBefore(const QList<QDockWidget*>& list, const QDockWidget* first, const QDockWidget* second) {
  return list.indexOf(first) < list.indexOf(second);
}

/// Of two tabs alone, what their tab bar says.
bool isTabBefore(const QMainWindow& window, const QDockWidget* first, const QDockWidget* second) {
  for (const QTabBar* bar : window.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly)) {
    int firstTab = -1, secondTab = -1;
    for (int i = 0; i < bar->count(); ++i) {
      if (bar->tabText(i) == first->windowTitle()) firstTab = i;
      if (bar->tabText(i) == second->windowTitle()) secondTab = i;
    }
    if (firstTab >= 0 && secondTab >= 0) return firstTab < secondTab;
  }
  return true;
}

/// All docks of one place in the order of their tabs. Qt names the others of a dock, so each stands before those that a
/// third one's list has behind it.
QList<QDockWidget*> tabsWith(const QMainWindow& window, QDockWidget* dock) {
  QList<QDockWidget*> others = window.tabifiedDockWidgets(dock);
  if (others.isEmpty()) return {dock};
  if (others.size() == 1) {
    others.insert(isTabBefore(window, others.front(), dock) ? 1 : 0, dock);
    return others;
  }
  const QList<QDockWidget*> ofFirst = window.tabifiedDockWidgets(others[0]);
  const QList<QDockWidget*> ofSecond = window.tabifiedDockWidgets(others[1]);
  qsizetype before = 0;
  for (const QDockWidget* other : others) {
    if (stoodBefore(other == others[0] ? ofSecond : ofFirst, other, dock)) ++before;
  }
  others.insert(before, dock);
  return others;
}

std::vector<SeenPlace> placesOf(const QMainWindow& window, const Docks& docks) {
  std::vector<QList<QDockWidget*>> groups;
  for (QDockWidget* dock : docks) {
    if (!dock->isFloating()) groups.push_back(tabsWith(window, dock));
  }
  // Of a hidden dock Qt names no neighbours, but its neighbours name it: the largest group of each counts.
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::vector<SeenPlace> places;
  QStringList met;
  for (const QList<QDockWidget*>& group : groups) {
    SeenPlace place;
    for (const QDockWidget* tab : group) {
      if (tab->isFloating() || tab->objectName().isEmpty() || met.contains(tab->objectName())) continue;
      place.part.tabs.append(tab->objectName());
      // a tab behind another lies outside the window
      const bool isInFront = tab->isVisible() && window.rect().intersects(tab->geometry());
      if (!isInFront) continue;
      place.part.front = tab->objectName();
      place.rect = tab->geometry();
    }
    met += place.part.tabs;
    if (!place.part.tabs.isEmpty()) places.push_back(std::move(place));
  }
  return places;
}

/// The places in order along one axis, cut wherever a straight line passes between them.
std::vector<std::vector<SeenPlace>> cut(std::vector<SeenPlace> places, bool across) {
  const auto begin = [across](const SeenPlace& place) { return across ? place.rect.left() : place.rect.top(); };
  const auto end = [across](const SeenPlace& place) { return across ? place.rect.right() : place.rect.bottom(); };
  std::sort(places.begin(), places.end(),
            [&begin](const SeenPlace& a, const SeenPlace& b) { return begin(a) < begin(b); });
  std::vector<std::vector<SeenPlace>> groups;
  int reached = 0;
  for (SeenPlace& place : places) {
    if (groups.empty() || begin(place) > reached) groups.emplace_back();
    reached = groups.size() == 1 && groups.back().empty() ? end(place) : std::max(reached, end(place));
    groups.back().push_back(std::move(place));
  }
  return groups;
}

int firstPixel(const std::vector<SeenPlace>& places, bool across) {
  int first = across ? places.front().rect.left() : places.front().rect.top();
  for (const SeenPlace& place : places) first = std::min(first, across ? place.rect.left() : place.rect.top());
  return first;
}

/// The splits from which these places come; nothing if no straight line cuts them (a drag is under way). `last` are the
/// last pixels of the region: a place goes on behind its panel, where its tab bar is.
std::optional<LayoutPart> splitsOf(std::vector<SeenPlace> places, QPoint last, int separator) {
  if (places.size() == 1) return std::move(places.front().part);
  for (const bool across : {true, false}) {
    const auto groups = cut(places, across);
    if (groups.size() < 2) continue;
    LayoutPart split;
    split.across = across;
    double sum = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const bool isLast = i + 1 == groups.size();
      const int end = isLast ? (across ? last.x() : last.y()) : firstPixel(groups[i + 1], across) - separator - 1;
      auto part = splitsOf(groups[i], across ? QPoint(end, last.y()) : QPoint(last.x(), end), separator);
      if (!part) return std::nullopt;
      part->share = std::max(1, end - firstPixel(groups[i], across) + 1);
      sum += part->share;
      split.parts.push_back(std::move(*part));
    }
    for (LayoutPart& part : split.parts) part.share /= sum;
    return split;
  }
  return std::nullopt;
}

// ---- what cannot be seen

bool holdsAny(const LayoutPart& part, const QStringList& panels) {
  const QStringList own = part.panels();
  return std::any_of(panels.begin(), panels.end(), [&own](const QString& panel) { return own.contains(panel); });
}

/// The parts from `part` down to the place of a panel, as (split, which of its parts); false if it is not there.
bool findPanel(const LayoutPart& part, const QString& panel,
               std::vector<std::pair<const LayoutPart*, std::size_t>>& path) {
  if (part.isPlace()) return part.tabs.contains(panel);
  for (std::size_t i = 0; i < part.parts.size(); ++i) {
    path.emplace_back(&part, i);
    if (findPanel(part.parts[i], panel, path)) return true;
    path.pop_back();
  }
  return false;
}

/// Puts `place` next to the smallest part below `part` that holds all of `neighbours` that there are.
void insertBeside(LayoutPart& part, const QStringList& neighbours, bool across, bool before, LayoutPart place) {
  const auto holding = [&neighbours](const LayoutPart& each) { return holdsAny(each, neighbours); };
  if (std::count_if(part.parts.begin(), part.parts.end(), holding) == 1) {
    const auto inner = std::find_if(part.parts.begin(), part.parts.end(), holding);
    const bool isSmallest = inner->isPlace() || std::count_if(inner->parts.begin(), inner->parts.end(), holding) > 1;
    if (!isSmallest || part.across != across) return insertBeside(*inner, neighbours, across, before, std::move(place));
    for (LayoutPart& each : part.parts) each.share *= 1 - place.share;
    part.parts.insert(before ? inner : inner + 1, std::move(place));
    return;
  }
  LayoutPart whole = std::move(part);
  part = LayoutPart();
  part.share = whole.share;
  part.across = across;
  whole.share = 1 - place.share;
  part.parts.push_back(std::move(whole));
  part.parts.insert(before ? part.parts.begin() : part.parts.end(), std::move(place));
}

/// A place of which nothing can be seen goes where the earlier layout has it, beside what stood next to it.
void insertHidden(LayoutPart& root, const LayoutPart& known, LayoutPart place) {
  if (root.panels().isEmpty()) {
    root = std::move(place);
    return;
  }
  std::vector<std::pair<const LayoutPart*, std::size_t>> path;
  if (!findPanel(known, place.tabs.front(), path)) return;
  for (auto step = path.rbegin(); step != path.rend(); ++step) {
    const auto& [split, own] = *step;
    place.share = std::clamp(split->parts[own].share, 0.05, 0.95);
    for (std::size_t distance = 1; distance < split->parts.size(); ++distance) {
      for (const bool before : {false, true}) {  // behind the one to the left, before the one to the right
        const std::size_t neighbour = before ? own + distance : own - distance;
        if (before ? neighbour >= split->parts.size() : distance > own) continue;
        const QStringList panels = split->parts[neighbour].panels();
        if (holdsAny(root, panels)) return insertBeside(root, panels, split->across, before, std::move(place));
      }
    }
  }
}

// ---- building

/// Finds docks by their names.
class DockFinder {
 public:
  explicit DockFinder(const QMainWindow& window) : m_window(window) {}
  [[nodiscard]] QDockWidget* find(const QString& name) const {
    return m_window.findChild<QDockWidget*>(name, Qt::FindDirectChildrenOnly);
  }
  [[nodiscard]] QDockWidget* first(const LayoutPart& part) const {
    return part.isPlace() ? find(part.tabs.front()) : first(part.parts.front());
  }
  /// A dock whose nearest split along the axis is the one that `part` belongs to; nullptr: each has another between.
  [[nodiscard]] QDockWidget* direct(const LayoutPart& part, bool across) const {
    if (part.isPlace()) return find(part.tabs.front());
    if (part.across == across) return nullptr;
    for (const LayoutPart& inner : part.parts) {
      if (QDockWidget* dock = direct(inner, across)) return dock;
    }
    return nullptr;
  }

 private:
  const QMainWindow& m_window;
};

/// Cuts the room that the first dock of `part` has. Tabs come later: a dock that is split from a tab becomes a tab.
void split(QMainWindow& window, const DockFinder& docks, const LayoutPart& part) {
  const Qt::Orientation orientation = part.across ? Qt::Horizontal : Qt::Vertical;
  for (std::size_t i = 1; i < part.parts.size(); ++i)
    window.splitDockWidget(docks.first(part.parts[i - 1]), docks.first(part.parts[i]), orientation);
  for (const LayoutPart& inner : part.parts) split(window, docks, inner);
}

void tabify(QMainWindow& window, const DockFinder& docks, const LayoutPart& part) {
  for (qsizetype i = 1; i < part.tabs.size(); ++i)
    window.tabifyDockWidget(docks.find(part.tabs[i - 1]), docks.find(part.tabs[i]));
  for (const LayoutPart& inner : part.parts) tabify(window, docks, inner);
}

void raiseFronts(const DockFinder& docks, const LayoutPart& part) {
  if (!part.front.isEmpty()) docks.find(part.front)->raise();
  for (const LayoutPart& inner : part.parts) raiseFronts(docks, inner);
}

void resize(QMainWindow& window, const DockFinder& docks, const LayoutPart& part, QSize room) {
  const int separators = separatorOf(window) * (static_cast<int>(part.parts.size()) - 1);
  const int whole = std::max(1, (part.across ? room.width() : room.height()) - separators);
  QList<QDockWidget*> resized;
  QList<int> sizes;
  for (const LayoutPart& inner : part.parts) {
    const int size = std::max(1, static_cast<int>(std::lround(inner.share * whole)));
    resize(window, docks, inner, part.across ? QSize(size, room.height()) : QSize(room.width(), size));
    QDockWidget* dock = docks.direct(inner, part.across);
    if (!dock) continue;
    resized.append(dock);
    sizes.append(size);
  }
  if (!resized.isEmpty()) window.resizeDocks(resized, sizes, part.across ? Qt::Horizontal : Qt::Vertical);
}

void letFloat(const DockFinder& docks, const FloatingPanel& panel) {
  QDockWidget* dock = docks.find(panel.panel);
  dock->setFloating(true);
  dock->setGeometry(fittedTo(screensForContent(), panel.place));
}

}  // namespace

WindowLayout readLayout(const QMainWindow& window, const Docks& docks, const WindowLayout& known) {
  WindowLayout layout = known;
  layout.hidden.clear();
  layout.floating.clear();
  for (const QDockWidget* dock : docks) {
    if (dock->isHidden()) layout.hidden.append(dock->objectName());
    if (dock->isFloating()) layout.floating.push_back({dock->objectName(), QRect(dock->pos(), dock->size())});
  }
  if (!window.isVisible()) return layout;
  if (window.layout()) window.layout()->activate();
  std::vector<SeenPlace> seen, unseen;
  for (SeenPlace& place : placesOf(window, docks)) (place.rect.isNull() ? unseen : seen).push_back(std::move(place));
  LayoutPart root;
  if (!seen.empty()) {
    auto splits = splitsOf(std::move(seen), areaOf(window).bottomRight(), separatorOf(window));
    if (!splits) return layout;
    root = std::move(*splits);
  }
  for (SeenPlace& place : unseen) insertHidden(root, known.root, std::move(place.part));
  root.share = 1;
  layout.root = std::move(root);
  return layout;
}

void buildLayout(QMainWindow& window, const Docks& docks, QDockWidget* other, const WindowLayout& layout) {
  for (QDockWidget* dock : docks) {
    dock->setFloating(false);
    window.removeDockWidget(dock);
  }
  const DockFinder finder(window);
  QStringList placed = layout.root.panels();
  if (placed.isEmpty()) placed = QStringList{other->objectName()};
  window.addDockWidget(Qt::TopDockWidgetArea, layout.root.panels().isEmpty() ? other : finder.first(layout.root),
                       Qt::Horizontal);
  split(window, finder, layout.root);
  tabify(window, finder, layout.root);
  QDockWidget* anchor = placed.contains(other->objectName()) ? other : finder.find(placed.front());
  for (QDockWidget* dock : docks) {
    if (!placed.contains(dock->objectName())) window.tabifyDockWidget(anchor, dock);
  }
  for (const FloatingPanel& panel : layout.floating) letFloat(finder, panel);
  for (QDockWidget* dock : docks) dock->setVisible(!layout.hidden.contains(dock->objectName()));
  applySizes(window, layout);
}

void applySizes(QMainWindow& window, const WindowLayout& layout) {
  const DockFinder finder(window);
  resize(window, finder, layout.root, areaOf(window).size());
  raiseFronts(finder, layout.root);  // Qt forgets which tab is in front when a window is shown
}

}  // namespace headlight
