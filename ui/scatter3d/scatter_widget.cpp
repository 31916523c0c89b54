#include "scatter3d/scatter_widget.h"

#include <algorithm>
#include <cmath>

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTimerEvent>
#include <QToolTip>

#include "scatter3d/gl_renderer.h"
#include "scatter3d/painter_renderer.h"
#include "session/plain_text.h"

namespace headlight::scatter3d {
namespace {

constexpr double kDegreesPerPixel = 0.4;
constexpr float kDegreesPerKey = 6;
constexpr float kZoomPerKey = 1.2F;
constexpr double kClickPixels = 4;  // a press that moves no further than this picks
constexpr int kFrameMilliseconds = 16;

}  // namespace

struct ScatterWidget::Private {
  Scene scene;
  Camera camera;
  QString emptyText;
  Backend backend = Backend::Automatic;
  std::unique_ptr<GlRenderer> renderer;
  bool rendererTried = false, pointsUploaded = false;

  // The picture, kept until scene, camera, size or theme change.
  bool stale = true;
  ProjectedScene projected;
  QImage image;
  std::vector<PlacedAxisName> axisNames;
  std::vector<PlacedLabel> labels;
  std::unique_ptr<LabelFonts> fonts;
  std::unique_ptr<LabelSizes> sizes;
  HaloCache halos;

  int hovered = -1;  // this and what follows: the mouse
  QPointF pressedAt, lastAt;
  bool dragging = false;
  bool inertiaOn = true;
  Inertia inertia;
  DragMode mode = DragMode::Turn;
  AreaSelection area;
  QElapsedTimer sinceMove;
  QBasicTimer spin;

  void makeRenderer() {
    if (rendererTried || backend == Backend::Painter) return;
    rendererTried = true;
    renderer = GlRenderer::create();
  }

  /// OpenGL's picture, or a null image for the painter to take over.
  QImage renderImage(qreal pixelRatio) {
    makeRenderer();
    if (!renderer) return {};
    if (!pointsUploaded) renderer->setPoints(scene);
    pointsUploaded = true;
    QImage picture = renderer->render(scene, camera, projected, pixelRatio);
    if (picture.isNull()) renderer.reset();  // the context was lost
    return picture;
  }

  static QImage paintImage(const Scene& scene, const ProjectedScene& projected, qreal pixelRatio) {
    QImage picture((projected.size * pixelRatio).toSize(), QImage::Format_RGB32);
    picture.setDevicePixelRatio(pixelRatio);
    QPainter painter(&picture);
    paintPoints(painter, scene, projected);
    return picture;
  }

  void refresh(const QWidget& widget) {
    if (!stale) return;
    stale = false;
    if (!fonts) {
      fonts = std::make_unique<LabelFonts>(widget.font());
      sizes = std::make_unique<LabelSizes>(scene, *fonts);
    }
    projected = projectScene(scene, camera, widget.size());
    image = renderImage(widget.devicePixelRatioF());
    if (image.isNull()) image = paintImage(scene, projected, widget.devicePixelRatioF());
    axisNames = layOutAxisNames(scene, projected, fonts->axis);
    std::vector<QRectF> taken;
    for (const PlacedAxisName& name : axisNames) taken.push_back(name.box);
    labels = layOutLabels(projected, std::ref(*sizes), {}, std::move(taken));
  }

