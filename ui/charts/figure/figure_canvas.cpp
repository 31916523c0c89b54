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

FigureCanvas::FigureCanvas(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
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

void FigureCanvas::ensureFigure() {
  if (!m_stale) return;
  m_stale = false;
  m_figure = {};  // should the builder throw, nothing of an earlier run is left
  if (m_builder) m_figure = m_builder(m_growing ? QSizeF(width(), 0) : QSizeF(size()));
  if (m_builder) setAccessibleDescription(m_figure.description);
}

/// The widget asks for the height that the figure came to have.
void FigureCanvas::grow() {
  if (width() <= 0) return;
  ensureFigure();
  const int height = m_builder ? static_cast<int>(std::ceil(m_figure.size.height())) : 0;
  if (height != minimumHeight()) setMinimumHeight(height);
}

double FigureCanvas::scale() const {
  if (m_figure.size.isEmpty()) return 1;
  const double fitting = std::min(width() / m_figure.size.width(), height() / m_figure.size.height());
  return std::min(1.0, fitting);
}

QPointF FigureCanvas::origin() const {
  const double share = scale();
  const double x = std::floor((width() - m_figure.size.width() * share) / 2);
  return {x, m_growing ? 0 : std::floor((height() - m_figure.size.height() * share) / 2)};
}

std::optional<FigureHit> FigureCanvas::hitAt(QPointF widgetPoint) {
  ensureFigure();
  return m_figure.hit((widgetPoint - origin()) / scale());
}

QPoint FigureCanvas::centerOf(FigureHit::Kind kind, int first, int second) {
  ensureFigure();
  return (origin() + m_figure.rectOf(kind, first, second).center() * scale()).toPoint();
}

QSize FigureCanvas::sizeHint() const {
  return {360, 320};
}

QSize FigureCanvas::minimumSizeHint() const {
  return {120, m_growing ? minimumHeight() : 96};
}

void FigureCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = currentTheme(this);
  painter.fillRect(rect(), theme.background);
  if (!m_builder) {
    painter.setPen(theme.quietText);
    painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    return;
  }
  ensureFigure();
  painter.translate(origin());
  painter.scale(scale(), scale());
  paintFigure(m_figure, painter);
  if (m_hover) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.text, 1));
    painter.drawRect(m_hover->rect);
  }
  if (hasFocus()) {
    painter.resetTransform();
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
  emit dragged(by / scale());
}

void FigureCanvas::wheelEvent(QWheelEvent* event) {
  const auto hit = m_builder ? hitAt(event->position()) : std::nullopt;
  if (!hit || !isSignalConnected(QMetaMethod::fromSignal(&FigureCanvas::wheelTurned))) {
    return QWidget::wheelEvent(event);
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
