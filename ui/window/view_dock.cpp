#include "window/view_dock.h"

#include <QContextMenuEvent>
#include <QEvent>

#include "charts/look/badge.h"
#include "views/panel_row.h"
#include "views/snapshot_view.h"
#include "widgets/dock_title_bar.h"
#include "window/panel_scroll.h"

namespace headlight {

ViewDock::ViewDock(const PanelRow& row, Session* session, QWidget* parent)
    : QDockWidget(parent), m_row(row), m_view(row.make(session, this)) {
  setObjectName(QString::fromLatin1(row.name) + QStringLiteral("Dock"));
  m_title = new DockTitleBar(this);  // its buttons take their names from the dock
  setTitleBarWidget(m_title);
  setWidget(new PanelScroll(m_view, this));
  connect(m_title, &DockTitleBar::saveRequested, this, [this] { emit saveRequested(this); });
  connect(m_title, &DockTitleBar::enlargeRequested, this, [this] { emit enlargeRequested(this); });
  connect(m_title, &DockTitleBar::badgeClicked, this, &ViewDock::checkRequested);
  connect(this, &QDockWidget::visibilityChanged, m_view, &SnapshotView::setInFront);
  connect(m_view, &SnapshotView::badgeChanged, this, &ViewDock::showBadge);
}

std::optional<FigureData> ViewDock::currentFigure() const {
  std::optional<FigureData> figure;
  m_view->catchUp();
  m_view->guarded([&] { figure = m_view->currentFigure(); });
  return figure;
}

std::vector<FigureData> ViewDock::allFigures() const {
  std::vector<FigureData> figures;
  m_view->catchUp();
  m_view->guarded([&] {
    if (auto figure = m_view->currentFigure()) figures.push_back(std::move(*figure));
    if (auto figure = m_view->secondFigure()) figures.push_back(std::move(*figure));
  });
  return figures;
}

void ViewDock::showBadge(const Badge& badge) {
  m_badge = badge;
  m_title->setBadge(badgeText(badge), badgeToolTip(badge));
}

/// Of a figure that has no menu of its own: what can be done with every figure.
void ViewDock::contextMenuEvent(QContextMenuEvent* event) {
  if (!m_view->rect().contains(m_view->mapFrom(this, event->pos()))) return QDockWidget::contextMenuEvent(event);
  emit menuRequested(this, event->globalPos());
  event->accept();
}

void ViewDock::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange && m_badge) showBadge(*m_badge);
  QDockWidget::changeEvent(event);
}

}  // namespace headlight
