// The painter backend: screen, PNG, PDF.

#include <cmath>
#include <new>

#include <QBuffer>
#include <QFont>
#include <QMarginsF>
#include <QPageSize>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPdfWriter>
#include <QRegularExpression>

#include "charts/figure/figure_render.h"

namespace headlight {
namespace {

QPainterPath pathOf(const QPolygonF& region) {
  QPainterPath path;
  path.addPolygon(region);
  path.closeSubpath();
  return path;
}

QPen penOf(const QColor& color, double width, bool dashed = false) {
  if (color.alpha() == 0 || width <= 0) return QPen(Qt::NoPen);
  QPen pen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
  if (dashed) pen.setDashPattern({4 / width, 3 / width});
  return pen;
}

class ItemPainter {
 public:
  explicit ItemPainter(QPainter& painter)
      : m_painter(painter), m_pdf(painter.paintEngine()->type() == QPaintEngine::Pdf) {}

  void operator()(const RectItem& item) const {
    m_painter.setPen(penOf(item.stroke, item.strokeWidth));
    m_painter.setBrush(item.fill);
    if (item.radius > 0) {
      m_painter.drawRoundedRect(item.rect, item.radius, item.radius);
    } else {
      m_painter.drawRect(item.rect);
    }
  }

  void operator()(const LineItem& item) const {
    m_painter.setPen(penOf(item.color, item.width, item.dashed));
    m_painter.drawLine(item.from, item.to);
  }

  void operator()(const PolylineItem& item) const {
    m_painter.setPen(penOf(item.color, item.width));
    m_painter.setBrush(item.closed ? QBrush(item.fill) : QBrush(Qt::NoBrush));
    if (item.closed) {
      m_painter.drawPolygon(item.points);
    } else {
      m_painter.drawPolyline(item.points);
    }
  }

  void operator()(const CircleItem& item) const {
    m_painter.setPen(penOf(item.stroke, item.strokeWidth));
    m_painter.setBrush(item.fill);
    m_painter.drawEllipse(item.center, item.radius, item.radius);
  }

  void operator()(const TextItem& item) const {
    m_painter.setFont(figureFont(item.style));
    m_painter.setPen(item.color);
    const QPointF origin = textOrigin(item);
    if (item.angle == 0) {
      m_painter.drawText(origin, item.text);
      return;
    }
    m_painter.save();
    m_painter.translate(item.position);
    m_painter.rotate(item.angle);
    m_painter.drawText(origin - item.position, item.text);
    m_painter.restore();
  }

