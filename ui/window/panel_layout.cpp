#include "window/panel_layout.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <QAction>
#include <QMainWindow>
#include <QStringList>
#include <QTabBar>
#include <QWindow>

#include "widgets/dock_title_bar.h"
#include "window/dock_tree.h"
#include "window/view_dock.h"

namespace headlight {
namespace {

constexpr int kFewLines = 28;  ///< of text in the window's height

using Place = PanelRow::Place;

/// These come with compare mode or from the menu: with them as tabs behind the middle panel, no tab had room for its
/// name.
bool isForComparing(const ViewDock& dock) {
  return dock.row().place == Place::Comparing;
}

bool isTab(const ViewDock& dock) {
  return isForComparing(dock) || dock.row().place == Place::BehindMiddle;
}

QStringList namesOf(const std::vector<ViewDock*>& docks) {
  QStringList names;
  for (const ViewDock* dock : docks) names.append(dock->objectName());
  return names;
}

LayoutPart place(double share, const QStringList& tabs) {
  LayoutPart part;
  part.share = share;
  part.tabs = tabs;
  return part;
}

bool isBelow(const ViewDock& lower, const ViewDock& upper) {
  const bool areThere = lower.isVisible() && upper.isVisible() && !lower.isFloating() && !upper.isFloating();
  return areThere && lower.x() == upper.x() && lower.width() == upper.width() && lower.y() > upper.y();
}

}  // namespace

PanelLayout::PanelLayout(QMainWindow* window, std::vector<ViewDock*> docks)
    : QObject(window), m_window(window), m_docks(std::move(docks)) {
  m_roomTimer.setSingleShot(true);
  connect(&m_roomTimer, &QTimer::timeout, this, &PanelLayout::makeRoom);
  for (ViewDock* dock : m_docks) {
    connect(dock, &ViewDock::enlargeRequested, this,
            [this](ViewDock* asked) { setEnlarged(asked == m_enlarged ? nullptr : asked); });
    // The menu of panels hides the only one: the others come back, or the window would be empty.
    connect(dock->toggleViewAction(), &QAction::triggered, this, [this, dock](bool shown) {
      if (shown || dock != m_enlarged) return;
      setEnlarged(nullptr);
      dock->hide();
    });
  }
}

ViewDock* PanelLayout::at(Place place) const {
  const auto found = std::find_if(m_docks.begin(), m_docks.end(),
                                  [place](const ViewDock* dock) { return dock->row().place == place; });
  return found == m_docks.end() ? nullptr : *found;
}

QByteArray PanelLayout::toKeep() const {
  if (!m_before.isEmpty()) return m_keptBefore;
  const bool untouched = areTabbed() && hidden() == m_hiddenWhenTabbed;
  return untouched && !m_spread.isEmpty() ? m_keptSpread : toBytes(present());
}

const WindowLayout& PanelLayout::present() const {
  m_known = readLayout(*m_window, {m_docks.begin(), m_docks.end()}, m_known);
  return m_known;
}

bool PanelLayout::areTabbed() const {
  return m_window->tabifiedDockWidgets(at(Place::Left)).contains(at(Place::BelowLeft));
}

void PanelLayout::setEnlarged(ViewDock* dock) {
  if (dock == m_enlarged) return;
  if (dock) {
    fillWith({dock}, dock);
    markEnlarged(dock);
    emit changed();
  } else {
    giveBack();
  }
}

void PanelLayout::setComparing(bool on) {
  if (on == isComparing()) return;
  if (on) {
    std::vector<ViewDock*> those;
    std::copy_if(m_docks.begin(), m_docks.end(), std::back_inserter(those),
                 [](const ViewDock* dock) { return isForComparing(*dock); });
    markEnlarged(nullptr);
    fillWith(those, those.front());
    emit changed();
  } else {
    giveBack();
  }
}

void PanelLayout::fillWith(const std::vector<ViewDock*>& docks, ViewDock* front) {
  if (m_before.isEmpty()) {
    m_keptBefore = toKeep();
    m_before = m_window->saveState();
    m_raisedBefore = raised();
  }
  front->setFloating(false);
  for (ViewDock* dock : docks) {
    if (dock == front) continue;
    dock->setFloating(false);
    m_window->tabifyDockWidget(front, dock);
  }
  for (ViewDock* dock : m_docks) dock->setVisible(std::find(docks.begin(), docks.end(), dock) != docks.end());
  front->raise();
  front->widget()->setFocus();
  followRoom();
  emit broughtToFront(front);
}

void PanelLayout::giveBack() {
  const std::vector<ViewDock*> front = std::exchange(m_raisedBefore, {});
  const QByteArray before = std::exchange(m_before, {});
  forgetBefore();
  apply(before);
  for (ViewDock* dock : front) dock->raise();
}

void PanelLayout::forgetBefore() {
  m_before.clear();
  m_raisedBefore.clear();
  markEnlarged(nullptr);
}

void PanelLayout::markEnlarged(ViewDock* dock) {
  m_enlarged = dock;
  for (ViewDock* each : m_docks) each->titleBar()->setEnlarged(each == dock);
}

void PanelLayout::followRoom() {
  m_roomTimer.start(0);
}

void PanelLayout::makeRoom() {
  // Qt makes tab bars as they are needed, and would cut the names to "A…".
  for (QTabBar* bar : m_window->findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly)) {
    bar->setElideMode(Qt::ElideNone);
    bar->setUsesScrollButtons(true);
  }
  if (!m_before.isEmpty() || !m_window->isVisible()) return;
  if (std::exchange(m_sizesAreDue, false)) {
    applySizes(*m_window, m_known);
    liftFloating();
  }
  ViewDock* embedding = at(Place::Left);
  ViewDock* tokens = at(Place::BelowLeft);
  const bool few = m_window->height() < kFewLines * m_window->fontMetrics().height();
  const bool tabbed = areTabbed();
  if (few && !tabbed && isBelow(*tokens, *embedding)) {
    m_keptSpread = toBytes(present());
    m_spread = m_window->saveState();
    m_hiddenWhenTabbed = hidden();
    m_window->tabifyDockWidget(embedding, tokens);
    embedding->raise();
  } else if (!few) {
    const QByteArray spread = std::exchange(m_spread, {});
    if (tabbed && !spread.isEmpty()) spreadOut(spread);
  }
}

