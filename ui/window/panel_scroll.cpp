#include "window/panel_scroll.h"

#include <algorithm>

#include <QEvent>

namespace headlight {

namespace {

constexpr int kLetters = 20;  // of average width

}  // namespace

PanelScroll::PanelScroll(QWidget* content, QWidget* parent) : QScrollArea(parent) {
  setFrameShape(QFrame::NoFrame);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  setWidget(content);
  setFocusProxy(content);
}

QSize PanelScroll::sizeHint() const {
  return widget() != nullptr ? widget()->sizeHint() : QScrollArea::sizeHint();
}

QSize PanelScroll::minimumSizeHint() const {
  if (widget() == nullptr) return QScrollArea::minimumSizeHint();
  const QSize needed = widget()->minimumSizeHint().expandedTo(widget()->minimumSize());
  return {std::min(needed.width(), kLetters * fontMetrics().averageCharWidth()), needed.height()};
}

bool PanelScroll::eventFilter(QObject* watched, QEvent* event) {
  const bool goesOn = QScrollArea::eventFilter(watched, event);
  if (watched == widget() && event->type() == QEvent::LayoutRequest) {
    updateGeometry();
    fit();
  }
  return goesOn;
}

void PanelScroll::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  fit();
}

void PanelScroll::fit() {
  if (widget() == nullptr) return;
  const int needed = std::max(widget()->minimumSizeHint().width(), widget()->minimumWidth());
  widget()->resize(std::max(viewport()->width(), needed), viewport()->height());
}

}  // namespace headlight
