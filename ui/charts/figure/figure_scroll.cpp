#include "charts/figure/figure_scroll.h"

#include <algorithm>
#include <cmath>

#include <QScrollBar>
#include <QWheelEvent>

namespace headlight {
namespace {

constexpr double kSpare = 1.5;  // pixels that may be missing: sizes of figures are rounded up

/// One line of the scrolled content a notch, about.
void setRange(QScrollBar* bar, double whole, double seen) {
  bar->setRange(0, std::max(0, static_cast<int>(std::ceil(whole - seen))));
  bar->setPageStep(std::max(1, static_cast<int>(seen)));
  bar->setSingleStep(bar->fontMetrics().height());
}

void bring(QScrollBar* bar, double from, double to, double seen) {
  const double low = to - seen, high = from;
  if (bar->value() > high) bar->setValue(static_cast<int>(std::floor(high)));
  if (bar->value() < low) bar->setValue(static_cast<int>(std::ceil(std::min(low, high))));
}

}  // namespace

FigureScroll::FigureScroll(QWidget* host)
    : QObject(host),
      m_host(host),
      m_across(new QScrollBar(Qt::Horizontal, host)),
      m_down(new QScrollBar(Qt::Vertical, host)) {
  for (QScrollBar* bar : {m_across, m_down}) {
    bar->setCursor(Qt::ArrowCursor);
    bar->hide();
    connect(bar, &QScrollBar::valueChanged, this, &FigureScroll::moved);
  }
}

void FigureScroll::fit(QSizeF figure) {
  m_figure = figure;
  const QSizeF all(m_host->size());
  m_isAcross = figure.width() > all.width() + kSpare;
  m_isDown = figure.height() > all.height() - (m_isAcross ? m_across->sizeHint().height() : 0) + kSpare;
  m_isAcross = figure.width() > all.width() - (m_isDown ? m_down->sizeHint().width() : 0) + kSpare;
  setRange(m_across, m_isAcross ? figure.width() : 0, room().width());
  setRange(m_down, m_isDown ? figure.height() : 0, room().height());
  const bool isRight = m_across->isVisibleTo(m_host) == m_isAcross && m_down->isVisibleTo(m_host) == m_isDown;
  if (m_isDue || (isRight && !isNeeded())) return;
  m_isDue = true;  // later: the host may be under the painter's hand
  QMetaObject::invokeMethod(this, &FigureScroll::place, Qt::QueuedConnection);
}

void FigureScroll::place() {
  m_isDue = false;
  const QSize seen = room().toSize();
  m_across->setGeometry(0, seen.height(), seen.width(), m_across->sizeHint().height());
  m_down->setGeometry(seen.width(), 0, m_down->sizeHint().width(), seen.height());
  m_across->setVisible(m_isAcross);
  m_down->setVisible(m_isDown);
}

QSizeF FigureScroll::room() const {
  return {std::max(1.0, double(m_host->width()) - (m_isDown ? m_down->sizeHint().width() : 0)),
          std::max(1.0, double(m_host->height()) - (m_isAcross ? m_across->sizeHint().height() : 0))};
}

QPointF FigureScroll::offset() const {
  return {double(m_isAcross ? m_across->value() : 0), double(m_isDown ? m_down->value() : 0)};
}

void FigureScroll::turn(QWheelEvent* event) {
  (m_isDown ? m_down : m_across)->event(event);  // not sent: at its end the bar would pass it back to the host
}

void FigureScroll::moveBy(QPointF by) {
  m_across->setValue(m_across->value() + static_cast<int>(std::lround(by.x())));
  m_down->setValue(m_down->value() + static_cast<int>(std::lround(by.y())));
}

void FigureScroll::show(const QRectF& part) {
  if (m_isAcross) bring(m_across, part.left(), part.right(), room().width());
  if (m_isDown) bring(m_down, part.top(), part.bottom(), room().height());
}

}  // namespace headlight
