#include "charts/figure/figure_canvas.h"

#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QEvent>
#include <QHelpEvent>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include "charts/figure/figure_render.h"
#include "charts/figure/panel_edge.h"
#include "charts/look/theme.h"
#include "session/plain_text.h"

namespace headlight {

FigureCanvas::FigureCanvas(QWidget* parent) : QWidget(parent), m_scroll(new FigureScroll(this)) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  connect(m_scroll, &FigureScroll::moved, this, [this] {
    leaveEvent(nullptr);  // what was under the pointer has moved away
    update();
  });
}

void FigureCanvas::setBuilder(Builder builder) {
  m_builder = std::move(builder);
  m_hover.reset();
  rebuild();
}

void FigureCanvas::setToolTips(ToolTip toolTip) {
  m_toolTip = std::move(toolTip);
}

void FigureCanvas::setEmptyText(const QString& text) {
  m_emptyText = text;
  update();
}

void FigureCanvas::setGrowing(bool growing) {
  m_growing = growing;
  rebuild();
}

void FigureCanvas::rebuild() {
  m_stale = true;
  if (m_growing) grow();
  update();
}

const Figure& FigureCanvas::figure() {
  ensureFigure();
  return m_figure;
}

/// A figure that is too large is built once more for the room that its scroll bars leave.
void FigureCanvas::ensureFigure() {
  if (!m_stale) return;
  m_stale = false;
  m_figure = {};  // should the builder throw, nothing of an earlier run is left
  if (!m_builder) return m_scroll->hide();
  m_figure = m_builder(m_growing ? QSizeF(width(), 0) : QSizeF(size()));
  m_scroll->fit(m_growing ? QSizeF() : m_figure.size);
  if (m_scroll->isNeeded()) {
    m_figure = m_builder(m_scroll->room());
    m_scroll->fit(m_figure.size);
    // Not at every build: what was scrolled to by hand stays until something else is selected or the room changes.
    const bool isOther = m_figure.selected != m_broughtIn || m_scroll->room() != m_roomThen;
    if (isOther && !m_figure.selected.isNull()) m_scroll->show(m_figure.selected);
    m_broughtIn = m_figure.selected;
    m_roomThen = m_scroll->room();
  }
  setAccessibleDescription(m_figure.description);
}

/// The widget asks for the least width of the figure, and for the height that it came to have.
void FigureCanvas::grow() {
  if (width() <= 0) return;
  setMinimumWidth(m_builder ? static_cast<int>(std::ceil(m_builder(QSizeF(1, 0)).size.width())) : 0);
  ensureFigure();
  const int height = m_builder ? static_cast<int>(std::ceil(m_figure.size.height())) : 0;
  if (height != minimumHeight()) setMinimumHeight(height);
}

/// What fits stands in the middle.
QPointF FigureCanvas::origin() const {
  const QSizeF room = m_scroll->room(), drawn = m_figure.size;
  const double x = std::max(0.0, std::floor((room.width() - drawn.width()) / 2));
  const double y = m_growing ? 0 : std::max(0.0, std::floor((room.height() - drawn.height()) / 2));
  return QPointF(x, y) - m_scroll->offset();
}

bool FigureCanvas::isScrolled() {
  ensureFigure();
  return m_scroll->isNeeded();
}

void FigureCanvas::ensureVisible(FigureHit::Kind kind, int first, int second) {
  ensureFigure();
  if (const QRectF part = m_figure.rectOf(kind, first, second); !part.isNull()) m_scroll->show(part);
}

std::optional<FigureHit> FigureCanvas::hitAt(QPointF widgetPoint) {
  ensureFigure();
  return m_figure.hit(widgetPoint - origin());
}

QPoint FigureCanvas::centerOf(FigureHit::Kind kind, int first, int second) {
  ensureVisible(kind, first, second);
  return (origin() + m_figure.rectOf(kind, first, second).center()).toPoint();
}

QSize FigureCanvas::sizeHint() const {
  return {360, 320};
}

QSize FigureCanvas::minimumSizeHint() const {
  return {120, m_growing ? minimumHeight() : 96};
}

void FigureCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (!painter.isActive()) return;  // there was no memory for the window's picture
  const Theme& theme = currentTheme(this);
  painter.fillRect(rect(), theme.background);
  if (!m_builder) {
    painter.setPen(theme.quietText);
    painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    return;
  }
  ensureFigure();
  painter.setClipRect(QRectF(QPointF(), m_scroll->room()));
  painter.translate(origin());
  paintFigure(m_figure, painter);
  if (m_hover) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.text, 1));
    painter.drawRect(m_hover->rect);
  }
  if (hasFocus()) {
    painter.resetTransform();
    painter.setClipping(false);
    painter.setPen(QPen(theme.accent, 1, Qt::DotLine));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
  }
}

void FigureCanvas::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (m_growing && event->oldSize().width() == event->size().width()) return;
  rebuild();
}

void FigureCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !m_builder) return QWidget::mousePressEvent(event);
  m_isDragging = false;
  if (m_draggable) {
    m_pressed = event->position();
  } else if (const auto hit = hitAt(event->position())) {
    emit clicked(*hit);
  }
}

void FigureCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !m_pressed) return QWidget::mouseReleaseEvent(event);
  m_pressed.reset();
  if (m_isDragging) {
    m_isDragging = false;
    setCursor(Qt::ArrowCursor);
  } else if (const auto hit = hitAt(event->position())) {
    emit clicked(*hit);
  }
}

void FigureCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && m_builder) emit doubleClicked();
}

void FigureCanvas::drag(QPointF position) {
  const QPointF by = position - *m_pressed;
  if (!m_isDragging && by.manhattanLength() < QApplication::startDragDistance()) return;
  m_isDragging = true;
  m_pressed = position;
  QToolTip::hideText();
  setCursor(Qt::ClosedHandCursor);
  if (m_scroll->isNeeded()) return m_scroll->moveBy(-by);
  emit dragged(by);
}

void FigureCanvas::wheelEvent(QWheelEvent* event) {
  const auto hit = m_builder ? hitAt(event->position()) : std::nullopt;
  if (!hit || !isSignalConnected(QMetaMethod::fromSignal(&FigureCanvas::wheelTurned))) {
    return m_builder && m_scroll->isNeeded() ? m_scroll->turn(event) : QWidget::wheelEvent(event);
  }
  constexpr int kNotch = 120;
  m_wheel += event->angleDelta().y();
  if (const int notches = m_wheel / kNotch; notches != 0) {
    m_wheel -= notches * kNotch;
    emit wheelTurned(*hit, notches);
  }
  event->accept();
}

void FigureCanvas::contextMenuEvent(QContextMenuEvent* event) {
  if (!m_builder || !isSignalConnected(QMetaMethod::fromSignal(&FigureCanvas::menuRequested))) {
    return QWidget::contextMenuEvent(event);
  }
  const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
  emit menuRequested(byKey ? std::nullopt : hitAt(event->pos()),
                     byKey ? mapToGlobal(rect().center()) : event->globalPos());
}

void FigureCanvas::mouseMoveEvent(QMouseEvent* event) {
  if (!m_builder) return;
  if (m_pressed && (event->buttons() & Qt::LeftButton)) return drag(event->position());
  const auto hit = hitAt(event->position());
  if (hit == m_hover) return;
  m_hover = hit;
  setCursor(hit ? Qt::PointingHandCursor : Qt::ArrowCursor);
  // The value follows the pointer without the wait of ordinary tool tips: it is what one moves here for.
  if (hit && m_toolTip) QToolTip::showText(event->globalPosition().toPoint(), plainTip(m_toolTip(*hit)), this);
  if (!hit) QToolTip::hideText();
  update();
  emit hovered(hit);
}

void FigureCanvas::leaveEvent(QEvent*) {
  if (!m_hover) return;
  m_hover.reset();
  update();
  emit hovered(std::nullopt);
}

void FigureCanvas::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  const auto type = event->type();
  if (type == QEvent::PaletteChange || type == QEvent::FontChange || type == QEvent::LanguageChange) rebuild();
}

bool FigureCanvas::event(QEvent* event) {
  bool isHandled = true;
  guardedByPanel(this, [&] { isHandled = handle(event); });
  return isHandled;
}

bool FigureCanvas::handle(QEvent* event) {
  if (event->type() == QEvent::ToolTip && m_builder && m_toolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto hit = hitAt(help->pos())) QToolTip::showText(help->globalPos(), plainTip(m_toolTip(*hit)), this);
    return true;
  }
  return QWidget::event(event);
}

}  // namespace headlight
