#include "window/view_dock.h"

#include <QEvent>

#include "charts/look/badge.h"
#include "widgets/dock_title_bar.h"

namespace headlight {

ViewDock::ViewDock(const QString& name, const QString& what, QWidget* parent) : QDockWidget(parent), m_what(what) {
  setObjectName(name);
  m_title = new DockTitleBar(this);
  setTitleBarWidget(m_title);
  connect(m_title, &DockTitleBar::saveRequested, this, [this] { emit saveRequested(this); });
  connect(m_title, &DockTitleBar::enlargeRequested, this, [this] { emit enlargeRequested(this); });
  connect(m_title, &DockTitleBar::badgeClicked, this, &ViewDock::checkRequested);
}

std::optional<FigureData> ViewDock::currentFigure() const {
  return m_figure ? m_figure() : std::nullopt;
}

std::vector<FigureData> ViewDock::allFigures() const {
  std::vector<FigureData> figures;
  for (const FigureSourceFunction& source : {m_figure, m_secondFigure}) {
    if (auto figure = source ? source() : std::nullopt) figures.push_back(std::move(*figure));
  }
  return figures;
}

void ViewDock::showBadge(const Badge& badge) {
  m_badge = badge;
  m_title->setBadge(badgeText(badge), badgeToolTip(badge));
}

void ViewDock::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange && m_badge) showBadge(*m_badge);
  QDockWidget::changeEvent(event);
}

}  // namespace headlight
