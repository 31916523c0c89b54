#pragma once
// A figure that fills the room that there is, and is scrolled where it needs more height than that.

#include <QScrollArea>

#include "charts/figure/figure_canvas.h"
#include "charts/figure/panel_edge.h"

namespace headlight {

class ScrolledFigure : public InPanel<QScrollArea> {
  Q_OBJECT

 public:
  explicit ScrolledFigure(QWidget* parent);

  [[nodiscard]] FigureCanvas* canvas() const { return m_canvas; }
  /// Builds for an area; an area that is too low gives a figure as high as it must be. Null: the canvas's empty text.
  void setBuilder(FigureCanvas::Builder builder);
  /// What is drawn has changed.
  void rebuild();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  /// The canvas asks for the least height that the figure has at this width.
  void fit();

  FigureCanvas* m_canvas;
  FigureCanvas::Builder m_builder;
};

}  // namespace headlight
