// What each model's next word depends on: a row of bars a model, all on one scale.

#include <algorithm>
#include <cmath>

#include "charts/experiments/experiment_builders.h"
#include "charts/figure/figure_frame.h"
#include "charts/look/badge.h"
#include "charts/look/color_map.h"
#include "charts/look/heatmap.h"
#include "charts/look/model_color.h"
#include "charts/texts/influence_texts.h"
#include "figures/experiments/influence_figure.h"

namespace headlight {
namespace {

constexpr double kBarShare = 0.72;  // of a column
// In sizes of the labels: widths of a column, heights of a row of bars.
constexpr double kWidest = 5, kWidestOnScreen = 12, kLowest = 3, kHighEnough = 6, kHighest = 40;
constexpr double kPi = 3.14159265358979323846;

using Measure = InfluenceFigure::Measure;

/// The end of the scale: a round number not below the largest value.
double roundLimit(double largest) {
  if (!(largest > 0)) return 1;
  const double power = std::pow(10, std::floor(std::log10(largest)));
  for (const double factor : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 8.0}) {
    if (factor * power >= largest * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

class InfluenceBuilder {
 public:
  InfluenceBuilder(const InfluenceFigure& data, const FigureStyle& style)
      : m_data(data),
        m_style(style),
        m_texts(influenceTexts(style.language)),
        m_theme(*style.theme),
        m_metrics(style.fontSize),
        m_gradient(data.measure == Measure::Gradient) {}

  Figure build() {
    const FrameTexts texts{m_texts.title, m_texts.describe.arg(m_data.rows.size()), m_data};
    layOut(contentArea(m_style, texts));
    double y = 0;
    addText({0, m_metrics.line * 0.5}, m_gradient ? m_texts.shareAxis : m_texts.bitsAxis, HorizontalAnchor::Left);
    y += m_metrics.line;
    for (std::size_t row = 0; row < m_data.rows.size(); ++row) y = addRow(row, y);
    addLegend(y);
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  using Row = InfluenceFigure::Row;

  /// Same tokens as the row below: one set of labels under both is enough.
  [[nodiscard]] bool hasLabels(std::size_t row) const {
    return row + 1 == m_data.rows.size() || m_data.rows[row].tokens != m_data.rows[row + 1].tokens;
  }

  [[nodiscard]] bool isMeasured(const Row& row) const {
    return row.problem.empty() && (m_gradient || !row.replacements.empty());
  }

  void layOut(QSizeF area) {
    double largest = 0, widest = 0, labelRows = 0;
    std::size_t most = 1;
    for (std::size_t i = 0; i < m_data.rows.size(); ++i) {
      const Row& row = m_data.rows[i];
      most = std::max(most, row.tokens.size());
      for (const QString& label : shownLabels(row.tokens))
        widest = std::max(widest, textWidth(label, m_metrics.strong));
      for (std::size_t place = 0; isMeasured(row) && place < row.tokens.size(); ++place)
        largest = std::max(largest, InfluenceFigure::value(row, place, m_data.measure));
      labelRows += hasLabels(i) ? 1 : 0;
    }
    m_limit = roundLimit(largest);
    m_left = std::max(textWidth(formatNumber(m_limit, 2), m_metrics.small),
                      textWidth(formatNumber(m_limit / 2, 2), m_metrics.small)) +
             m_metrics.gap;
    const auto columns = static_cast<double>(most);
    const double width = area.width() > 0 ? area.width() : m_left + columns * 2.6 * m_style.fontSize;
    const double widestColumn = (isOnScreen(area) ? kWidestOnScreen : kWidest) * m_style.fontSize;
    m_column = std::clamp((width - m_left) / columns, 2.0, widestColumn);
    m_slanted = widest + 4 > m_column;
    const double slant = kLabelSlant * kPi / 180;
    if (m_slanted && area.width() > 0) {  // the last label reaches out
      m_column = std::clamp((width - m_left - widest * std::cos(slant)) / columns, 2.0, widestColumn);
    }
    m_labelHeight = m_slanted ? widest * std::sin(slant) + m_metrics.line : m_metrics.line * 1.2;
    m_legendHeight = m_metrics.line * 1.2;
    const auto rows = static_cast<double>(std::max<std::size_t>(1, m_data.rows.size()));
    const double others =
        m_metrics.line + rows * (m_metrics.line * 1.4 + m_metrics.gap) + labelRows * m_labelHeight + m_legendHeight;
    m_band = 5 * m_style.fontSize;
    if (area.height() > 0)
      m_band = std::clamp((area.height() - others) / rows, 1.8 * m_style.fontSize, kHighest * m_style.fontSize);
    if (isOnScreen(area)) grow(area, static_cast<int>(most));
    m_slanted = widest + 4 > m_column;
    const double right = m_slanted ? widest * std::cos(slant) : 0;
    m_figure.size.setWidth(std::max(m_left + columns * m_column + right, area.width()));
  }

  /// Larger letters do not make bars smaller.
  void grow(QSizeF area, int tokens) {
    double column = m_column, band = m_band;
    if (m_style.fontSize != kNormalFont) {
      const FigureStyle normal = atNormalSize(m_style);
      InfluenceBuilder usual(m_data, normal);
      usual.layOut(area);
      column = usual.m_column;
      band = std::min(usual.m_band, kHighEnough * kNormalFont);  // the labels below are not pushed out of sight
    }
    m_column = sizeOnScreen(m_column, column, leastCell(tokens, m_metrics.label), m_style);
    m_band = sizeOnScreen(m_band, band, kLowest * m_style.fontSize, m_style);
  }

  [[nodiscard]] double left(std::size_t place) const { return m_left + static_cast<double>(place) * m_column; }

  /// Gives where the next row begins.
  double addRow(std::size_t index, double y) {
    const Row& row = m_data.rows[index];
    addHeading(index, y);
    const double top = y + m_metrics.line * 1.4;
    if (!isMeasured(row)) {
      const QString text = row.problem.empty() ? m_texts.notMeasured : QString::fromStdString(row.problem);
      double line = top + m_metrics.line * 0.5;
      for (const QString& part : wrappedLines(text, m_figure.size.width() - m_left, m_metrics.small)) {
        addText({m_left, line}, part, HorizontalAnchor::Left);
        line += m_metrics.line;
      }
      return top + m_band + m_metrics.gap;
    }
    const QRectF band(m_left, top, m_column * static_cast<double>(row.tokens.size()), m_band);
    addScale(band, row);
    for (std::size_t place = 0; place < row.tokens.size(); ++place) addBar(index, place, band);
    m_figure.hotAreas.push_back(
        HotArea{FigureHit::Kind::Cell, band, static_cast<int>(index), 0, 1, static_cast<int>(row.tokens.size())});
    if (!hasLabels(index)) return band.bottom() + m_metrics.gap;
    addLabels(index, band);
    return band.bottom() + m_labelHeight + m_metrics.gap;
  }

  /// Colour, model, and the word that comes next.
  void addHeading(std::size_t index, double y) {
    const Row& row = m_data.rows[index];
    const double middle = y + m_metrics.line * 0.7;
    const double swatch = m_style.fontSize * 0.8;
    m_figure.items.push_back(RectItem{{0, middle - swatch / 2, swatch, swatch}, colorOf(index)});
    const QString name = QString::fromStdString(row.model);
    m_figure.items.push_back(TextItem{{swatch + m_metrics.gap / 2, middle},
                                      name,
                                      m_metrics.strong,
                                      m_theme.text,
                                      HorizontalAnchor::Left,
                                      VerticalAnchor::Middle});
    if (!row.problem.empty() || row.tokens.empty()) return;
    const double used = swatch + m_metrics.gap * 2 + textWidth(name, m_metrics.strong);
    const QString next = QString(m_texts.next)
                             .replace(QStringLiteral("%2"), formatNumber(row.probability))
                             .replace(QStringLiteral("%1"), visibleToken(row.next));
    m_figure.items.push_back(TextItem{{used, middle},
                                      elided(next, m_figure.size.width() - used, m_metrics.label),
                                      m_metrics.label,
                                      m_theme.quietText,
                                      HorizontalAnchor::Left,
                                      VerticalAnchor::Middle});
  }

  void addScale(const QRectF& band, const Row& row) {
    for (const double share : {0.0, 0.5, 1.0}) {
      const double y = band.bottom() - band.height() * share;
      m_figure.items.push_back(LineItem{{band.left(), y}, {band.right(), y}, m_theme.grid, 1});
      if (share == 0.5 && band.height() < 3 * m_metrics.small.size) continue;
      addText({band.left() - m_metrics.gap / 2, y}, formatNumber(m_limit * share, 2), HorizontalAnchor::Right);
    }
    if (!m_gradient) return;
    const double even = band.bottom() - band.height() / static_cast<double>(row.tokens.size()) / m_limit;
    m_figure.items.push_back(LineItem{{band.left(), even}, {band.right(), even}, m_theme.quietText, 1, true});
  }

  void addBar(std::size_t index, std::size_t place, const QRectF& band) {
    const Row& row = m_data.rows[index];
    const QRectF column(left(place), band.top(), m_column, band.height());
    const bool selected = static_cast<Index>(place) == m_style.selectedToken;
    if (selected) {
      m_figure.items.push_back(RectItem{column, m_theme.accentFill});
      m_figure.selected = column;
    }
    const double inset = m_column * (1 - kBarShare) / 2;
    if (!m_gradient && row.replacements[place].words == 0) {
      const double height = std::min(band.height(), m_style.fontSize * 0.6);
      const QRectF area(column.left() + inset, band.bottom() - height, m_column - 2 * inset, height);
      m_figure.items.push_back(HatchItem{QPolygonF(area), m_theme.masked});
      m_hasHatches = true;
      return;
    }
    const double value = InfluenceFigure::value(row, place, m_data.measure);
    const double height = band.height() * std::min(1.0, value / m_limit);
    const QRectF body(column.left() + inset, band.bottom() - height, m_column - 2 * inset, height);
    m_figure.items.push_back(RectItem{body, colorOf(index)});
    if (selected) m_figure.items.push_back(RectItem{body.adjusted(-1, -1, 1, 0), Qt::transparent, m_theme.accent, 2});
    const QString text = formatNumber(value, 2);
    const bool fits = textWidth(text, m_metrics.small) + 2 < m_column && band.height() > 3 * m_metrics.small.size;
    if (!fits || value < m_limit * 0.02) return;
    // Over the bar, or inside its top where there is no room above it.
    const bool inside = height + m_metrics.small.size * 1.3 > band.height();
    const double y = body.top() + (inside ? 1 : -1) * m_metrics.small.size * 0.75;
    const QColor color = inside ? textOn(colorOf(index)) : m_theme.text;
    if (!inside) {  // lines of the scale do not go through a number
      const double width = textWidth(text, m_metrics.small), size = m_metrics.small.size;
      m_figure.items.push_back(RectItem{{body.center().x() - width / 2, y - size * 0.45, width, size * 0.9},
                                        selected ? m_theme.accentFill : m_theme.background});
    }
    m_figure.items.push_back(TextItem{
        {body.center().x(), y}, text, m_metrics.small, color, HorizontalAnchor::Center, VerticalAnchor::Middle});
  }

  [[nodiscard]] static QColor textOn(const QColor& ground) {
    return lightness(ground) > 55 ? QColor(Qt::black) : QColor(Qt::white);
  }

  void addLabels(std::size_t index, const QRectF& band) {
    const QStringList labels = shownLabels(m_data.rows[index].tokens);
    // Where columns are narrower than a line of text, only some labels have room; the selected one always does.
    const double needed = m_slanted ? m_style.fontSize * 1.15 : 0;
    const auto step = std::max<qsizetype>(1, static_cast<qsizetype>(std::ceil(needed / m_column)));
    const Index chosen = m_style.selectedToken;
    for (qsizetype place = 0; place < labels.size(); ++place) {
      const bool selected = place == chosen;
      const bool crowds = chosen >= 0 && !selected && step > 1 && std::abs(place - chosen) < step;
      if ((place % step != 0 && !selected) || crowds) continue;
      const double x = left(static_cast<std::size_t>(place)) + m_column / 2;
      const QPointF at = m_slanted ? QPointF(x - m_style.fontSize * 0.2, band.bottom() + m_metrics.label.size * 0.9)
                                   : QPointF(x, band.bottom() + m_metrics.line * 0.6);
      m_figure.items.push_back(TextItem{at, labels[place], selected ? m_metrics.strong : m_metrics.label,
                                        selected ? m_theme.accent : m_theme.text,
                                        m_slanted ? HorizontalAnchor::Left : HorizontalAnchor::Center,
                                        VerticalAnchor::Middle, m_slanted ? kLabelSlant : 0});
    }
  }

  void addLegend(double y) {
    const double middle = y + m_metrics.line * 0.4;
    double x = 0;
    const double sample = m_style.fontSize * 1.8;
    if (m_gradient) {
      m_figure.items.push_back(LineItem{{x, middle}, {x + sample, middle}, m_theme.quietText, 1, true});
      addText({x + sample + m_metrics.gap / 2, middle}, m_texts.evenLine, HorizontalAnchor::Left);
    } else if (m_hasHatches) {
      const double half = m_style.fontSize * 0.3;
      m_figure.items.push_back(HatchItem{QPolygonF(QRectF(x, middle - half, sample, 2 * half)), m_theme.masked});
      addText({x + sample + m_metrics.gap / 2, middle}, m_texts.noPeers, HorizontalAnchor::Left);
    }
    m_figure.size.setHeight(y + m_legendHeight);
  }

  void addText(QPointF at, const QString& text, HorizontalAnchor anchor) {
    m_figure.items.push_back(TextItem{at, text, m_metrics.small, m_theme.quietText, anchor, VerticalAnchor::Middle});
  }

  [[nodiscard]] QColor colorOf(std::size_t index) const { return modelColor(static_cast<int>(index), m_theme.isDark); }

  const InfluenceFigure& m_data;
  const FigureStyle& m_style;
  const InfluenceTexts& m_texts;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  bool m_gradient;
  Figure m_figure;
  double m_limit = 1, m_left = 0, m_column = 0, m_band = 0, m_labelHeight = 0, m_legendHeight = 0;
  bool m_slanted = false;
  bool m_hasHatches = false;
};

}  // namespace

Figure buildInfluence(const InfluenceFigure& data, const FigureStyle& style) {
  return InfluenceBuilder(data, style).build();
}

}  // namespace headlight
