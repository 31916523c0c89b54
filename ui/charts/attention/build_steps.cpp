// One query of one head, step by step: a row a key, a column a stage.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "charts/attention/attention_builders.h"
#include "charts/look/color_bar.h"
#include "charts/look/heatmap.h"
#include "charts/look/row_page.h"
#include "charts/texts/attention_texts.h"
#include "charts/texts/steps_texts.h"
#include "figures/attention/steps_figure.h"
#include "figures/badge.h"

namespace headlight {
namespace {

using Stage = StepsFigure::Stage;

constexpr double kNarrowestStrip = 4;  // in sizes of the labels

std::span<const float> all(const Matrix<float>& numbers) {
  return {numbers.data(), static_cast<std::size_t>(numbers.size())};
}

double lengthOf(const std::vector<float>& numbers) {
  double sum = 0;
  for (const float number : numbers) sum += double(number) * double(number);
  return std::sqrt(sum);
}

class StepsBuilder : private RowPage {
 public:
  StepsBuilder(const StepsFigure& data, const FigureStyle& style)
      : RowPage(style), m_data(data), m_t(stepsTexts(style.language)) {}

  Figure build() {
    const FrameTexts texts{title(), m_t.describeSteps.arg(m_data.keyLabels.size()), m_data};
    m_area = contentArea(m_style, texts);
    m_page = m_width = m_area.width() > 0 ? m_area.width() : 52 * m_style.fontSize;
    m_row = m_metrics.label.size * 1.6;
    if (m_area.height() > 0) {  // a large panel is used
      const double rows = double(m_data.weights.size()) + 13;
      m_row = std::clamp(m_area.height() / rows, m_row, 1.5 * m_row);
    }
    chooseKey();
    addFormula();
    layOutColumns();
    addQuery();
    chooseKeys();
    addHeader();
    for (const int key : m_shown) addKey(key);
    addRest();
    addOutput();
    const double wide = std::exchange(m_width, m_page);
    addNotes();
    m_figure.size = {wide, m_y};
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  [[nodiscard]] QString title() const {
    return m_t.steps.arg(attentionName(attentionTexts(m_style.language), m_data.side))
        .arg(m_data.layer)
        .arg(m_data.head)
        .arg(visibleToken(m_data.queryLabel));
  }
  [[nodiscard]] bool reached(Stage stage) const { return m_data.stage >= stage; }
  [[nodiscard]] bool isMasked(int key) const { return std::isinf(m_data.scores[static_cast<std::size_t>(key)]); }
  [[nodiscard]] QString label(int key) const { return visibleToken(m_data.keyLabels[static_cast<std::size_t>(key)]); }
  static double at(const std::vector<double>& numbers, int key) { return numbers[static_cast<std::size_t>(key)]; }

  /// The formulas speak of the chosen key, or of the one with the largest weight.
  void chooseKey() {
    const auto count = static_cast<Index>(m_data.weights.size());
    const auto most = std::max_element(m_data.weights.begin(), m_data.weights.end()) - m_data.weights.begin();
    const bool chosen = m_data.key >= 0 && m_data.key < count && !isMasked(static_cast<int>(m_data.key));
    m_key = static_cast<int>(chosen ? m_data.key : most);
  }

  // --- the formula of the present stage -----------------------------------------------------------------------------
  void addFormula() {
    addLines(m_t.stageNames[static_cast<int>(m_data.stage)], m_metrics.strong, m_theme.accent);
    addLines(formula(), m_metrics.label, m_theme.text);
    m_y += m_metrics.gap;
  }

  /// "√16"; "3√16" in the third layer of a model that divides by the layer's number too.
  [[nodiscard]] QString divisorText() const {
    const QString root = QStringLiteral("√%1").arg(m_data.q.size());
    const double times = m_data.divisor / std::sqrt(static_cast<double>(m_data.q.size()));
    const bool isWhole = times >= 0.5 && std::abs(times - std::round(times)) < 1e-9;
    if (!isWhole) return formatNumber(m_data.divisor);
    return std::round(times) == 1 ? root : QString::number(std::lround(times)) + root;
  }

  [[nodiscard]] QString formula() const {
    switch (m_data.stage) {
      case Stage::QueryAndKeys:
        return m_t.stepsKeys.arg(visibleToken(m_data.queryLabel)).arg(m_data.q.size());
      case Stage::Products:
        return m_t.stepsProduct.arg(label(m_key), formatNumber(at(m_data.products, m_key)));
      case Stage::Scaled:
        if (m_data.divisor == 1) return m_t.stepsNoScale;
        return QStringLiteral("“%1”: %2 / %3 = %4")
            .arg(label(m_key), formatNumber(at(m_data.products, m_key)), divisorText(),
                 formatNumber(at(m_data.products, m_key) / m_data.divisor));
      case Stage::Masked: {
        const auto masked =
            std::count_if(m_data.scores.begin(), m_data.scores.end(), [](double s) { return std::isinf(s); });
        return masked == 0 ? m_t.stepsNoMask : m_t.stepsMask.arg(masked);
      }
      case Stage::Softmax:
        return m_t.stepsSoftmax.arg(label(m_key), formatNumber(at(m_data.scores, m_key)), formatNumber(largestScore()),
                                    formatNumber(m_data.powerSum), formatNumber(at(m_data.weights, m_key)));
      case Stage::Mixed:
        return m_t.stepsMix.arg(mixture());
      case Stage::Added:
        return m_t.stepsAdd.arg(formatNumber(lengthOf(m_data.result)), formatNumber(lengthOf(m_data.out)),
                                formatNumber(lengthOf(m_data.before)));
    }
    return {};
  }

  [[nodiscard]] double largestScore() const { return *std::max_element(m_data.scores.begin(), m_data.scores.end()); }

  /// "0.71 × “cat” + 0.12 × “on” + …", the largest first.
  [[nodiscard]] QString mixture() const {
    std::vector<int> keys(m_data.weights.size());
    std::iota(keys.begin(), keys.end(), 0);
    std::stable_sort(keys.begin(), keys.end(),
                     [&](int a, int b) { return at(m_data.weights, a) > at(m_data.weights, b); });
    QStringList terms;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, keys.size()); ++i) {
      if (!isMasked(keys[i]))
        terms << formatNumber(at(m_data.weights, keys[i])) + QStringLiteral(" × “%1”").arg(label(keys[i]));
    }
    if (keys.size() > 3) terms << QString(QChar(0x2026));
    return terms.join(QStringLiteral(" + "));
  }

