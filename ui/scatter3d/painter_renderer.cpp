#include "scatter3d/painter_renderer.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainterPath>

namespace headlight::scatter3d {
namespace {

constexpr double kAxisSpacing = 4;
constexpr double kHaloWidth = 3.5;
constexpr double kLabelPadding = 4;  // left and right of a label's text, inside its box

QRectF inside(QRectF box, QSizeF picture) {
  box.moveLeft(std::clamp(box.left(), 2.0, std::max(2.0, picture.width() - box.width() - 2)));
  box.moveTop(std::clamp(box.top(), 2.0, std::max(2.0, picture.height() - box.height() - 2)));
  return box;
}

void strokeHalo(QPainter& painter, QPointF baseline, const QString& text, QColor color) {
  QPainterPath path;
  path.addText(baseline, painter.font(), text);
  color.setAlphaF(0.85F);
  painter.strokePath(path, QPen(color, kHaloWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void drawHaloed(QPainter& painter, const QRectF& box, const QString& text, const QColor& color,
                const QColor& background, HaloCache* halos) {
  const QFontMetricsF metrics(painter.font());
  const QPointF baseline(box.left(), box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent());
  if (halos != nullptr) {
    halos->draw(painter, baseline, text, background);
  } else {
    strokeHalo(painter, baseline, text, background);
  }
  painter.setPen(color);
  painter.drawText(baseline, text);
}

QColor labelColor(const Scene& scene, const PlacedLabel& label) {
  switch (label.rank) {
    case Rank::Selected:
    case Rank::Highlighted:
      return scene.colors.accent;
    case Rank::Neighbour:
      return scene.colors.text;
    case Rank::Quiet:
      break;
  }
  return QColor::fromRgba(fogged(scene.colors.quietText.rgba(), scene.colors.background, label.fog * 0.7F));
}

void paintLeader(QPainter& painter, const PlacedLabel& label, const QColor& color) {
  const QPointF foot(std::clamp(label.anchor.x(), label.box.left(), label.box.right()),
                     std::clamp(label.anchor.y(), label.box.top(), label.box.bottom()));
  painter.setPen(QPen(color, 1));
  painter.drawLine(label.anchor, foot);
}

void paintLabel(QPainter& painter, const Scene& scene, const LabelFonts& fonts, const PlacedLabel& label,
                HaloCache* halos) {
  const QColor color = labelColor(scene, label);
  const QString& text = scene.labels[static_cast<std::size_t>(label.index)];
  if (label.leader) paintLeader(painter, label, color);
  painter.setFont(fonts.of(label.rank));
  if (label.rank != Rank::Selected) {
    const QRectF inner = label.box.adjusted(kLabelPadding, 0, -kLabelPadding, 0);
    drawHaloed(painter, inner, text, color, scene.colors.background, halos);
    return;
  }
  painter.setPen(Qt::NoPen);
  painter.setBrush(scene.colors.accent);
  painter.drawRoundedRect(label.box, 4, 4);
  painter.setPen(scene.colors.accentText);
  painter.drawText(label.box, Qt::AlignCenter, text);
}

QFont resized(const QFont& base, double factor, bool bold) {
  QFont font = base;
  if (base.pointSizeF() > 0) {
    font.setPointSizeF(base.pointSizeF() * factor);
  } else {
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(base.pixelSize() * factor))));
  }
  font.setBold(bold);
  return font;
}

}  // namespace

LabelFonts::LabelFonts(const QFont& base)
    : quiet(base), strong(resized(base, 1.25, true)), axis(resized(base, 0.95, false)) {}

std::vector<PlacedAxisName> layOutAxisNames(const Scene& scene, const ProjectedScene& projected, const QFont& font) {
  std::vector<PlacedAxisName> names;
  const QFontMetricsF metrics(font);
  for (int axis = 0; axis < 3; ++axis) {
    const auto i = static_cast<std::size_t>(axis);
    if (scene.axisNames[i].isEmpty() || !projected.axes[i].visible) continue;
    const QSizeF size(metrics.horizontalAdvance(scene.axisNames[i]) + 2, metrics.height());
    const QPointF end = projected.axes[i].end;
    const QPointF outward = end - projected.axes[i].origin;
    const double length = std::max(1.0, std::hypot(outward.x(), outward.y()));
    const QPointF center = end + QPointF(outward.x() / length * (size.width() / 2 + kAxisSpacing),
                                         outward.y() / length * (size.height() / 2 + kAxisSpacing));
    const QRectF box = inside(
        {center.x() - size.width() / 2, center.y() - size.height() / 2, size.width(), size.height()}, projected.size);
    const bool free = std::none_of(names.begin(), names.end(),
                                   [&](const PlacedAxisName& other) { return other.box.intersects(box); });
    if (free) names.push_back({axis, box});
  }
  return names;
}

void HaloCache::draw(QPainter& painter, QPointF baseline, const QString& text, const QColor& color) {
  const qreal ratio = painter.device()->devicePixelRatioF();
  const QFontMetricsF metrics(painter.font());
  const QPointF inset(kHaloWidth, kHaloWidth + metrics.ascent());
  const QString key = text + QLatin1Char('\n') + painter.font().key() + color.name() + QString::number(ratio);
  QPixmap* picture = m_pictures.object(key);
  if (picture == nullptr) {
    const QSizeF size(metrics.horizontalAdvance(text) + 2 * kHaloWidth, metrics.height() + 2 * kHaloWidth);
    QPixmap drawn((size * ratio).toSize() + QSize(1, 1));
    drawn.setDevicePixelRatio(ratio);
    drawn.fill(Qt::transparent);
    QPainter onto(&drawn);
    onto.setRenderHint(QPainter::Antialiasing);
    onto.setFont(painter.font());
    strokeHalo(onto, inset, text, color);
    onto.end();
    // A copy: the one that was painted on keeps its painter's buffers, many times its own size. The cache owns it.
    picture = new QPixmap(drawn.copy());
    m_pictures.insert(key, picture);
  }
  painter.drawPixmap(baseline - inset, *picture);
}

QSizeF LabelSizes::operator()(int index, Rank rank) {
  const auto i = static_cast<std::size_t>(index);
  if (i >= m_scene->labels.size() || m_scene->labels[i].isEmpty()) return {};
  std::vector<QSizeF>& sizes = rank >= Rank::Highlighted ? m_strong : m_quiet;
  sizes.resize(m_scene->labels.size());
  if (sizes[i].isEmpty()) {
    const QFontMetricsF metrics(m_fonts->of(rank));
    const double padding = 2 * kLabelPadding;
    sizes[i] = QSizeF(metrics.horizontalAdvance(m_scene->labels[i]) + padding, metrics.height());
  }
  return sizes[i];
}

void paintPoints(QPainter& painter, const Scene& scene, const ProjectedScene& projected) {
  painter.save();
  painter.fillRect(QRectF(QPointF(0, 0), projected.size), scene.colors.background);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const ProjectedLine& line : projected.lines) {
    painter.setPen(QPen(QColor::fromRgba(line.color), static_cast<qreal>(line.width), Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(line.line);
  }
  painter.setPen(Qt::NoPen);
  for (const ProjectedPoint& point : projected.points) {
    const Point& source = scene.points[static_cast<std::size_t>(point.index)];
    painter.setBrush(QColor::fromRgba(fogged(source.color, scene.colors.background, point.fog)));
    painter.drawEllipse(point.center, static_cast<qreal>(point.radius), static_cast<qreal>(point.radius));
  }
  painter.restore();
}

void paintLabels(QPainter& painter, const Scene& scene, const LabelFonts& fonts,
                 const std::vector<PlacedAxisName>& axisNames, const std::vector<PlacedLabel>& labels,
                 HaloCache* halos) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(fonts.axis);
  for (const PlacedAxisName& name : axisNames) {
    drawHaloed(painter, name.box, scene.axisNames[static_cast<std::size_t>(name.axis)], scene.colors.quietText,
               scene.colors.background, halos);
  }
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {  // the most important one last
    paintLabel(painter, scene, fonts, *label, halos);
  }
  painter.restore();
}

}  // namespace headlight::scatter3d
