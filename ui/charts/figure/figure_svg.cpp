// The SVG backend. Written by hand because QSvgGenerator drops clipping (measured with Qt 6.4.2).

#include <algorithm>
#include <cmath>

#include <QBuffer>
#include <QStringList>

#include "charts/figure/figure_render.h"

namespace headlight {
namespace {

QString number(double value) {
  QString text = QString::number(value, 'f', 3);
  while (text.endsWith(QLatin1Char('0'))) text.chop(1);
  if (text.endsWith(QLatin1Char('.'))) text.chop(1);
  return text == QLatin1String("-0") ? QStringLiteral("0") : text;
}

/// XML 1.0 has no way to write most control characters.
QString escaped(const QString& text) {
  QString clean;
  clean.reserve(text.size());
  for (const QChar c : text) {
    const char16_t unit = c.unicode();
    const bool legal = unit == 0x9 || unit == 0xA || unit == 0xD || (unit >= 0x20 && unit != 0xFFFE && unit != 0xFFFF);
    clean += legal ? c : QChar(0xFFFD);
  }
  return clean.toHtmlEscaped();
}

QString paint(const char* name, const QColor& color) {
  QString result = QStringLiteral(" %1=\"%2\"").arg(QLatin1String(name), color.name());
  if (color.alpha() < 255) {
    result += QStringLiteral(" %1-opacity=\"%2\"").arg(QLatin1String(name), number(color.alphaF()));
  }
  return result;
}

QString fillAndStroke(const QColor& fill, const QColor& stroke, double width) {
  QString result = fill.alpha() == 0 ? QStringLiteral(" fill=\"none\"") : paint("fill", fill);
  if (stroke.alpha() > 0 && width > 0) {
    result += paint("stroke", stroke) + QStringLiteral(" stroke-width=\"%1\"").arg(number(width));
  }
  return result;
}

QString pointsOf(const QPolygonF& polygon) {
  QStringList points;
  for (const QPointF& point : polygon) points << number(point.x()) + QLatin1Char(',') + number(point.y());
  return points.join(QLatin1Char(' '));
}

QString boxOf(const QRectF& rect) {
  return QStringLiteral(" x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\"")
      .arg(number(rect.left()), number(rect.top()), number(rect.width()), number(rect.height()));
}

QString familyList(bool monospaced) {
  QStringList quoted;
  for (const QString& family : figureFontFamilies(monospaced)) quoted << QStringLiteral("'%1'").arg(family);
  quoted << (monospaced ? QStringLiteral("monospace") : QStringLiteral("sans-serif"));
  return escaped(quoted.join(QStringLiteral(", ")));
}

class SvgItems {
 public:
  [[nodiscard]] const QString& text() const { return m_out; }

  void operator()(const RectItem& item) {
    m_out += QStringLiteral("<rect") + boxOf(item.rect);
    if (item.radius > 0) m_out += QStringLiteral(" rx=\"%1\"").arg(number(item.radius));
    m_out += fillAndStroke(item.fill, item.stroke, item.strokeWidth) + QStringLiteral("/>\n");
  }

  void operator()(const LineItem& item) {
    m_out += QStringLiteral("<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\"")
                 .arg(number(item.from.x()), number(item.from.y()), number(item.to.x()), number(item.to.y()));
    m_out += paint("stroke", item.color) + QStringLiteral(" stroke-width=\"%1\"").arg(number(item.width));
    if (item.dashed) m_out += QStringLiteral(" stroke-dasharray=\"4 3\"");
    m_out += QStringLiteral("/>\n");
  }

  void operator()(const PolylineItem& item) {
    m_out += (item.closed ? QStringLiteral("<polygon points=\"") : QStringLiteral("<polyline points=\"")) +
             pointsOf(item.points) + QLatin1Char('"');
    m_out += fillAndStroke(item.closed ? item.fill : QColor(Qt::transparent), item.color, item.width) +
             QStringLiteral("/>\n");
  }

  void operator()(const CircleItem& item) {
    m_out += QStringLiteral("<circle cx=\"%1\" cy=\"%2\" r=\"%3\"")
                 .arg(number(item.center.x()), number(item.center.y()), number(item.radius));
    m_out += fillAndStroke(item.fill, item.stroke, item.strokeWidth) + QStringLiteral("/>\n");
  }

  void operator()(const TextItem& item) {
    TextItem unanchored = item;
    unanchored.horizontal = HorizontalAnchor::Left;
    const QPointF baseline = textOrigin(unanchored);  // only the vertical anchor: SVG's readers differ in theirs
    m_out += QStringLiteral("<text x=\"%1\" y=\"%2\" font-size=\"%3\"")
                 .arg(number(baseline.x()), number(baseline.y()), number(std::round(item.style.size)));
    m_out += paint("fill", item.color);
    if (item.style.bold) m_out += QStringLiteral(" font-weight=\"bold\"");
    if (item.style.monospaced) m_out += QStringLiteral(" font-family=\"%1\"").arg(familyList(true));
    if (item.horizontal == HorizontalAnchor::Center) m_out += QStringLiteral(" text-anchor=\"middle\"");
    if (item.horizontal == HorizontalAnchor::Right) m_out += QStringLiteral(" text-anchor=\"end\"");
    if (item.angle != 0) {
      m_out += QStringLiteral(" transform=\"rotate(%1 %2 %3)\"")
                   .arg(number(item.angle), number(item.position.x()), number(item.position.y()));
    }
    m_out += QLatin1Char('>') + escaped(item.text) + QStringLiteral("</text>\n");
  }