  // --- columns ------------------------------------------------------------------------------------------------------
  void layOutColumns() {
    double widest = textWidth(visibleToken(m_data.queryLabel), m_metrics.strong);
    for (std::size_t key = 0; key < m_data.keyLabels.size(); ++key) {
      widest = std::max(widest, textWidth(label(static_cast<int>(key)), m_metrics.strong));
    }
    m_labelWidth = std::min(widest, m_width * 0.2);
    m_number = textWidth(QStringLiteral("−0.00000"), m_metrics.small) + m_metrics.gap;
    const double bar = std::max(0.06 * m_width, 24.0);
    const double others = m_labelWidth + 4 * m_number + bar + 3 * m_metrics.gap;
    m_strip = std::max(kNarrowestStrip * m_style.fontSize, (m_width - others) / 2 - m_metrics.gap);
    m_width = std::max(m_width, others + 2 * (m_strip + m_metrics.gap));  // what is wider is scrolled
    m_k = m_labelWidth + m_metrics.gap;
    m_product = m_k + m_strip + m_number;  // right ends of the numbers
    m_scaled = m_product + m_number;
    m_power = m_scaled + m_number;
    m_weight = m_power + m_number;
    m_bar = m_weight + m_metrics.gap / 2;
    m_barWidth = bar;
    m_v = m_bar + bar + m_metrics.gap;
    m_keysHigh = std::max(largestOf(m_data.q), largestOf(all(m_data.keys)));
    m_valuesHigh = std::max(largestOf(all(m_data.values)), largestOf(m_data.z));
    m_streamHigh =
        std::max({largestOf(m_data.before), largestOf(m_data.after), largestOf(m_data.out), largestOf(m_data.result)});
  }

