// The likeliest next tokens as bars.

#include <algorithm>
#include <cmath>

#include "charts/figure/figure_frame.h"
#include "charts/prediction/prediction_builders.h"
#include "charts/texts/prediction_texts.h"
#include "figures/prediction/prediction_figure.h"

namespace headlight {
namespace {

/// The end of the scale: a round number not below the largest probability, said under the bars.
double roundLimit(double largest) {
  for (const double limit : {0.01, 0.02, 0.05, 0.1, 0.2, 0.5}) {
    if (largest <= limit) return limit;
  }
  return 1;
}

class PredictionBuilder {
 public:
  PredictionBuilder(const PredictionFigure& data, const FigureStyle& style)
      : m_data(data), m_style(style), m_theme(*style.theme), m_metrics(style.fontSize) {}

  Figure build() {
    const auto likeliest = std::max_element(m_data.bars.begin(), m_data.bars.end(),
                                            [](const auto& a, const auto& b) { return a.probability < b.probability; });
    const QString description =
        likeliest == m_data.bars.end()
            ? QString()
            : predictionTexts(m_style.language)
                  .describePrediction.arg(visibleToken(likeliest->text), formatNumber(likeliest->probability));
    const QString& title =
        m_data.masked ? predictionTexts(m_style.language).maskedWord : predictionTexts(m_style.language).prediction;
    const FrameTexts texts{title.arg(m_data.position), description, &m_data.badge, &m_data.source};
    layOut(contentArea(m_style, texts));
    addScale();
    for (std::size_t i = 0; i < m_data.bars.size(); ++i) addBar(static_cast<int>(i));
    addRest();
    addFooter();
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  void layOut(QSizeF area) {
    m_row = std::round(m_style.fontSize * 1.85);
    m_limit = 0;
    m_labels = std::max(textWidth(predictionTexts(m_style.language).others, m_metrics.label),
                        textWidth(predictionTexts(m_style.language).probability, m_metrics.small) + m_metrics.gap);
    m_values = textWidth(formatNumber(m_data.restProbability), m_metrics.strong);
    m_differs = samplingDiffers();
    for (const auto& bar : m_data.bars) {
      m_limit = std::max({m_limit, bar.probability, m_differs ? bar.samplingProbability : 0.0});
      m_labels = std::max(m_labels, textWidth(visibleToken(bar.text), m_metrics.strong));
      m_values = std::max(m_values, textWidth(formatNumber(bar.probability), m_metrics.strong));
    }
    m_limit = roundLimit(m_limit);
    const double width = area.width() > 0 ? area.width() : 36 * m_style.fontSize;
    m_labels = std::min(m_labels, width * 0.4);
    m_left = m_labels + m_metrics.gap;
    m_barWidth = std::max(20.0, width - m_left - m_metrics.gap - m_values);
    m_rightEdge = m_left + m_barWidth + m_metrics.gap + m_values;
    m_footer = m_row * static_cast<double>(m_data.bars.size() + 1) + m_metrics.gap / 2;
    m_figure.size = {m_rightEdge, m_footer + m_metrics.line * (m_differs ? 4 : 3)};
  }

  /// Greedy choice gives the likeliest token everything; the accent says so already.
  [[nodiscard]] bool samplingDiffers() const {
    bool differs = false;
    for (const auto& bar : m_data.bars) {
      if (bar.samplingProbability == 1) return false;
      differs = differs || std::abs(bar.samplingProbability - bar.probability) > 5e-4;
    }
    return differs;
  }

  [[nodiscard]] double widthOf(double probability) const { return m_barWidth * std::min(1.0, probability / m_limit); }

  void addScale() {
    for (const double share : {0.0, 0.5, 1.0}) {
      const double x = m_left + m_barWidth * share;
      m_figure.items.push_back(LineItem{{x, 0}, {x, m_footer - m_metrics.gap / 2}, m_theme.grid, 1});
      const auto anchor = share == 0   ? HorizontalAnchor::Left
                          : share == 1 ? HorizontalAnchor::Right
                                       : HorizontalAnchor::Center;
      m_figure.items.push_back(TextItem{{x, m_footer + m_metrics.line * 0.5},
                                        QString::number(m_limit * share),
                                        m_metrics.small,
                                        m_theme.quietText,
                                        anchor,
                                        VerticalAnchor::Middle});
    }
    m_figure.items.push_back(TextItem{{0, m_footer + m_metrics.line * 0.5},
                                      predictionTexts(m_style.language).probability,
                                      m_metrics.small,
                                      m_theme.quietText,
                                      HorizontalAnchor::Left,
                                      VerticalAnchor::Middle});
  }

  void addBar(int index) {
    const auto& bar = m_data.bars[static_cast<std::size_t>(index)];
    const double top = index * m_row;
    const double thickness = std::round(m_row * (m_differs ? 0.5 : 0.66));
    const double barTop = top + std::round((m_row - thickness - (m_differs ? 5 : 0)) / 2);
    const QRectF row(0, top, m_rightEdge, m_row);
    if (index == m_style.selectedBar)
      m_figure.items.push_back(RectItem{row, m_theme.accentFill, Qt::transparent, 0, 3});
    const QRectF body(m_left, barTop, std::max(1.0, widthOf(bar.probability)), thickness);
    m_figure.items.push_back(RectItem{body, bar.chosen ? m_theme.accent : m_theme.bar});
    if (m_differs && bar.samplingProbability > 0) {
      const QRectF thin(m_left, body.bottom() + 1.5, std::max(1.0, widthOf(bar.samplingProbability)), 3.5);
      m_figure.items.push_back(RectItem{thin, m_theme.text});
    }
    addRowTexts(top, visibleToken(bar.text), bar.probability, bar.chosen);
    m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Bar, row, index});
  }