  void paintRings(QPainter& painter) const {
    painter.setBrush(Qt::NoBrush);
    for (const ProjectedPoint& point : projected.points) {
      const bool selected = point.rank == Rank::Selected;
      if (!selected && !point.isChosen && point.index != hovered) continue;
      const double radius = static_cast<double>(point.radius) + 2.5;
      painter.setRenderHint(QPainter::Antialiasing);
      painter.setPen(QPen(selected || point.isChosen ? scene.colors.accent : scene.colors.text, selected ? 2 : 1.5));
      painter.drawEllipse(point.center, radius, radius);
    }
  }
};

ScatterWidget::ScatterWidget(QWidget* parent, Backend backend) : QWidget(parent), d(std::make_unique<Private>()) {
  d->backend = backend;
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Points in space"));
  setAccessibleDescription(
      tr("Drag to turn, drag with the right button to move, wheel to come nearer; with Ctrl a drag draws a box that "
         "chooses points, with Ctrl and Shift a lasso. Keys: A, D, W, S or Shift and the arrows turn, plus and minus "
         "zoom, R starts over, B and L choose by box or lasso, Escape ends that."));
}

ScatterWidget::~ScatterWidget() = default;

void ScatterWidget::setScene(Scene scene) {
  const bool sameLabels = scene.labels == d->scene.labels;
  d->scene = std::move(scene);
  if (!sameLabels) d->fonts.reset();
  d->pointsUploaded = false;
  if (d->hovered >= static_cast<int>(d->scene.points.size())) d->hovered = -1;
  invalidate();
}

const Scene& ScatterWidget::scene() const {
  return d->scene;
}

void ScatterWidget::setEmptyText(const QString& text) {
  d->emptyText = text;
  update();
}

const Camera& ScatterWidget::camera() const {
  return d->camera;
}

void ScatterWidget::setCamera(const Camera& camera) {
  if (camera == d->camera) return;
  d->camera = camera;
  invalidate();
  emit cameraChanged();
}

void ScatterWidget::setDragMode(DragMode mode) {
  if (mode == d->mode) return;
  d->mode = mode;
  setHovered(-1);
  setCursor(mode == DragMode::Turn ? Qt::ArrowCursor : Qt::CrossCursor);
  emit dragModeChanged(mode);
}

DragMode ScatterWidget::dragMode() const {
  return d->mode;
}

bool ScatterWidget::beginArea(const QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return false;
  const bool control = (event->modifiers() & Qt::ControlModifier) != 0;
  const bool shift = (event->modifiers() & Qt::ShiftModifier) != 0;
  if (d->mode == DragMode::Turn && !control) return false;
  const DragMode drawn = d->mode != DragMode::Turn ? d->mode : shift ? DragMode::Lasso : DragMode::Box;
  d->area.begin(drawn, control || shift, event->position());
  return true;
}

void ScatterWidget::endArea() {
  const QPolygonF outline = d->area.outline();
  d->area.cancel();
  update();
  d->refresh(*this);  // the scene may be newer than what was painted last
  emit areaChosen(pointsInside(d->projected, outline), d->area.adds());
}

/// True if the key was one of these.
bool ScatterWidget::keyOfModes(int key) {
  if (key == Qt::Key_Escape && d->area.isDrawing()) {
    d->area.cancel();
    update();
    return true;
  }
  if (key == Qt::Key_Escape && d->mode == DragMode::Turn) return false;
  const DragMode asked = key == Qt::Key_B ? DragMode::Box : key == Qt::Key_L ? DragMode::Lasso : DragMode::Turn;
  if (asked == DragMode::Turn && key != Qt::Key_Escape) return false;
  setDragMode(asked == d->mode ? DragMode::Turn : asked);
  return true;
}

void ScatterWidget::setInertia(bool on) {
  d->inertiaOn = on;
  if (!on) d->spin.stop();
}

std::optional<QPointF> ScatterWidget::pointPosition(int index) const {
  d->refresh(*this);
  for (const ProjectedPoint& point : d->projected.points) {
    if (point.index == index) return point.center;
  }
  return std::nullopt;
}

std::optional<int> ScatterWidget::pointAt(QPointF position) const {
  d->refresh(*this);
  for (const PlacedLabel& label : d->labels) {  // a label stands for its point
    if (label.box.contains(position)) return label.index;
  }
  return pickPoint(d->projected, position);
}

bool ScatterWidget::usesOpenGl() const {
  return d->renderer != nullptr;
}

QString ScatterWidget::backendDescription() const {
  return d->renderer ? d->renderer->description() : QStringLiteral("painter");
}

void ScatterWidget::invalidate() {
  d->stale = true;
  update();
}

void ScatterWidget::setHovered(int index) {
  if (index == d->hovered) return;
  d->hovered = index;
  setCursor(index >= 0 ? Qt::PointingHandCursor : d->mode == DragMode::Turn ? Qt::ArrowCursor : Qt::CrossCursor);
  update();
}

bool ScatterWidget::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto index = static_cast<std::size_t>(d->hovered);
    if (d->hovered >= 0 && index < d->scene.labels.size()) {
      QToolTip::showText(help->globalPos(), plainTip(d->scene.labels[index]), this);
    } else {
      QToolTip::hideText();
    }
    return true;
  }
  return QWidget::event(event);
}

void ScatterWidget::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (!painter.isActive()) return;  // there was no memory for the window's picture
  if (d->scene.points.empty()) {
    painter.fillRect(rect(), d->scene.colors.background);
    painter.setPen(d->scene.colors.quietText);
    painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, d->emptyText);
    return;
  }
  if (!qFuzzyCompare(d->image.devicePixelRatio(), devicePixelRatioF())) d->stale = true;  // moved to another screen
  d->refresh(*this);
  painter.drawImage(QPointF(0, 0), d->image);
  d->paintRings(painter);
  paintLabels(painter, d->scene, *d->fonts, d->axisNames, d->labels, &d->halos);
  d->area.paint(painter, d->scene.colors.accent);
  if (hasFocus()) {
    painter.setPen(QPen(d->scene.colors.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
  }
}

void ScatterWidget::resizeEvent(QResizeEvent*) {
  invalidate();
}

void ScatterWidget::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
    d->fonts.reset();
    invalidate();
  }
  QWidget::changeEvent(event);
}

