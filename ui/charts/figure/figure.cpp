#include "charts/figure/figure.h"

#include <algorithm>
#include <cmath>

#include <QFont>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QHash>
#include <QStringList>

namespace headlight {
namespace {

/// Fonts are asked for thousands of times in one figure; resolving families is slow.
const QFontMetricsF& metricsOf(const TextStyle& style) {
  static QHash<QString, QFontMetricsF> cache;
  const QString key = QStringLiteral("%1/%2/%3/%4")
                          .arg(style.size, 0, 'f', 2)
                          .arg(style.bold)
                          .arg(style.monospaced)
                          .arg(QGuiApplication::font().family());
  auto found = cache.find(key);
  if (found == cache.end()) found = cache.insert(key, QFontMetricsF(figureFont(style)));
  return found.value();
}

}  // namespace

std::optional<FigureHit> Figure::hit(QPointF point) const {
  for (auto area = hotAreas.rbegin(); area != hotAreas.rend(); ++area) {
    if (!area->rect.contains(point)) continue;
    const double partWidth = area->rect.width() / area->columns;
    const double partHeight = area->rect.height() / area->rows;
    const int row = std::clamp(static_cast<int>((point.y() - area->rect.top()) / partHeight), 0, area->rows - 1);
    const int column = std::clamp(static_cast<int>((point.x() - area->rect.left()) / partWidth), 0, area->columns - 1);
    if (area->causal && area->second + column > area->first + row + area->ahead) continue;
    FigureHit result{area->kind, area->first + row, area->second < 0 ? -1 : area->second + column, {}};
    if (area->second < 0) result.first = area->first + row * area->columns + column;
    result.rect =
        QRectF(area->rect.left() + column * partWidth, area->rect.top() + row * partHeight, partWidth, partHeight);
    return result;
  }
  return std::nullopt;
}

QRectF Figure::rectOf(FigureHit::Kind kind, int first, int second) const {
  for (const HotArea& area : hotAreas) {
    if (area.kind != kind) continue;
    int row = first - area.first;
    int column = second - area.second;
    if (area.second < 0) {
      column = row % area.columns;
      row = row / area.columns;
    }
    if (row < 0 || column < 0 || row >= area.rows || column >= area.columns || first < area.first) continue;
    const double partWidth = area.rect.width() / area.columns;
    const double partHeight = area.rect.height() / area.rows;
    return {area.rect.left() + column * partWidth, area.rect.top() + row * partHeight, partWidth, partHeight};
  }
  return {};
}

QStringList figureFontFamilies(bool monospaced) {
  const QFont base = monospaced ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : QGuiApplication::font();
  QString family = QFontInfo(base).family();
  QStringList families{family};
  families << (monospaced ? QStringLiteral("Noto Sans Mono CJK SC") : QStringLiteral("Noto Sans CJK SC"));
  return families;
}

QFont figureFont(const TextStyle& style) {
  QFont font;
  font.setFamilies(figureFontFamilies(style.monospaced));
  font.setPixelSize(std::max(1, static_cast<int>(std::lround(style.size))));
  font.setBold(style.bold);
  font.setHintingPreference(QFont::PreferNoHinting);
  font.setStyleStrategy(QFont::PreferAntialias);
  return font;
}

double textWidth(const QString& text, const TextStyle& style) {
  return metricsOf(style).horizontalAdvance(text);
}

double capHeight(const TextStyle& style) {
  return metricsOf(style).capHeight();
}

QPointF textOrigin(const TextItem& item) {
  QPointF origin = item.position;
  if (item.horizontal != HorizontalAnchor::Left) {
    const double width = textWidth(item.text, item.style);
    origin.rx() -= item.horizontal == HorizontalAnchor::Right ? width : width / 2;
  }
  if (item.vertical == VerticalAnchor::Middle) origin.ry() += capHeight(item.style) / 2;
  if (item.vertical == VerticalAnchor::Top) origin.ry() += metricsOf(item.style).ascent();
  return origin;
}

}  // namespace headlight