  void operator()(const ImageItem& item) {
    if (item.image.isNull()) return;
    if (item.asRectangles) {
      writeCells(item);
    } else {
      writeImage(item);
    }
  }

  void operator()(const HatchItem& item) {
    (*this)(BeginClip{item.region});
    const QRectF box = item.region.boundingRect();
    const double first = std::floor((box.left() + box.top()) / item.spacing) * item.spacing;
    m_out += QStringLiteral("<path d=\"");
    for (double sum = first; sum <= box.right() + box.bottom(); sum += item.spacing) {
      m_out += QStringLiteral("M%1 %2L%3 %4")
                   .arg(number(sum - box.top()), number(box.top()), number(sum - box.bottom()), number(box.bottom()));
    }
    m_out += QLatin1Char('"') + fillAndStroke(Qt::transparent, item.color, item.width) + QStringLiteral("/>\n");
    (*this)(EndClip{});
  }

  void operator()(const BeginClip& item) {
    const QString id = QStringLiteral("clip%1").arg(++m_clips);
    m_out += QStringLiteral("<clipPath id=\"%1\"><polygon points=\"%2\"/></clipPath>\n<g clip-path=\"url(#%1)\">\n")
                 .arg(id, pointsOf(item.region));
  }

  void operator()(const EndClip&) { m_out += QStringLiteral("</g>\n"); }

 private:
  void writeCells(const ImageItem& item) {
    const double width = item.rect.width() / item.image.width();
    const double height = item.rect.height() / item.image.height();
    m_out += QStringLiteral("<g shape-rendering=\"crispEdges\">\n");
    for (int y = 0; y < item.image.height(); ++y) {
      for (int x = 0; x < item.image.width(); ++x) {
        const QColor color = item.image.pixelColor(x, y);
        if (color.alpha() == 0) continue;
        m_out += QStringLiteral("<rect") +
                 boxOf(QRectF(item.rect.left() + x * width, item.rect.top() + y * height, width, height)) +
                 paint("fill", color) + QStringLiteral("/>\n");
      }
    }
    m_out += QStringLiteral("</g>\n");
  }

  /// Some readers (librsvg 2.54) smooth what they enlarge, whatever image-rendering says: cells of several pixels keep
  /// their edges and, in the middle, their colour.
  static QImage enlarged(const ImageItem& item) {
    constexpr double kPixels = 3;      // a logical pixel: a picture at three times the size is still crisp
    constexpr int kMostPixels = 1000;  // a side: large patterns stay small files that are quickly written
    const auto factor = [&](double length, int cells) {
      const int most = std::max(1, kMostPixels / cells);
      return std::clamp(static_cast<int>(std::ceil(kPixels * length / cells)), 1, most);
    };
    const QSize size(item.image.width() * factor(item.rect.width(), item.image.width()),
                     item.image.height() * factor(item.rect.height(), item.image.height()));
    return item.image.scaled(size, Qt::IgnoreAspectRatio, Qt::FastTransformation);
  }

  void writeImage(const ImageItem& item) {
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    enlarged(item).save(&buffer, "PNG");
    m_out += QStringLiteral("<image") + boxOf(item.rect) +
             QStringLiteral(
                 " preserveAspectRatio=\"none\" image-rendering=\"pixelated\""
                 " style=\"image-rendering:-webkit-optimize-contrast;image-rendering:crisp-edges;"
                 "image-rendering:pixelated\" href=\"data:image/png;base64,") +
             QString::fromLatin1(png.toBase64()) + QStringLiteral("\"/>\n");
  }

  QString m_out;
  int m_clips = 0;
};

}  // namespace

QByteArray renderSvg(const Figure& figure) {
  SvgItems items;
  for (const FigureItem& item : figure.items) std::visit(items, item);
  const QString width = number(figure.size.width());
  const QString height = number(figure.size.height());
  QString out = QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  out += QStringLiteral(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%2\" viewBox=\"0 0 %1 %2\" role=\"img\""
             " xml:space=\"preserve\" font-family=\"%3\">\n")
             .arg(width, height, familyList(false));
  out += QStringLiteral("<title>") + escaped(figure.title) + QStringLiteral("</title>\n");
  out += QStringLiteral("<desc>") + escaped(figure.description) + QStringLiteral("</desc>\n");
  out += QStringLiteral("<rect width=\"%1\" height=\"%2\"").arg(width, height) + paint("fill", figure.background) +
         QStringLiteral("/>\n");
  out += items.text();
  out += QStringLiteral("</svg>\n");
  return out.toUtf8();
}

}  // namespace headlight
