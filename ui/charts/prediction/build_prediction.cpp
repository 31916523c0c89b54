// The likeliest next tokens as bars.

#include <algorithm>
#include <array>
#include <cmath>

#include "charts/figure/figure_frame.h"
#include "charts/prediction/prediction_builders.h"
#include "charts/texts/prediction_texts.h"
#include "figures/prediction/prediction_figure.h"

namespace headlight {
namespace {

/// The scale is the same for every step, so that lengths can be compared from one step to the next.
constexpr std::array kTicks = {0.0, 0.25, 0.5, 0.75, 1.0};

/// Bars as long as the probability that matters for the next step: where the next token is drawn, that of the drawing,
/// and the model's beside it; where the likeliest is taken, the model's alone.
class PredictionBuilder {
 public:
  using Bar = PredictionFigure::Bar;

  PredictionBuilder(const PredictionFigure& data, const FigureStyle& style)
      : m_data(data),
        m_style(style),
        m_theme(*style.theme),
        m_texts(predictionTexts(style.language)),
        m_metrics(style.fontSize),
        m_sampled(data.isSampled && std::any_of(data.bars.begin(), data.bars.end(), differs)) {}

  Figure build() {
    const QString& title = m_data.masked ? m_texts.maskedWord : m_texts.prediction;
    const FrameTexts texts{title.arg(m_data.position), description(), m_data};
    layOut(contentArea(m_style, texts));
    addScale();
    for (std::size_t i = 0; i < m_data.bars.size(); ++i) addBar(static_cast<int>(i));
    addRest();
    addFooter();
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  /// At temperature 1 and without cuts or special tokens the drawing is the model's own.
  static bool differs(const Bar& bar) { return std::abs(bar.samplingProbability - bar.probability) > 5e-4; }

  [[nodiscard]] QString description() const {
    const auto likeliest = std::max_element(m_data.bars.begin(), m_data.bars.end(),
                                            [](const Bar& a, const Bar& b) { return a.probability < b.probability; });
    if (likeliest == m_data.bars.end()) return {};
    const QString token = visibleToken(likeliest->text), model = formatNumber(likeliest->probability);
    if (!m_sampled) return m_texts.describePrediction.arg(token, model);
    return m_texts.describeSampling.arg(token, formatNumber(likeliest->samplingProbability), model);
  }

  [[nodiscard]] double shown(const Bar& bar) const { return m_sampled ? bar.samplingProbability : bar.probability; }
  [[nodiscard]] double shownRest() const { return m_sampled ? m_data.restSamplingProbability : m_data.restProbability; }
  [[nodiscard]] const QString& axis() const { return m_sampled ? m_texts.drawnWith : m_texts.probability; }

  void layOut(QSizeF area) {
    m_row = std::round(m_style.fontSize * 1.85);
    m_labels = textWidth(m_texts.others, m_metrics.label);
    m_values = textWidth(formatNumber(shownRest()), m_metrics.strong);
    if (m_sampled) {
      m_second = std::max(textWidth(m_texts.modelColumn, m_metrics.small),
                          textWidth(formatNumber(m_data.restProbability), m_metrics.small));
    }
    for (const Bar& bar : m_data.bars) {
      m_labels = std::max(m_labels, textWidth(visibleToken(bar.text), m_metrics.strong));
      m_values = std::max(m_values, textWidth(formatNumber(shown(bar)), m_metrics.strong));
      if (m_sampled) m_second = std::max(m_second, textWidth(formatNumber(bar.probability), m_metrics.small));
    }
    const double width = area.width() > 0 ? area.width() : 36 * m_style.fontSize;
    const double numbers = m_values + (m_sampled ? m_second + m_metrics.gap : 0);
    const double spare = width - numbers - 2 * m_metrics.gap - 3 * m_style.fontSize;  // beside the shortest bars
    m_labels = std::min(m_labels, std::max(4 * m_style.fontSize, std::min(width * 0.4, spare)));
    m_left = m_labels + m_metrics.gap;
    m_barWidth = std::max(3 * m_style.fontSize, width - m_left - m_metrics.gap - numbers);
    m_valueEdge = m_left + m_barWidth + m_metrics.gap + m_values;
    m_rightEdge = m_left + m_barWidth + m_metrics.gap + numbers;
    m_footer = m_row * static_cast<double>(m_data.bars.size() + 1) + m_metrics.gap / 2;
  }

  [[nodiscard]] QRectF barOf(double probability, double top, double height) const {
    return {m_left, top, probability > 0 ? std::max(1.0, m_barWidth * std::min(1.0, probability)) : 0, height};
  }

  void addScale() {
    const double y = m_footer + m_metrics.line * 0.5;
    for (const double tick : kTicks) {
      const double x = m_left + m_barWidth * tick;
      m_figure.items.push_back(LineItem{{x, 0}, {x, m_footer - m_metrics.gap / 2}, m_theme.grid, 1});
      const auto anchor = tick == 0   ? HorizontalAnchor::Left
                          : tick == 1 ? HorizontalAnchor::Right
                                      : HorizontalAnchor::Center;
      if (tick != 0.25 && tick != 0.75)
        addText({x, y}, QString::number(tick), m_metrics.small, m_theme.quietText, anchor);
    }
    if (m_sampled) {
      addText({m_rightEdge, y}, m_texts.modelColumn, m_metrics.small, m_theme.quietText, HorizontalAnchor::Right);
    }
  }

  void addBar(int index) {
    const Bar& bar = m_data.bars[static_cast<std::size_t>(index)];
    const double top = index * m_row;
    const double thickness = std::round(m_row * (m_sampled ? 0.5 : 0.66));
    const double barTop = top + std::round((m_row - thickness - (m_sampled ? 5 : 0)) / 2);
    const QRectF row(0, top, m_rightEdge, m_row);
    if (index == m_style.selectedBar) {
      m_figure.items.push_back(RectItem{row, m_theme.accentFill, Qt::transparent, 0, 3});
    }
    addBody(bar, barOf(shown(bar), barTop, thickness));
    if (m_sampled) {
      m_figure.items.push_back(RectItem{barOf(bar.probability, barTop + thickness + 1.5, 3.5), m_theme.text});
    }
    addRowTexts(top, bar);
    m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Bar, row, index});
  }

