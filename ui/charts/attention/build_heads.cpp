// The model view: a thumbnail of every layer and head.

#include <algorithm>
#include <cmath>

#include "analysis/attention/rest_shares.h"
#include "charts/attention/attention_builders.h"
#include "charts/attention/head_grid.h"
#include "charts/look/color_bar.h"
#include "charts/texts/attention_texts.h"
#include "figures/attention/heads_figure.h"
#include "figures/badge.h"

namespace headlight {
namespace {

// Of thumbnails, in sizes of the labels: with a letter and a value under them, and on the screen without.
constexpr double kSmallestLabelled = 2, kSmallestOnScreen = 1.25;

/// One scale for all heads.
ColorScale headsScale(const HeadsFigure& data, const FigureStyle& style) {
  const bool isBounded = data.sinkHidden || data.measure != AttentionMeasure::ValueWeighted;
  double largest = style.headsLargest;
  const bool isFitted = !isBounded || data.limits == ColorLimits::Fitted || style.fittedColors;
  if (isFitted && largest <= 0) largest = largestOfHeads(data);
  return attentionScale(data.measure, data.sinkHidden, data.limits, largest, style);
}

class HeadsBuilder {
 public:
  HeadsBuilder(const HeadsFigure& data, const FigureStyle& style)
      : m_data(data), m_style(style), m_theme(*style.theme), m_metrics(style.fontSize), m_shown(shownHeads(data)) {}

