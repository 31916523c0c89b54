#pragma once
// A view in its dock, with the title bar that carries its badge and its save button.

#include <functional>
#include <optional>
#include <vector>

#include <QDockWidget>

#include "figures/figure_data.h"

namespace headlight {

class DockTitleBar;

class ViewDock : public QDockWidget {
  Q_OBJECT

 public:
  using FigureSourceFunction = std::function<std::optional<FigureData>()>;

  /// `name` is the object name ("attentionDock"), `what` the word of `headlight export --what`.
  ViewDock(const QString& name, const QString& what, QWidget* parent);

  /// `View` has currentFigure() and the signal badgeChanged(const headlight::Badge&).
  template <class View>
  void setView(View* view) {
    setWidget(view);
    m_figure = [view] { return view->currentFigure(); };
    if constexpr (requires { view->headsFigureNow(); }) m_secondFigure = [view] { return view->headsFigureNow(); };
    if constexpr (requires { view->secondFigure(); }) m_secondFigure = [view] { return view->secondFigure(); };
    if constexpr (requires { view->setInFront(true); }) {
      connect(this, &QDockWidget::visibilityChanged, view, [view](bool isSeen) { view->setInFront(isSeen); });
    }
    connect(view, &View::badgeChanged, this, &ViewDock::showBadge);
  }

  [[nodiscard]] QString what() const { return m_what; }
  [[nodiscard]] std::optional<FigureData> currentFigure() const;
  /// With the sheet of all heads, or the other page, where the view has one.
  [[nodiscard]] std::vector<FigureData> allFigures() const;
  [[nodiscard]] DockTitleBar* titleBar() const { return m_title; }
  void showBadge(const headlight::Badge& badge);

 signals:
  void saveRequested(headlight::ViewDock* dock);
  void checkRequested();
  void enlargeRequested(headlight::ViewDock* dock);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QString m_what;
  DockTitleBar* m_title;
  FigureSourceFunction m_figure;
  FigureSourceFunction m_secondFigure;
  std::optional<Badge> m_badge;
};

}  // namespace headlight
