#include "views/recurrent/scrolled_figure.h"

#include <cmath>

namespace headlight {

ScrolledFigure::ScrolledFigure(QWidget* parent) : InPanel(parent), m_canvas(new FigureCanvas(this)) {
  setWidget(m_canvas);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
}

void ScrolledFigure::setBuilder(FigureCanvas::Builder builder) {
  m_builder = std::move(builder);
  m_canvas->setBuilder(m_builder);
  fit();
}

void ScrolledFigure::rebuild() {
  fit();
  m_canvas->rebuild();
}

void ScrolledFigure::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  guardedByPanel(this, [this] { fit(); });  // the viewport's events do not come through event()
}

void ScrolledFigure::fit() {
  const int width = viewport()->width();
  const QSizeF needed = m_builder && width > 0 ? m_builder(QSizeF(width, 1)).size : QSizeF(0, 0);
  const bool isWider = needed.width() > width;
  m_canvas->setMinimumSize(isWider ? static_cast<int>(std::ceil(needed.width())) : 0,
                           static_cast<int>(std::ceil(needed.height())));
}

}  // namespace headlight