  void addRowTexts(double top, const QString& label, double probability, bool chosen, bool quiet = false) {
    const TextStyle& style = chosen ? m_metrics.strong : m_metrics.label;
    const QColor color = quiet ? m_theme.quietText : chosen ? m_theme.accent : m_theme.text;
    const double middle = top + m_row / 2;
    m_figure.items.push_back(TextItem{
        {0, middle}, elided(label, m_labels, style), style, color, HorizontalAnchor::Left, VerticalAnchor::Middle});
    m_figure.items.push_back(TextItem{{m_rightEdge, middle},
                                      formatNumber(probability),
                                      style,
                                      quiet ? m_theme.quietText : m_theme.text,
                                      HorizontalAnchor::Right,
                                      VerticalAnchor::Middle});
  }

  /// All the others together are no token and may be more than the scale holds: a number without a bar.
  void addRest() {
    addRowTexts(static_cast<double>(m_data.bars.size()) * m_row, predictionTexts(m_style.language).others,
                m_data.restProbability, false, true);
  }

  void addFooter() {
    double y = m_footer + m_metrics.line * 1.5;
    if (m_differs) {
      m_figure.items.push_back(RectItem{QRectF(0, y - 2, 2 * m_metrics.gap, 3.5), m_theme.text});
      addFooterText({2.6 * m_metrics.gap, y}, predictionTexts(m_style.language).samplingOutline, m_metrics.small,
                    m_theme.quietText);
      y += m_metrics.line;
    }
    addFooterText({0, y}, predictionTexts(m_style.language).entropy.arg(formatNumber(m_data.entropyBits)),
                  m_metrics.strong, m_theme.text);
    y += m_metrics.line;
    if (m_data.unknown.empty()) return;
    addFooterText({0, y}, predictionTexts(m_style.language).unknownNote.arg(QString::fromStdString(m_data.unknown)),
                  m_metrics.small, m_theme.quietText);
  }

  void addFooterText(QPointF at, const QString& text, const TextStyle& style, const QColor& color) {
    m_figure.items.push_back(TextItem{at, text, style, color, HorizontalAnchor::Left, VerticalAnchor::Middle});
  }

  const PredictionFigure& m_data;
  const FigureStyle& m_style;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  Figure m_figure;
  double m_row = 0, m_limit = 1, m_labels = 0, m_values = 0, m_left = 0, m_barWidth = 0, m_rightEdge = 0, m_footer = 0;
  bool m_differs = false;
};

}  // namespace

Figure buildPrediction(const PredictionFigure& data, const FigureStyle& style) {
  return PredictionBuilder(data, style).build();
}

}  // namespace headlight