/// A floating panel that was shown before the window had one of the desktop's windows does not belong to it, and would
/// be behind it.
void PanelLayout::liftFloating() {
  for (ViewDock* dock : m_docks) {
    if (!dock->isFloating() || !dock->isVisible() || dock->windowHandle() == nullptr) continue;
    dock->windowHandle()->setTransientParent(m_window->windowHandle());
    dock->raise();
  }
}

/// Qt has no way to take a tab out again but to drag it, so the layout before it is restored, and then what the user
/// showed and hid since.
void PanelLayout::spreadOut(const QByteArray& layout) {
  const std::vector<ViewDock*> front = raised();
  const std::vector<bool> now = hidden();
  apply(layout);
  for (std::size_t i = 0; i < m_docks.size(); ++i) {
    if (now[i] != m_hiddenWhenTabbed[i]) m_docks[i]->setVisible(!now[i]);
  }
  for (ViewDock* dock : front) dock->raise();
}

std::vector<bool> PanelLayout::hidden() const {
  std::vector<bool> are;
  for (const ViewDock* dock : m_docks) are.push_back(dock->isHidden());
  return are;
}

/// No tab behind another: a stored layout does not say which tab is in front.
std::vector<ViewDock*> PanelLayout::raised() const {
  std::vector<ViewDock*> are;
  for (ViewDock* dock : m_docks) {
    if (!dock->visibleRegion().isEmpty()) are.push_back(dock);
  }
  return are;
}

bool PanelLayout::restore(const QByteArray& layout) {
  auto read = layoutFrom(layout, namesOf(m_docks));
  if (!read) return false;
  // A layout of an earlier version does not know the newer docks: they stand as tabs behind the middle panel.
  QStringList placed = read->root.panels();
  for (const FloatingPanel& panel : read->floating) placed.append(panel.panel);
  for (const ViewDock* dock : m_docks) {
    const bool isNewer = !placed.contains(dock->objectName()) && !read->hidden.contains(dock->objectName());
    if (isNewer && (isForComparing(*dock) || read->hidden.contains(at(Place::Middle)->objectName())))
      read->hidden.append(dock->objectName());
  }
  build(std::move(*read));
  return true;
}

/// Of Qt's own bytes, from this run of the program.
void PanelLayout::apply(const QByteArray& state) {
  if (state.isEmpty() || !m_window->restoreState(state)) return;
  forgetBefore();
  followRoom();
  emit changed();
}

void PanelLayout::reset() {
  build(usual());
}

void PanelLayout::build(WindowLayout layout) {
  forgetBefore();
  m_spread.clear();  // what the user asks for is no tab for want of room
  buildLayout(*m_window, {m_docks.begin(), m_docks.end()}, at(Place::Middle), layout);
  m_known = std::move(layout);
  m_sizesAreDue = true;
  followRoom();
  emit changed();
}

WindowLayout PanelLayout::usual() const {
  const auto nameAt = [this](Place where) { return at(where)->objectName(); };
  LayoutPart left;
  left.share = 0.30;
  left.across = false;
  left.parts = {place(0.68, {nameAt(Place::Left)}), place(0.32, {nameAt(Place::BelowLeft)})};
  LayoutPart middle = place(0.42, {nameAt(Place::Middle)});
  middle.front = nameAt(Place::Middle);
  for (const ViewDock* dock : m_docks) {
    if (isTab(*dock)) middle.tabs.append(dock->objectName());
  }
  WindowLayout layout;
  layout.root.parts = {std::move(left), std::move(middle), place(0.28, {nameAt(Place::Right)})};
  for (const ViewDock* dock : m_docks) {
    if (isForComparing(*dock)) layout.hidden.append(dock->objectName());
  }
  return layout;
}

}  // namespace headlight