  void operator()(const ImageItem& item) const {
    if (item.image.isNull()) return;
    if (m_pdf && item.asRectangles) {
      drawCells(item);
    } else if (m_pdf) {
      // Readers smooth what they enlarge; an image that is large already keeps its edges.
      const QImage large = item.image.scaled(item.image.size() * 8, Qt::IgnoreAspectRatio, Qt::FastTransformation);
      m_painter.drawImage(item.rect, large);
    } else if (const QSize pixels = deviceSize(item.rect);
               pixels.width() < item.image.width() || pixels.height() < item.image.height()) {
      // Fewer pixels than cells, down or across: each pixel is the mean of its cells, so that no cell is passed over.
      const QSize size = pixels.expandedTo({1, 1}).boundedTo(item.image.size());
      m_painter.drawImage(item.rect, item.image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    } else {
      m_painter.drawImage(item.rect, item.image);
    }
  }

  void operator()(const HatchItem& item) const {
    m_painter.save();
    m_painter.setClipPath(pathOf(item.region), Qt::IntersectClip);
    m_painter.setPen(penOf(item.color, item.width));
    const QRectF box = item.region.boundingRect();
    const double first = std::floor((box.left() + box.top()) / item.spacing) * item.spacing;
    for (double sum = first; sum <= box.right() + box.bottom(); sum += item.spacing) {
      m_painter.drawLine(QPointF(sum - box.top(), box.top()), QPointF(sum - box.bottom(), box.bottom()));
    }
    m_painter.restore();
  }

  void operator()(const BeginClip& item) const {
    m_painter.save();
    m_painter.setClipPath(pathOf(item.region), Qt::IntersectClip);
  }

  void operator()(const EndClip&) const { m_painter.restore(); }

 private:
  [[nodiscard]] QSize deviceSize(const QRectF& rect) const {
    return m_painter.deviceTransform().mapRect(rect).size().toSize();
  }

  /// Vector cells. Each laps a little under its right and lower neighbour: readers would show hairlines between edges.
  void drawCells(const ImageItem& item) const {
    constexpr double kLap = 0.25;
    const double width = item.rect.width() / item.image.width();
    const double height = item.rect.height() / item.image.height();
    m_painter.setPen(Qt::NoPen);
    for (int y = 0; y < item.image.height(); ++y) {
      for (int x = 0; x < item.image.width(); ++x) {
        const QColor color = item.image.pixelColor(x, y);
        if (color.alpha() == 0) continue;
        const bool right = x + 1 < item.image.width() && item.image.pixelColor(x + 1, y).alpha() > 0;
        const bool below = y + 1 < item.image.height() && item.image.pixelColor(x, y + 1).alpha() > 0;
        m_painter.fillRect(QRectF(item.rect.left() + x * width, item.rect.top() + y * height,
                                  width + (right ? kLap : 0), height + (below ? kLap : 0)),
                           color);
      }
    }
  }

  QPainter& m_painter;
  bool m_pdf;
};

/// Overwrites what depends on the clock, length kept: offsets in the file stay right.
void fixDates(QByteArray& pdf) {
  static const QRegularExpression pattern(QStringLiteral("\\(D:[0-9]{14}[^)]*\\)"));
  const QString text = QString::fromLatin1(pdf);
  for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
    const auto match = matches.next();
    static const QByteArray fixed("(D:20000101000000Z");
    QByteArray replacement = fixed.leftJustified(match.capturedLength() - 1, '0', true);
    replacement.append(')');
    // An offset has the form +HH'mm'; zeros without the apostrophes would not be one.
    if (match.capturedLength() == 24) replacement = "(D:20000101000000+00'00')";
    replacement = replacement.leftJustified(match.capturedLength(), ' ', true);
    pdf.replace(match.capturedStart(), match.capturedLength(), replacement);
  }
}

}  // namespace

void paintFigure(const Figure& figure, QPainter& painter) {
  if (!painter.isActive()) return;  // there was no memory for the picture
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::TextAntialiasing);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.setRenderHint(QPainter::LosslessImageRendering);
  painter.fillRect(QRectF(QPointF(0, 0), figure.size), figure.background);
  const ItemPainter paint(painter);
  for (const FigureItem& item : figure.items) std::visit(paint, item);
  painter.restore();
}

QImage renderImage(const Figure& figure, double scale) {
  const QSize pixels(std::max(1, static_cast<int>(std::ceil(figure.size.width() * scale))),
                     std::max(1, static_cast<int>(std::ceil(figure.size.height() * scale))));
  QImage image(pixels, QImage::Format_RGB32);
  if (image.isNull()) throw std::bad_alloc();
  image.fill(figure.background);
  QPainter painter(&image);
  painter.scale(scale, scale);
  paintFigure(figure, painter);
  return image;
}

QByteArray renderPng(const Figure& figure, double scale) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QImage image = renderImage(figure, scale);
  image.setDotsPerMeterX(static_cast<int>(std::lround(96 * scale / 0.0254)));
  image.setDotsPerMeterY(static_cast<int>(std::lround(96 * scale / 0.0254)));
  image.setText(QStringLiteral("Title"), figure.title);
  image.save(&buffer, "PNG");
  return bytes;
}

QByteArray renderPdf(const Figure& figure) {
  constexpr int kDotsPerInch = 1200;
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  {
    QPdfWriter writer(&buffer);
    writer.setTitle(figure.title);
    writer.setCreator(QStringLiteral("Headlight"));
    writer.setResolution(kDotsPerInch);
    const QSizeF points(std::ceil(figure.size.width() * 0.75), std::ceil(figure.size.height() * 0.75));
    writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter(&writer);
    painter.scale(kDotsPerInch / 96.0, kDotsPerInch / 96.0);
    paintFigure(figure, painter);
  }
  fixDates(bytes);
  return bytes;
}

}  // namespace headlight