  /// What is never drawn has an outline: the share is the model's, and the drawing passes it over.
  void addBody(const Bar& bar, const QRectF& body) {
    if (bar.isDrawn) {
      m_figure.items.push_back(RectItem{body, bar.chosen ? m_theme.accent : m_theme.bar});
    } else if (!m_sampled) {
      m_figure.items.push_back(RectItem{body.adjusted(0.75, 0.75, -0.75, -0.75), Qt::transparent, m_theme.bar, 1.5});
    }
  }

  void addRowTexts(double top, const Bar& bar) {
    const TextStyle& style = bar.chosen ? m_metrics.strong : m_metrics.label;
    const QColor label = bar.chosen ? m_theme.accent : bar.isDrawn ? m_theme.text : m_theme.quietText;
    const double middle = top + m_row / 2;
    addText({0, middle}, elided(visibleToken(bar.text), m_labels, style), style, label);
    addText({m_valueEdge, middle}, formatNumber(shown(bar)), style, bar.isDrawn ? m_theme.text : m_theme.quietText,
            HorizontalAnchor::Right);
    if (m_sampled) addModelNumber(middle, bar.probability);
  }

  void addModelNumber(double middle, double probability) {
    addText({m_rightEdge, middle}, formatNumber(probability), m_metrics.small, m_theme.quietText,
            HorizontalAnchor::Right);
  }

  /// All the others together are no token and may be more than any bar: a number without a bar.
  void addRest() {
    const double middle = static_cast<double>(m_data.bars.size()) * m_row + m_row / 2;
    addText({0, middle}, m_texts.others, m_metrics.label, m_theme.quietText);
    addText({m_valueEdge, middle}, formatNumber(shownRest()), m_metrics.label, m_theme.quietText,
            HorizontalAnchor::Right);
    if (m_sampled) addModelNumber(middle, m_data.restProbability);
  }

  void addFooter() {
    double y = m_footer + m_metrics.line * 1.5;
    const double swatch = 2 * m_metrics.gap;
    const auto next = [&y, this] { y += m_metrics.line; };
    addText({0, y}, axis(), m_metrics.small, m_theme.quietText);
    next();
    if (m_sampled) {
      m_figure.items.push_back(RectItem{QRectF(0, y - 2, swatch, 3.5), m_theme.text});
      addText({1.3 * swatch, y}, m_texts.modelBar, m_metrics.small, m_theme.quietText);
      next();
    }
    if (m_data.neverDrawnShare > 0) {
      const QRectF outline(0.75, y - m_metrics.small.size / 2, swatch - 1.5, m_metrics.small.size);
      m_figure.items.push_back(RectItem{outline, Qt::transparent, m_theme.bar, 1.5});
      addText({1.3 * swatch, y}, m_texts.neverDrawn.arg(formatNumber(m_data.neverDrawnShare)), m_metrics.small,
              m_theme.quietText);
      next();
    }
    const QString entropy = formatNumber(m_data.entropyBits);
    addText({0, y},
            m_sampled ? m_texts.samplingEntropy.arg(formatNumber(m_data.samplingEntropyBits), entropy)
                      : m_texts.entropy.arg(entropy),
            m_sampled ? m_metrics.small : m_metrics.strong, m_theme.text);
    m_figure.size = {m_rightEdge, y + m_metrics.line / 2};
  }

  void addText(QPointF at, const QString& text, const TextStyle& style, const QColor& color,
               HorizontalAnchor anchor = HorizontalAnchor::Left) {
    m_figure.items.push_back(TextItem{at, text, style, color, anchor, VerticalAnchor::Middle});
  }

  const PredictionFigure& m_data;
  const FigureStyle& m_style;
  const Theme& m_theme;
  const PredictionTexts& m_texts;
  FigureMetrics m_metrics;
  bool m_sampled;
  Figure m_figure;
  double m_row = 0, m_labels = 0, m_values = 0, m_second = 0, m_left = 0, m_barWidth = 0;
  double m_valueEdge = 0, m_rightEdge = 0, m_footer = 0;
};

}  // namespace

Figure buildPrediction(const PredictionFigure& data, const FigureStyle& style) {
  return PredictionBuilder(data, style).build();
}

}  // namespace headlight
