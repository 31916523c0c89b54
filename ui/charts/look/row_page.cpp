#include "charts/look/row_page.h"

#include <algorithm>
#include <cmath>

#include "charts/look/color_bar.h"

namespace headlight {

double largestOf(std::span<const float> numbers) {
  double largest = 0;
  for (const float number : numbers) largest = std::max(largest, std::abs(double(number)));
  return largest;
}

void RowPage::addText(const QString& text, QPointF where, const TextStyle& style, const QColor& color,
                      HorizontalAnchor anchor) {
  m_figure.items.push_back(TextItem{where, text, style, color, anchor, VerticalAnchor::Middle});
}

void RowPage::addLines(const QString& text, const TextStyle& style, const QColor& color) {
  for (const QString& line : wrappedLines(text, m_width, style)) {
    addText(line, {0, m_y + style.size * 0.7}, style, color);
    m_y += style.size * 1.4;
  }
}

QRectF RowPage::addStrip(std::span<const float> numbers, double left, double width, double high,
                         std::size_t mostSharp) {
  ColorScale scale;
  scale.isSigned = true;
  scale.high = high > 0 ? high : 1;
  const Matrix<float> row = ConstMatrixMap<float>(numbers.data(), 1, static_cast<Index>(numbers.size()));
  const QRectF rect(left, m_y + m_row * 0.2, width, m_row * 0.6);
  m_figure.items.push_back(ImageItem{rect, scale.image(row, false, m_style), numbers.size() <= mostSharp});
  m_figure.items.push_back(RectItem{rect, Qt::transparent, m_theme.grid, 0.5});
  return rect;
}

}  // namespace headlight