  void addStrip(std::span<const float> numbers, double x, double width, double high) {
    constexpr std::size_t kMostSharp = 128;
    RowPage::addStrip(numbers, x, width, high, kMostSharp);
  }
  static std::span<const float> row(const Matrix<float>& of, int number) {
    return {of.row(number).data(), static_cast<std::size_t>(of.cols())};
  }

  void addQuery() {
    addText(elided(visibleToken(m_data.queryLabel), m_labelWidth, m_metrics.strong), {m_labelWidth, m_y + m_row / 2},
            m_metrics.strong, m_theme.accent, HorizontalAnchor::Right);
    addStrip(m_data.q, m_k, m_strip, m_keysHigh);
    addText(QStringLiteral("q"), {m_k + m_strip + m_metrics.gap / 2, m_y + m_row / 2}, m_metrics.small,
            m_theme.quietText);
    m_y += m_row;
  }

  /// As many keys as there is room for: the chosen one and those with the largest weights, in the order of the text.
  void chooseKeys() {
    const auto count = static_cast<int>(m_data.weights.size());
    int room = m_area.height() > 0 ? static_cast<int>((m_area.height() - m_y - 8.5 * m_row) / m_row) : 24;
    room = std::clamp(room, std::min(count, kAlwaysLabelled), 64);
    std::vector<int> keys(static_cast<std::size_t>(count));
    std::iota(keys.begin(), keys.end(), 0);
    std::stable_sort(keys.begin(), keys.end(), [&](int a, int b) {
      if ((a == m_key) != (b == m_key)) return a == m_key;
      return at(m_data.weights, a) > at(m_data.weights, b);
    });
    if (count > room) {
      for (std::size_t i = static_cast<std::size_t>(room); i < keys.size(); ++i)
        m_restWeight += at(m_data.weights, keys[i]);
      m_rest = count - room;
      keys.resize(static_cast<std::size_t>(room));
    }
    std::sort(keys.begin(), keys.end());
    m_shown = keys;
  }

  void addHeader() {
    const double y = m_y + m_row / 2;
    const auto head = [&](const QString& text, double x, HorizontalAnchor anchor) {
      addText(text, {x, y}, m_metrics.small, m_theme.quietText, anchor);
    };
    head(QStringLiteral("k"), m_k, HorizontalAnchor::Left);
    if (reached(Stage::Products)) head(QStringLiteral("q · k"), m_product, HorizontalAnchor::Right);
    if (reached(Stage::Scaled) && m_data.divisor != 1) {
      head(QStringLiteral("/ ") + divisorText(), m_scaled, HorizontalAnchor::Right);
    }
    if (reached(Stage::Softmax)) {
      head(QStringLiteral("e^"), m_power, HorizontalAnchor::Right);
      head(attentionTexts(m_style.language).weight, m_weight, HorizontalAnchor::Right);
    }
    if (reached(Stage::Mixed)) head(QStringLiteral("v"), m_v, HorizontalAnchor::Left);
    m_y += m_row;
  }