  Figure build() {
    const FrameTexts texts{title(), attentionTexts(m_style.language).describeHeads.arg(m_data.layers).arg(m_data.heads),
                           m_data};
    m_scale = headsScale(m_data, m_style);
    layOut(contentArea(m_style, texts));
    if (!sorted()) addAxes();
    addThumbnails();
    addTexts();
    addLegend();
    addScale();
    addFrames();
    addHotAreas();
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  [[nodiscard]] bool sorted() const { return !m_data.order.empty(); }
  [[nodiscard]] int count() const { return static_cast<int>(m_shown.size()); }
  [[nodiscard]] HeadPlace placeOf(int shown) const {
    const int index = m_shown[static_cast<std::size_t>(shown)];
    return {index / std::max(1, m_data.heads), index % std::max(1, m_data.heads)};
  }

  [[nodiscard]] QString title() const {
    return attentionTexts(m_style.language)
        .heads.arg(attentionName(attentionTexts(m_style.language), m_data.side))
        .arg(m_data.layers)
        .arg(m_data.heads);
  }

  /// The scale stands right of the heads, where there is room for it and for heads of a size that can be looked at;
  /// else it is a line under them.
  void layOut(QSizeF area) {
    const double bar = colorBarWidth(m_scale, m_scaleLegend, m_style);
    const double beside = bar > 0 ? bar + m_metrics.margin : 0;
    const bool isWide = area.width() <= 0 || area.width() > 3 * beside;
    const bool isHigh = area.height() <= 0 || area.height() > colorBarHeight(m_scale, m_scaleLegend, m_style);
    m_hasBar = bar > 0 && isWide && isHigh;
    if (m_hasBar && area.width() > 0) area.setWidth(area.width() - beside);
    layOutHeads(area);
    if (!m_hasBar) return layOutLine(area);
    m_barHeight = std::max(colorBarHeight(m_scale, m_scaleLegend, m_style), m_grid.bounds().bottom());
    double widest = m_figure.size.width();
    for (const QString& line : m_legend) widest = std::max(widest, textWidth(line, m_metrics.small));
    m_barLeft = widest + m_metrics.margin - 2;
    m_figure.size = {m_barLeft + bar, std::max(m_figure.size.height(), m_barHeight + 2)};
  }

  void layOutLine(QSizeF area) {
    m_lineWidth = std::max(area.width(), m_grid.bounds().right());
    m_lineTop = m_figure.size.height() + m_metrics.gap / 2;
    m_figure.size.rheight() += lineHeight(area);
  }

  /// Under the heads, with the space above it.
  [[nodiscard]] double lineHeight(QSizeF area) const {
    if (m_hasBar || !m_style.colorBar) return 0;
    return m_metrics.gap / 2 + scaleLineHeight(m_scale, m_style, std::max(area.width(), m_metrics.line));
  }

  void layOutHeads(QSizeF area) {
    m_grid.columns = sorted() ? 1 : std::max(1, m_data.heads);
    m_grid.rows = sorted() ? 1 : std::max(1, m_data.layers);
    if (!sorted()) {
      const QString widest = attentionTexts(m_style.language).layerLabel.arg(std::max(0, m_data.layers - 1));
      m_grid.origin = {textWidth(widest, TextStyle{m_metrics.small.size, true}) + m_metrics.gap,
                       m_metrics.small.size + m_metrics.gap};
    }
    const bool labelled = !m_data.labels.empty();
    m_grid.textBelow = labelled ? m_metrics.small.size * 1.35 : 0;
    m_grid.textAbove = sorted() ? m_metrics.small.size * 1.35 : 0;
    double size = fitted(area);
    if (isOnScreen(area) && m_style.fontSize != kNormalFont) {
      const FigureStyle normal = atNormalSize(m_style);
      HeadsBuilder usual(m_data, normal);
      usual.m_scale = m_scale;
      usual.m_hasBar = m_hasBar;
      usual.layOutHeads(area);
      size = std::floor(sizeOnScreen(size, usual.m_grid.box.width(), size, m_style));
    }
    if (sorted() && isOnScreen(area)) chooseColumns(std::min(m_grid.columns, columnsOfWidth(area.width(), size)));
    m_grid.apart = sorted() ? std::max(0.0, widestName() + m_metrics.gap / 2 - size - m_grid.gap) : 0;
    if (area.width() > 0 && m_grid.columns * (size + m_grid.gap + m_grid.apart) > area.width() + m_grid.gap) {
      m_grid.apart = m_grid.textAbove = 0;  // names stand in tool tips alone then
    }
    m_grid.box = {size, size};
    m_form = labelForm(m_data.labels, m_grid.pitchX() - 2, m_style);
    m_legend = roleLegend(m_data.labels, m_form, legendWidth(area), m_style);
    m_figure.size = {m_grid.bounds().right() + 2, m_grid.bounds().bottom() + 2 + legendHeight()};
  }

  [[nodiscard]] double widestName() const {
    const HeadPlace last{std::max(0, m_data.layers - 1), std::max(0, m_data.heads - 1)};
    return textWidth(headName(last, m_style.language), TextStyle{m_metrics.small.size, true});
  }

  [[nodiscard]] double legendWidth(QSizeF area) const {
    return area.width() > 0 ? area.width() : std::max(300.0, m_grid.bounds().right());
  }
  [[nodiscard]] double legendHeight() const {
    return m_legend.isEmpty() ? 0 : m_metrics.gap / 2 + double(m_legend.size()) * m_metrics.small.size * 1.35;
  }

  /// The side of a thumbnail; chooses the columns where the heads are sorted.
  [[nodiscard]] double fitted(QSizeF area) {
    const double natural = m_data.heads <= 6 ? 96 : 64;
    if (area.width() <= 0) {
      if (sorted()) chooseColumns(m_data.heads);
      return natural;
    }
    // The legend's lines are reserved as they will most likely be.
    const double legend = m_data.labels.empty() ? 0 : m_metrics.gap / 2 + 2 * m_metrics.small.size * 1.35;
    const QSizeF room(
        area.width() - m_grid.origin.x(),
        area.height() > 0 ? std::max(1.0, area.height() - m_grid.origin.y() - legend - lineHeight(area)) : 0);
    double best = 0;
    int columns = m_grid.columns;
    for (int candidate = sorted() ? 1 : columns; candidate <= (sorted() ? std::max(1, count()) : columns);
         ++candidate) {
      if (sorted()) chooseColumns(candidate);
      double size = room.width() / m_grid.columns - m_grid.gap;
      if (room.height() > 0) {
        size = std::min(size, room.height() / m_grid.rows - m_grid.gap - m_grid.textAbove - m_grid.textBelow);
      }
      if (size <= best) continue;
      best = size;
      columns = candidate;
    }
    if (sorted()) chooseColumns(columns);
    const double least = (m_data.labels.empty() ? kSmallestOnScreen : kSmallestLabelled) * m_style.fontSize;
    return std::clamp(std::floor(best), m_data.labels.empty() && !isOnScreen(area) ? 8.0 : std::ceil(least),
                      12 * m_style.fontSize);
  }

  /// What does not fit below each other is scrolled.
  [[nodiscard]] int columnsOfWidth(double width, double size) const {
    return static_cast<int>((width + m_grid.gap) / (size + m_grid.gap));
  }

  void chooseColumns(int columns) {
    m_grid.columns = std::max(1, columns);
    m_grid.rows = std::max(1, (count() + m_grid.columns - 1) / m_grid.columns);
  }

  void addText(const QString& text, QPointF at, HorizontalAnchor anchor, bool chosen) {
    m_figure.items.push_back(TextItem{at, text, chosen ? TextStyle{m_metrics.small.size, true} : m_metrics.small,
                                      chosen ? m_theme.accent : m_theme.quietText, anchor, VerticalAnchor::Middle});
  }

  /// Numbers of layers and heads, as many as there is room for; the chosen one always, its neighbours then not.
  void addAxes() {
    const TextStyle bold{m_metrics.small.size, true};
    const double widest =
        textWidth(attentionTexts(m_style.language).headLabel.arg(std::max(0, m_data.heads - 1)), bold);
    const int across = labelStep(widest + m_metrics.gap / 2, m_grid.pitchX());
    const int down = labelStep(m_metrics.small.size * 1.15, m_grid.pitchY());
    const auto isShown = [](int index, int step, int chosen) {
      if (index == chosen) return true;
      return index % step == 0 && (chosen < 0 || std::abs(index - chosen) >= step);
    };
    for (int layer = 0; layer < m_data.layers; ++layer) {
      if (!isShown(layer, down, m_style.selectedLayer)) continue;
      const double y = m_grid.boxOf(layer * m_grid.columns).center().y();
      addText(attentionTexts(m_style.language).layerLabel.arg(layer), {m_grid.origin.x() - m_metrics.gap, y},
              HorizontalAnchor::Right, layer == m_style.selectedLayer);
    }
    const int chosenHead = m_style.selectedLayer >= 0 ? m_style.selectedHead : -1;
    for (int head = 0; head < m_data.heads; ++head) {
      if (!isShown(head, across, chosenHead)) continue;
      addText(attentionTexts(m_style.language).headLabel.arg(head),
              {m_grid.boxOf(head).center().x(), m_metrics.small.size * 0.6}, HorizontalAnchor::Center,
              head == chosenHead);
    }
  }

  /// Square cells: a pattern of two sentences is not stretched.
  [[nodiscard]] QRectF imageRect(const QRectF& box, const Matrix<float>& pattern) const {
    const auto rows = double(pattern.rows()), columns = double(pattern.cols());
    if (rows <= 0 || columns <= 0) return box;
    const double cell = std::min(box.width() / columns, box.height() / rows);
    const QSizeF size(cell * columns, cell * rows);
    return {box.center() - QPointF(size.width() / 2, size.height() / 2), size};
  }

  void addThumbnails() {
    const bool cached = m_style.headImages != nullptr && m_style.headImages->size() == m_data.patterns.size();
    const std::vector<QImage> made = cached ? std::vector<QImage>() : headImages(m_data, m_style);
    const std::vector<QImage>& images = cached ? *m_style.headImages : made;
    for (int shown = 0; shown < count(); ++shown) {
      const auto index = static_cast<std::size_t>(m_shown[static_cast<std::size_t>(shown)]);
      const QRectF rect = imageRect(m_grid.boxOf(shown), m_data.patterns[index]);
      m_figure.items.push_back(RectItem{rect, m_theme.surface});
      m_figure.items.push_back(ImageItem{rect, images[index], false});
    }
  }

  void addTexts() {
    for (int shown = 0; shown < count(); ++shown) {
      const HeadPlace place = placeOf(shown);
      const bool chosen = place == HeadPlace{m_style.selectedLayer, m_style.selectedHead};
      const QRectF slot = m_grid.slotOf(shown);
      if (m_grid.textAbove > 0) {
        addText(headName(place, m_style.language), {slot.center().x(), slot.top() + m_grid.textAbove / 2},
                HorizontalAnchor::Center, chosen);
      }
      const auto index = static_cast<std::size_t>(m_shown[static_cast<std::size_t>(shown)]);
      if (index >= m_data.labels.size() || m_form == LabelForm::None) continue;
      addText(labelText(m_data.labels[index], m_form, m_style.language),
              {slot.center().x(), slot.bottom() - m_grid.textBelow / 2}, HorizontalAnchor::Center, chosen);
    }
  }

  void addLegend() {
    double y = m_grid.bounds().bottom() + 2 + m_metrics.gap / 2 + m_metrics.small.size;
    for (const QString& line : m_legend) {
      m_figure.items.push_back(TextItem{{0, y}, line, m_metrics.small, m_theme.quietText});
      m_figure.size.setWidth(std::max(m_figure.size.width(), textWidth(line, m_metrics.small)));
      y += m_metrics.small.size * 1.35;
    }
  }

  void addScale() {
    if (m_hasBar) return addColorBar(m_figure, m_scale, m_scaleLegend, m_style, {m_barLeft, 0}, m_barHeight);
    addScaleLine(m_figure, m_scale, m_style, {0, m_lineTop}, m_lineWidth);
  }

  void addFrames() {
    for (int shown = 0; shown < count(); ++shown) {
      const auto& chosen = m_style.chosenHeads;
      if (std::find(chosen.begin(), chosen.end(), placeOf(shown)) == chosen.end()) continue;
      addAccentOutline(m_figure, m_grid.boxOf(shown).adjusted(-0.5, -0.5, 0.5, 0.5), m_theme, 1);
    }
    addSelectedFrame();
  }

  void addSelectedFrame() {
    if (m_style.selectedLayer < 0 || m_style.selectedLayer >= m_data.layers || m_style.selectedHead >= m_data.heads) {
      return;
    }
    QRectF rect;
    for (int shown = 0; shown < count(); ++shown) {
      const HeadPlace place = placeOf(shown);
      const bool chosen = place.layer == m_style.selectedLayer &&
                          (place.head == m_style.selectedHead || (m_style.selectedHead < 0 && !sorted()));
      if (chosen) rect |= m_grid.boxOf(shown);
    }
    m_figure.selected = rect;
    if (!rect.isNull()) addAccentOutline(m_figure, rect.adjusted(-1, -1, 1, 1), m_theme, 2.5);
  }

  void addHotAreas() {
    const double half = m_grid.gap / 2;
    for (int shown = 0; shown < count(); ++shown) {
      const HeadPlace place = placeOf(shown);
      m_figure.hotAreas.push_back(HotArea{
          FigureHit::Kind::Head, m_grid.slotOf(shown).adjusted(-half, -half, half, half), place.layer, place.head});
    }
  }

  const HeadsFigure& m_data;
  const FigureStyle& m_style;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  std::vector<int> m_shown;
  HeadGrid m_grid;
  LabelForm m_form = LabelForm::None;
  QStringList m_legend;
  ColorScale m_scale;
  ScaleLegend m_scaleLegend;
  bool m_hasBar = false;
  double m_barLeft = 0, m_barHeight = 0, m_lineTop = 0, m_lineWidth = 0;
  Figure m_figure;
};

}  // namespace

QImage headImage(const Matrix<float>& pattern, bool causal, const FigureStyle& style) {
  return sequentialImage(pattern, 0, 1, style.theme->isDark, causal, style.colorMap);
}

std::vector<QImage> headImages(const HeadsFigure& data, const FigureStyle& style) {
  const auto shown = [&data](const Matrix<float>& pattern) {
    return data.sinkHidden ? sharesOfRest(pattern) : pattern;
  };
  const ColorScale scale = headsScale(data, style);
  std::vector<QImage> images;
  images.reserve(data.patterns.size());
  for (const Matrix<float>& pattern : data.patterns) {
    images.push_back(data.sinkHidden ? scale.image(shown(pattern), data.causal, style)
                                     : scale.image(pattern, data.causal, style));
  }
  return images;
}

Figure buildHeads(const HeadsFigure& data, const FigureStyle& style) {
  return HeadsBuilder(data, style).build();
}

}  // namespace headlight
