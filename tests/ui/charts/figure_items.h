#pragma once
// What a figure is made of, for tests that look into it.

#include <algorithm>
#include <vector>

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"

namespace headlight::testing {

template <class Item>
std::vector<Item> itemsOf(const Figure& figure) {
  std::vector<Item> found;
  for (const FigureItem& item : figure.items) {
    if (const auto* match = std::get_if<Item>(&item)) found.push_back(*match);
  }
  return found;
}

inline bool hasText(const Figure& figure, const QString& part) {
  const auto texts = itemsOf<TextItem>(figure);
  return std::any_of(texts.begin(), texts.end(), [&](const TextItem& item) { return item.text.contains(part); });
}

/// Of a level text.
inline QRectF boundsOf(const TextItem& item) {
  const QPointF origin = textOrigin(item);
  return {origin.x(), origin.y() - capHeight(item.style), textWidth(item.text, item.style), capHeight(item.style)};
}

/// Screen style for a panel of that size.
inline FigureStyle panel(double width, double height) {
  FigureStyle style;
  style.title = style.caption = style.badge = false;
  style.area = {width, height};
  return style;
}

/// The images of heatmaps; colour bars are one cell wide.
inline std::vector<ImageItem> heatmapsOf(const Figure& figure) {
  std::vector<ImageItem> maps;
  for (const ImageItem& item : itemsOf<ImageItem>(figure)) {
    if (item.image.width() > 1) maps.push_back(item);
  }
  return maps;
}

}  // namespace headlight::testing