  void addKey(int key) {
    const double y = m_y + m_row / 2;
    const bool chosen = key == m_key;
    if (chosen && m_data.key >= 0) m_figure.selected = QRectF(0, m_y, m_labelWidth, m_row);
    const bool masked = isMasked(key) && reached(Stage::Masked);
    const TextStyle numbers{m_metrics.small.size, chosen};
    const auto number = [&](double value, double right) {
      addText(formatNumber(value), {right, y}, numbers, m_theme.text, HorizontalAnchor::Right);
    };
    addText(elided(label(key), m_labelWidth, chosen ? m_metrics.strong : m_metrics.label), {m_labelWidth, y},
            chosen ? m_metrics.strong : m_metrics.label, chosen ? m_theme.accent : m_theme.text,
            HorizontalAnchor::Right);
    addStrip(row(m_data.keys, key), m_k, m_strip, m_keysHigh);
    if (reached(Stage::Products)) number(at(m_data.products, key), m_product);
    if (masked) {
      const QRectF cell(m_product + m_metrics.gap, m_y + m_row * 0.15, m_bar + m_barWidth - m_product - m_metrics.gap,
                        m_row * 0.7);
      m_figure.items.push_back(HatchItem{QPolygonF(cell), m_theme.masked, 6, 1});
    } else {
      if (reached(Stage::Scaled) && m_data.divisor != 1) number(at(m_data.products, key) / m_data.divisor, m_scaled);
      if (reached(Stage::Softmax)) {
        number(at(m_data.powers, key), m_power);
        number(at(m_data.weights, key), m_weight);
        addBar(at(m_data.weights, key), chosen);
      }
    }
    if (reached(Stage::Mixed) && !masked) {
      addStrip(row(m_data.values, key), m_v, m_strip, m_valuesHigh);
    }
    m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Column, QRectF(0, m_y, m_width, m_row), key, -1});
    m_y += m_row;
  }

  void addBar(double weight, bool chosen) {
    const QRectF full(m_bar, m_y + m_row * 0.25, m_barWidth, m_row * 0.5);
    m_figure.items.push_back(RectItem{full, m_theme.surface});
    QRectF part = full;
    part.setWidth(full.width() * std::clamp(weight, 0.0, 1.0));
    m_figure.items.push_back(RectItem{part, chosen ? m_theme.accent : m_theme.quietText});
  }

  void addRest() {
    if (m_rest == 0) return;
    const QString weight = reached(Stage::Softmax) ? formatNumber(m_restWeight) : QString(QChar(0x2026));
    addText(m_t.stepsMoreKeys.arg(m_rest).arg(weight), {m_k, m_y + m_row / 2}, m_metrics.small, m_theme.quietText);
    m_y += m_row;
  }

  void addOutput() {
    if (reached(Stage::Mixed)) {
      addText(QStringLiteral("z ="), {m_v - m_metrics.gap / 2, m_y + m_row / 2}, m_metrics.small, m_theme.quietText,
              HorizontalAnchor::Right);
      addStrip(m_data.z, m_v, m_strip, m_valuesHigh);
    }
    m_y += m_row;
    const auto strip = [&](const QString& name, const std::vector<float>& numbers) {
      if (reached(Stage::Added)) {
        addText(name, {m_nameWidth, m_y + m_row / 2}, m_metrics.small, m_theme.quietText, HorizontalAnchor::Right);
        addStrip(numbers, m_nameWidth + m_metrics.gap, m_width - m_nameWidth - m_metrics.gap, m_streamHigh);
      }
      m_y += m_row;
    };
    for (const QString& name : {m_t.stepsHead, m_t.stepsAllHeads, m_t.stepsBefore, m_t.stepsAfter}) {
      m_nameWidth = std::max(m_nameWidth, textWidth(name, m_metrics.small));
    }
    strip(m_t.stepsHead, m_data.result);
    strip(m_t.stepsBefore, m_data.before);
    strip(m_t.stepsAllHeads, m_data.out);
    strip(m_t.stepsAfter, m_data.after);
  }

  void addNotes() {
    addLines(m_t.stepsColors.arg(formatNumber(m_keysHigh), formatNumber(m_valuesHigh), formatNumber(m_streamHigh)),
             m_metrics.small, m_theme.quietText);
    if (m_data.changed) addLines(m_t.stepsChanged, m_metrics.small, m_theme.accent);
  }

  const StepsFigure& m_data;
  const StepsTexts& m_t;
  QSizeF m_area;
  double m_page = 0;  ///< the width of sentences
  double m_labelWidth = 0, m_number = 0, m_strip = 0, m_nameWidth = 0;
  double m_k = 0, m_product = 0, m_scaled = 0, m_power = 0, m_weight = 0, m_bar = 0, m_barWidth = 0, m_v = 0;
  double m_keysHigh = 0, m_valuesHigh = 0, m_streamHigh = 0;
  std::vector<int> m_shown;
  int m_key = 0;
  int m_rest = 0;
  double m_restWeight = 0;
};

}  // namespace

Figure buildSteps(const StepsFigure& data, const FigureStyle& style) {
  return StepsBuilder(data, style).build();
}

}  // namespace headlight
