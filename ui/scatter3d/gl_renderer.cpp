#include "scatter3d/gl_renderer.h"

#include <array>
#include <cmath>
#include <cstddef>

#include <QFile>
#include <QOffscreenSurface>
#include <QOpenGLBuffer>
#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>
#include <QOpenGLFramebufferObject>
#include <QOpenGLShaderProgram>
#include <QOpenGLVertexArrayObject>
#include <QVector2D>

namespace headlight::scatter3d {
namespace {

// Of desktop OpenGL; absent from the headers of OpenGL ES.
constexpr GLenum kProgramPointSize = 0x8642;
constexpr GLenum kBgra = 0x80E1;
constexpr GLenum kUnsignedInt8888Reversed = 0x8367;

struct PointVertex {
  float x, y, z;
  float r, g, b, a;
  float diameter;
  float fogShare;
};

struct LineVertex {
  float x, y;
  float r, g, b, a;
  float across;
  float halfWidth;
};

QSurfaceFormat wantedFormat() {
  QSurfaceFormat format;
  if (QOpenGLContext::openGLModuleType() == QOpenGLContext::LibGLES) {
    format.setRenderableType(QSurfaceFormat::OpenGLES);
    format.setVersion(3, 0);
  } else {
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 3);
    format.setProfile(QSurfaceFormat::CoreProfile);
  }
  return format;
}

bool isRecentEnough(const QOpenGLContext& context) {
  const auto version = context.format().version();
  return context.isOpenGLES() ? version >= std::pair(3, 0) : version >= std::pair(3, 3);
}

QByteArray shaderSource(const char* name, bool es) {
  QFile file(QStringLiteral(":/shaders/") + QLatin1String(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  const QByteArray head = es ? "#version 300 es\nprecision highp float;\n" : "#version 330 core\n";
  return head + file.readAll();
}

bool build(QOpenGLShaderProgram& program, const char* vertex, const char* fragment, bool es) {
  return program.addShaderFromSourceCode(QOpenGLShader::Vertex, shaderSource(vertex, es)) &&
         program.addShaderFromSourceCode(QOpenGLShader::Fragment, shaderSource(fragment, es)) && program.link();
}

std::array<float, 4> floats(QRgb color) {
  const auto share = [](int value) { return static_cast<float>(value) / 255.0F; };
  return {share(qRed(color)), share(qGreen(color)), share(qBlue(color)), share(qAlpha(color))};
}

std::vector<PointVertex> pointVertices(const Scene& scene) {
  std::vector<PointVertex> vertices;
  vertices.reserve(scene.points.size());
  for (const Point& point : scene.points) {
    const auto [r, g, b, a] = floats(point.color);
    const float fogShare = !scene.hasFog() ? 0 : point.rank >= Rank::Highlighted ? kFogOfHighlighted : 1;
    vertices.push_back(
        {point.position.x(), point.position.y(), point.position.z(), r, g, b, a, point.diameter, fogShare});
  }
  return vertices;
}

/// Two triangles a line, half a pixel wider than it on each side.
void addLine(std::vector<LineVertex>& vertices, const ProjectedLine& line, float pixelRatio) {
  const QPointF direction = line.line.p2() - line.line.p1();
  const double length = std::hypot(direction.x(), direction.y());
  if (!(length > 0)) return;
  const float halfWidth = line.width * pixelRatio / 2;
  const float reach = halfWidth + 1;
  const float normalX = static_cast<float>(-direction.y() / length),
              normalY = static_cast<float>(direction.x() / length);
  const auto [r, g, b, a] = floats(line.color);
  const auto corner = [&, r = r, g = g, b = b, a = a](QPointF at, float side) {
    const float x = static_cast<float>(at.x()) * pixelRatio, y = static_cast<float>(at.y()) * pixelRatio;
    return LineVertex{x + normalX * reach * side, y + normalY * reach * side, r, g, b, a, reach * side, halfWidth};
  };
  const LineVertex corners[] = {corner(line.line.p1(), -1), corner(line.line.p1(), 1), corner(line.line.p2(), -1),
                                corner(line.line.p2(), 1)};
  for (const int i : {0, 1, 2, 2, 1, 3}) vertices.push_back(corners[i]);
}

template <class Vertex>
void upload(QOpenGLBuffer& buffer, const std::vector<Vertex>& vertices) {
  buffer.bind();
  buffer.allocate(vertices.data(), static_cast<int>(vertices.size() * sizeof(Vertex)));
}

}  // namespace

struct GlRenderer::Private {
  QOffscreenSurface surface;
  QOpenGLContext context;
  QOpenGLExtraFunctions* gl = nullptr;
  std::unique_ptr<QOpenGLFramebufferObject> target;
  QOpenGLShaderProgram points, lines;
  QOpenGLVertexArrayObject pointArray, lineArray;
  QOpenGLBuffer pointBuffer{QOpenGLBuffer::VertexBuffer};
  QOpenGLBuffer orderBuffer{QOpenGLBuffer::IndexBuffer};
  QOpenGLBuffer lineBuffer{QOpenGLBuffer::VertexBuffer};

  bool makeContext() {
    context.setFormat(wantedFormat());
    if (!context.create() || !isRecentEnough(context)) return false;
    surface.setFormat(context.format());
    surface.create();
    return surface.isValid() && context.makeCurrent(&surface);
  }

  bool makePrograms() {
    gl = context.extraFunctions();
    const bool es = context.isOpenGLES();
    return build(points, "point.vert", "point.frag", es) && build(lines, "line.vert", "line.frag", es) &&
           pointArray.create() && lineArray.create() && pointBuffer.create() && orderBuffer.create() &&
           lineBuffer.create();
  }

  void attribute(GLuint location, int size, std::size_t stride, std::size_t offset) {
    gl->glEnableVertexAttribArray(location);
    gl->glVertexAttribPointer(location, size, GL_FLOAT, GL_FALSE, static_cast<GLsizei>(stride),
                              reinterpret_cast<const void*>(offset));
  }

  void describeVertices() {
    pointArray.bind();
    pointBuffer.bind();
    attribute(0, 3, sizeof(PointVertex), offsetof(PointVertex, x));
    attribute(1, 4, sizeof(PointVertex), offsetof(PointVertex, r));
    attribute(2, 1, sizeof(PointVertex), offsetof(PointVertex, diameter));
    attribute(3, 1, sizeof(PointVertex), offsetof(PointVertex, fogShare));
    orderBuffer.bind();
    pointArray.release();
    lineArray.bind();
    lineBuffer.bind();
    attribute(0, 2, sizeof(LineVertex), offsetof(LineVertex, x));
    attribute(1, 4, sizeof(LineVertex), offsetof(LineVertex, r));
    attribute(2, 1, sizeof(LineVertex), offsetof(LineVertex, across));
    attribute(3, 1, sizeof(LineVertex), offsetof(LineVertex, halfWidth));
    lineArray.release();
  }

  bool prepareTarget(QSize pixels) {
    if (!target || target->size() != pixels) target = std::make_unique<QOpenGLFramebufferObject>(pixels);
    return target->isValid() && target->bind();
  }

  /// The picture was drawn upside down, so OpenGL's rows are the image's.
  QImage readBack(QSize pixels) {
    const bool es = context.isOpenGLES();
    QImage image(pixels, es ? QImage::Format_RGBX8888 : QImage::Format_RGB32);
    gl->glPixelStorei(GL_PACK_ALIGNMENT, 4);
    gl->glReadPixels(0, 0, pixels.width(), pixels.height(), es ? GL_RGBA : kBgra,
                     es ? GL_UNSIGNED_BYTE : kUnsignedInt8888Reversed, image.bits());
    return image;
  }

  void drawLines(const ProjectedScene& projected, QSize pixels, qreal pixelRatio) {
    std::vector<LineVertex> vertices;
    for (const ProjectedLine& line : projected.lines) addLine(vertices, line, static_cast<float>(pixelRatio));
    if (vertices.empty()) return;
    lines.bind();
    lines.setUniformValue("viewport",
                          QVector2D(static_cast<float>(pixels.width()), static_cast<float>(pixels.height())));
    lineArray.bind();
    upload(lineBuffer, vertices);
    gl->glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(vertices.size()));
    lineArray.release();
  }

  void drawPoints(const Scene& scene, const Camera& camera, const ProjectedScene& projected, qreal pixelRatio) {
    if (projected.points.empty()) return;
    std::vector<GLuint> order;
    order.reserve(projected.points.size());
    for (const ProjectedPoint& point : projected.points) order.push_back(static_cast<GLuint>(point.index));
    points.bind();
    const QColor& background = scene.colors.background;
    points.setUniformValue("view", camera.viewMatrix());
    points.setUniformValue(
        "projection", camera.projectionMatrix(static_cast<float>(projected.size.width() / projected.size.height())));
    points.setUniformValue("distanceToTarget", camera.distance());
    points.setUniformValue("closeness", closenessAt(camera.distance()));
    points.setUniformValue("pixelRatio", static_cast<float>(pixelRatio));
    points.setUniformValue("mostFog", kMostFog);
    points.setUniformValue("background",
                           QVector3D(static_cast<float>(background.redF()), static_cast<float>(background.greenF()),
                                     static_cast<float>(background.blueF())));
    pointArray.bind();
    upload(orderBuffer, order);
    gl->glDrawElements(GL_POINTS, static_cast<GLsizei>(order.size()), GL_UNSIGNED_INT, nullptr);
    pointArray.release();
  }
};

GlRenderer::GlRenderer() : d(std::make_unique<Private>()) {}

GlRenderer::~GlRenderer() {
  // Everything below must be freed in its own context, before members of Private are destroyed without one.
  if (!d->context.isValid() || !d->context.makeCurrent(&d->surface)) return;
  d->target.reset();
  d->points.removeAllShaders();
  d->lines.removeAllShaders();
  d->pointArray.destroy();
  d->lineArray.destroy();
  d->pointBuffer.destroy();
  d->orderBuffer.destroy();
  d->lineBuffer.destroy();
  d->context.doneCurrent();
}

std::unique_ptr<GlRenderer> GlRenderer::create() {
  std::unique_ptr<GlRenderer> renderer(new GlRenderer);
  if (!renderer->d->makeContext() || !renderer->d->makePrograms()) return nullptr;
  renderer->d->describeVertices();
  renderer->d->context.doneCurrent();
  return renderer;
}

void GlRenderer::setPoints(const Scene& scene) {
  if (!d->context.makeCurrent(&d->surface)) return;
  upload(d->pointBuffer, pointVertices(scene));
  d->context.doneCurrent();
}

QImage GlRenderer::render(const Scene& scene, const Camera& camera, const ProjectedScene& projected, qreal pixelRatio) {
  const QSize pixels = (projected.size * pixelRatio).toSize();
  if (pixels.isEmpty() || !d->context.makeCurrent(&d->surface)) return {};
  if (!d->prepareTarget(pixels)) {
    d->context.doneCurrent();
    return {};
  }
  QOpenGLExtraFunctions* gl = d->gl;
  const auto [r, g, b, a] = floats(scene.colors.background.rgb());
  gl->glViewport(0, 0, pixels.width(), pixels.height());
  gl->glClearColor(r, g, b, 1);
  gl->glClear(GL_COLOR_BUFFER_BIT);
  if (!d->context.isOpenGLES()) gl->glEnable(kProgramPointSize);
  gl->glDisable(GL_DEPTH_TEST);  // the order is already far to near
  gl->glEnable(GL_BLEND);
  gl->glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE);
  d->drawLines(projected, pixels, pixelRatio);
  d->drawPoints(scene, camera, projected, pixelRatio);
  QImage image = d->readBack(pixels);
  d->target->release();
  d->context.doneCurrent();
  image.setDevicePixelRatio(pixelRatio);
  return image;
}

QString GlRenderer::description() const {
  if (!d->context.makeCurrent(&d->surface)) return {};
  const auto text = [this](GLenum name) {
    return QString::fromLatin1(reinterpret_cast<const char*>(d->gl->glGetString(name)));
  };
  const QString words =
      text(GL_VENDOR) + QStringLiteral(", ") + text(GL_RENDERER) + QStringLiteral(", ") + text(GL_VERSION);
  d->context.doneCurrent();
  return words;
}

}  // namespace headlight::scatter3d
