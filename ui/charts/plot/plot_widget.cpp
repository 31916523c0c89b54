#include "charts/plot/plot_widget.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>

#include "charts/look/theme.h"
#include "charts/plot/plot_axes.h"

namespace headlight {
namespace {

constexpr double kKeyZoom = 1.25;
constexpr double kKeyPan = 0.1;  // of what is shown

}  // namespace

struct PlotWidget::Private {
  QCustomPlot* plot = nullptr;
  QVBoxLayout* rows = nullptr;
  ZoomedAxes axes;
  std::optional<QPoint> pressed;  ///< where the left button went down
};

PlotWidget::PlotWidget(QWidget* parent) : InPanel(parent), d(std::make_unique<Private>()) {
  setFocusPolicy(Qt::StrongFocus);
  d->plot = new InPanel<QCustomPlot>(this);
  d->plot->setObjectName(QStringLiteral("plot"));
  d->plot->setMinimumSize(0, 0);
  d->plot->setFocusPolicy(Qt::NoFocus);
  d->plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  d->plot->setAutoAddPlottableToLegend(false);
  d->rows = new QVBoxLayout(this);
  d->rows->setContentsMargins(1, 1, 1, 1);  // the frame of the focus
  d->rows->setSpacing(0);
  d->rows->addWidget(d->plot, 1);
  connectPlot();
}

PlotWidget::~PlotWidget() = default;

void PlotWidget::connectPlot() {
  connectGuarded(d->plot, &QCustomPlot::mousePress, [this](QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) d->pressed = event->pos();
  });
  connectGuarded(d->plot, &QCustomPlot::mouseMove, [this](QMouseEvent* event) {
    const bool moves = event->buttons() & Qt::LeftButton;
    pointerMoved(moves ? std::nullopt : std::optional(event->position()), event->globalPosition().toPoint());
  });
  connectGuarded(d->plot, &QCustomPlot::mouseRelease, [this](QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !d->pressed) return;
    const bool isClick = (event->pos() - *d->pressed).manhattanLength() < QApplication::startDragDistance();
    d->pressed.reset();
    if (isClick) clickedAt(event->position());
  });
  connectGuarded(d->plot, &QCustomPlot::mouseDoubleClick, [this](QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) showAll();
  });
}

QCustomPlot* PlotWidget::plot() const {
  return d->plot;
}

QVBoxLayout* PlotWidget::rows() const {
  return d->rows;
}

double PlotWidget::fontSize() const {
  return fontInfo().pixelSize();
}

void PlotWidget::setWhole(QCPAxis* axis, double low, double high) {
  d->axes.setWhole(axis, {low, high});
}

void PlotWidget::forgetAxes() {
  d->axes.clear();
}

void PlotWidget::zoomBy(double factor) {
  d->axes.zoomBy(factor);
  replot();
}

void PlotWidget::panBy(double widths, double heights) {
  d->axes.panBy(widths, heights);
  replot();
}

void PlotWidget::showAll() {
  d->axes.showAll();
  replot();
}

bool PlotWidget::isZoomed() const {
  return d->axes.isZoomed();
}

/// A queued replot would repaint the window by itself, a second time in every step.
void PlotWidget::replot() {
  d->plot->replot(QCustomPlot::rpQueuedRefresh);
}

void PlotWidget::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) applyTheme();
  if (event->type() == QEvent::LanguageChange) applyTexts();
}

void PlotWidget::keyPressEvent(QKeyEvent* event) {
  const bool isCommand = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
  const bool isSideways = (event->modifiers() & Qt::ShiftModifier) && isZoomed();
  const int key = isCommand ? 0 : event->key();
  if (key == Qt::Key_Plus || key == Qt::Key_Equal) return zoomBy(kKeyZoom);
  if (key == Qt::Key_Minus) return zoomBy(1 / kKeyZoom);
  if (key == Qt::Key_0) return showAll();
  if (key == Qt::Key_Up && isZoomed()) return panBy(0, kKeyPan);
  if (key == Qt::Key_Down && isZoomed()) return panBy(0, -kKeyPan);
  if (key == Qt::Key_Left && isSideways) return panBy(-kKeyPan, 0);
  if (key == Qt::Key_Right && isSideways) return panBy(kKeyPan, 0);
  QWidget::keyPressEvent(event);
}

void PlotWidget::leaveEvent(QEvent* event) {
  QWidget::leaveEvent(event);
  QToolTip::hideText();
  pointerMoved(std::nullopt, {});
}

void PlotWidget::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = currentTheme(this);
  painter.fillRect(rect(), theme.background);
  if (!hasFocus()) return;
  painter.setPen(QPen(theme.accent, 1, Qt::DotLine));
  painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

}  // namespace headlight
