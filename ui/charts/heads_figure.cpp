// The model view: a thumbnail of every layer and head.

#include <algorithm>
#include <cmath>

#include "charts/figure_frame.h"

namespace headlight {
namespace {

constexpr double kGap = 4;

double thumbnailSize(const HeadsFigure& data, const FigureStyle& style, QSizeF area, double left, double top) {
  double size = data.heads <= 6 ? 96 : 64;
  if (area.width() > 0) {
    size = (area.width() - left) / std::max(1, data.heads) - kGap;
    if (area.height() > 0) size = std::min(size, (area.height() - top) / std::max(1, data.layers) - kGap);
    size = std::clamp(std::floor(size), 8.0, 12 * style.fontSize);
  }
  return size;
}

void addAxes(Figure& figure, const HeadsFigure& data, const FigureStyle& style, const QRectF& grid) {
  const FigureMetrics metrics(style.fontSize);
  const double pitchX = grid.width() / data.heads;
  const double pitchY = grid.height() / data.layers;
  const auto add = [&](const QString& text, QPointF at, HorizontalAnchor anchor, bool chosen) {
    figure.items.push_back(TextItem{at, text, chosen ? TextStyle{metrics.small.size, true} : metrics.small,
                                    chosen ? style.theme->accent : style.theme->quietText, anchor,
                                    VerticalAnchor::Middle});
  };
  for (int layer = 0; layer < data.layers; ++layer) {
    add(style.texts.layerLabel.arg(layer), {grid.left() - metrics.gap, grid.top() + (layer + 0.5) * pitchY - kGap / 2},
        HorizontalAnchor::Right, layer == style.selectedLayer);
  }
  for (int head = 0; head < data.heads; ++head) {
    const bool chosen = style.selectedLayer >= 0 && (head == style.selectedHead);
    add(style.texts.headLabel.arg(head), {grid.left() + (head + 0.5) * pitchX - kGap / 2, metrics.small.size * 0.6},
        HorizontalAnchor::Center, chosen);
  }
}

void addThumbnails(Figure& figure, const HeadsFigure& data, const FigureStyle& style, const QRectF& grid, double size) {
  for (int layer = 0; layer < data.layers; ++layer) {
    for (int head = 0; head < data.heads; ++head) {
      const auto index = static_cast<std::size_t>(layer * data.heads + head);
      if (index >= data.patterns.size()) return;
      const QRectF rect(grid.left() + head * (size + kGap), grid.top() + layer * (size + kGap), size, size);
      figure.items.push_back(RectItem{rect, style.theme->surface});
      const bool cached = style.headImages != nullptr && index < style.headImages->size();
      figure.items.push_back(ImageItem{
          rect, cached ? (*style.headImages)[index] : headImage(data.patterns[index], data.causal, style), false});
    }
  }
}

void addFrame(Figure& figure, const HeadsFigure& data, const FigureStyle& style, const QRectF& grid, double size) {
  if (style.selectedLayer < 0 || style.selectedLayer >= data.layers || style.selectedHead >= data.heads) return;
  const bool row = style.selectedHead < 0;
  const int head = row ? 0 : style.selectedHead;
  const int heads = row ? data.heads : 1;
  const QRectF rect(grid.left() + head * (size + kGap), grid.top() + style.selectedLayer * (size + kGap),
                    heads * (size + kGap) - kGap, size);
  addAccentOutline(figure, rect.adjusted(-1, -1, 1, 1), *style.theme, 2.5);
}

}  // namespace

QImage headImage(const Matrix<float>& pattern, bool causal, const FigureStyle& style) {
  return sequentialImage(pattern, 0, 1, style.theme->isDark, causal, style.colorMap);
}

std::vector<QImage> headImages(const HeadsFigure& data, const FigureStyle& style) {
  std::vector<QImage> images;
  for (const Matrix<float>& pattern : data.patterns) images.push_back(headImage(pattern, data.causal, style));
  return images;
}

Figure buildSheet(const SheetFigure& data, const FigureStyle& style) {
  return buildHeads(data, style);
}

Figure buildHeads(const HeadsFigure& data, const FigureStyle& style) {
  const FigureMetrics metrics(style.fontSize);
  static const Badge exact;
  const FrameTexts texts{style.texts.heads.arg(attentionName(style.texts, data.side)).arg(data.layers).arg(data.heads),
                         style.texts.describeHeads.arg(data.layers).arg(data.heads), &exact, &data.source};
  Figure figure;
  const double left =
      textWidth(style.texts.layerLabel.arg(std::max(0, data.layers - 1)), TextStyle{metrics.small.size, true}) +
      metrics.gap;
  const double top = metrics.small.size + metrics.gap;
  const double size = thumbnailSize(data, style, contentArea(style, texts), left, top);
  const QRectF grid(left, top, (size + kGap) * std::max(1, data.heads), (size + kGap) * std::max(1, data.layers));
  figure.size = {grid.right(), grid.bottom()};
  addAxes(figure, data, style, grid);
  addThumbnails(figure, data, style, grid, size);
  addFrame(figure, data, style, grid, size);
  if (data.layers > 0 && data.heads > 0) {
    figure.hotAreas.push_back(
        HotArea{FigureHit::Kind::Head, grid.translated(-kGap / 2, -kGap / 2), 0, 0, data.layers, data.heads});
  }
  return framed(std::move(figure), style, texts);
}

}  // namespace headlight
