#pragma once
// What the figures have in common that stand step by step under each other: sentences at the top, then rows of a name,
// a strip of cells and numbers.

#include <span>

#include "charts/figure/figure.h"
#include "charts/figure/figure_frame.h"
#include "charts/figure/figure_style.h"
#include "charts/look/theme.h"

namespace headlight {

/// The largest absolute value; 0 of none.
[[nodiscard]] double largestOf(std::span<const float> numbers);

class RowPage {
 protected:
  explicit RowPage(const FigureStyle& style) : m_style(style), m_theme(*style.theme), m_metrics(style.fontSize) {}

  void addText(const QString& text, QPointF where, const TextStyle& style, const QColor& color,
               HorizontalAnchor anchor = HorizontalAnchor::Left);
  /// Wrapped to the page's width, from m_y on, which moves below.
  void addLines(const QString& text, const TextStyle& style, const QColor& color);
  /// In the present row from `left` on, one cell a number, signed colours up to `high`; sharp cells up to `mostSharp`
  /// numbers. Returns where it is.
  QRectF addStrip(std::span<const float> numbers, double left, double width, double high, std::size_t mostSharp);

  const FigureStyle& m_style;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  Figure m_figure;
  double m_width = 0;
  double m_y = 0;     ///< the top of the present row
  double m_row = 20;  ///< its height
};

}  // namespace headlight