void ScatterWidget::mousePressEvent(QMouseEvent* event) {
  d->spin.stop();
  d->inertia.stop();
  d->pressedAt = d->lastAt = event->position();
  d->dragging = false;
  d->sinceMove.start();
  beginArea(event);
  event->accept();
}

void ScatterWidget::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() == Qt::NoButton) {
    setHovered(pointAt(event->position()).value_or(-1));
    return;
  }
  const QPointF moved = event->position() - d->lastAt;
  const QPointF total = event->position() - d->pressedAt;
  if (!d->dragging && std::hypot(total.x(), total.y()) <= kClickPixels) return;
  d->dragging = true;
  if (d->area.isDrawing()) {
    d->area.moveTo(event->position());
    update();
    return;
  }
  d->lastAt = event->position();
  setHovered(-1);
  Camera camera = d->camera;
  const bool pan =
      (event->buttons() & (Qt::RightButton | Qt::MiddleButton)) != 0 || (event->modifiers() & Qt::ShiftModifier) != 0;
  if (pan) {
    camera.pan(moved, static_cast<float>(std::min(width(), height())));
  } else {
    const QPointF degrees = moved * kDegreesPerPixel;
    camera.orbit(static_cast<float>(-degrees.x()), static_cast<float>(degrees.y()));
    d->inertia.dragged(degrees, static_cast<double>(d->sinceMove.restart()) / 1000);
  }
  setCamera(camera);
}

void ScatterWidget::mouseReleaseEvent(QMouseEvent* event) {
  if (d->area.isDrawing() && d->dragging) {
    d->dragging = false;
    endArea();
    return;
  }
  d->area.cancel();
  if (!d->dragging && event->button() == Qt::LeftButton) {
    if (const std::optional<int> index = pointAt(event->position())) emit pointPicked(*index);
    return;
  }
  const bool stillMoving = d->dragging && d->sinceMove.elapsed() < 60;
  d->dragging = false;
  if (d->inertiaOn && stillMoving && d->inertia.isMoving()) {
    d->sinceMove.start();
    d->spin.start(kFrameMilliseconds, this);
  }
}

void ScatterWidget::leaveEvent(QEvent*) {
  setHovered(-1);
}

void ScatterWidget::wheelEvent(QWheelEvent* event) {
  if (event->modifiers() & Qt::ControlModifier) {  // the window's: zoom of the whole interface
    event->ignore();
    return;
  }
  Camera camera = d->camera;
  camera.zoom(std::pow(kZoomPerKey, static_cast<float>(event->angleDelta().y()) / 120.0F));
  setCamera(camera);
  event->accept();
}

void ScatterWidget::keyPressEvent(QKeyEvent* event) {
  Camera camera = d->camera;
  const bool shift = event->modifiers() == Qt::ShiftModifier;
  const bool plain = (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == 0;
  const int key = plain ? event->key() : 0;  // Ctrl +/- and the like belong to the window
  if (key == Qt::Key_A || (shift && key == Qt::Key_Left))
    camera.orbit(-kDegreesPerKey, 0);
  else if (key == Qt::Key_D || (shift && key == Qt::Key_Right))
    camera.orbit(kDegreesPerKey, 0);
  else if (key == Qt::Key_W || (shift && key == Qt::Key_Up))
    camera.orbit(0, kDegreesPerKey);
  else if (key == Qt::Key_S || (shift && key == Qt::Key_Down))
    camera.orbit(0, -kDegreesPerKey);
  else if (key == Qt::Key_Plus || key == Qt::Key_Equal)
    camera.zoom(kZoomPerKey);
  else if (key == Qt::Key_Minus)
    camera.zoom(1 / kZoomPerKey);
  else if (key == Qt::Key_R)
    camera.reset();
  else if (keyOfModes(key))
    return;
  else {
    event->ignore();  // Right, Left, Space and the rest step through the text
    return;
  }
  d->spin.stop();
  setCamera(camera);
}

void ScatterWidget::timerEvent(QTimerEvent* event) {
  if (event->timerId() != d->spin.timerId()) return QWidget::timerEvent(event);
  const QPointF degrees = d->inertia.advance(static_cast<double>(d->sinceMove.restart()) / 1000);
  Camera camera = d->camera;
  camera.orbit(static_cast<float>(-degrees.x()), static_cast<float>(degrees.y()));
  setCamera(camera);
  if (!d->inertia.isMoving() || !isVisible()) d->spin.stop();
}

}  // namespace headlight::scatter3d
