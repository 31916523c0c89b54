// Two prompts: how their tokens were aligned, and what changed in every head.

#include <algorithm>
#include <cmath>

#include "charts/attention/attention_builders.h"
#include "charts/attention/head_grid.h"
#include "charts/attention/heat_sheet.h"
#include "charts/texts/attention_texts.h"
#include "figures/attention/difference_figure.h"
#include "figures/badge.h"

namespace headlight {
namespace {

using Pair = AttentionDifferenceFigure::Pair;

QString tokenAt(const std::vector<std::string>& labels, Index place) {
  return place < 0 ? QString() : visibleToken(labels[static_cast<std::size_t>(place)]);
}

/// "the", or "cat | dog", or "old | –" where one prompt has nothing.
QString pairLabel(const Pair& pair, const std::vector<std::string>& first, const std::vector<std::string>& second) {
  if (pair.same) return tokenAt(first, pair.first);
  const QString none(QChar(0x2013));
  return (pair.first < 0 ? none : tokenAt(first, pair.first)) + QStringLiteral(" | ") +
         (pair.second < 0 ? none : tokenAt(second, pair.second));
}

/// The two prompts over each other, a line between tokens that stand for each other.
class AlignmentStrip {
 public:
  AlignmentStrip(const std::vector<Pair>& pairs, const std::vector<std::string>& first,
                 const std::vector<std::string>& second, const FigureStyle& style)
      : m_pairs(pairs), m_first(first), m_second(second), m_style(style), m_metrics(style.fontSize) {}

  /// Adds it at the top of the figure, wrapped at `width`; gives the height taken.
  double add(Figure& figure, double width) {
    double x = indent(), y = 0;
    addNames(figure, y);
    for (const Pair& pair : m_pairs) {
      const double extent = slot(pair);
      if (x + extent > width && x > indent()) {
        x = indent();
        y += lineHeight();
        addNames(figure, y);
      }
      addPair(figure, pair, {x + extent / 2, y});
      x += extent;
      m_widest = std::max(m_widest, x);
    }
    return y + lineHeight();
  }
  [[nodiscard]] double widest() const { return m_widest; }

 private:
  [[nodiscard]] double indent() const { return textWidth(QStringLiteral("B"), m_metrics.strong) + m_metrics.gap; }
  [[nodiscard]] double lineHeight() const { return m_metrics.label.size * 4; }
  [[nodiscard]] double slot(const Pair& pair) const {
    const double first = textWidth(tokenAt(m_first, pair.first), m_metrics.label);
    const double second = textWidth(tokenAt(m_second, pair.second), m_metrics.label);
    return std::max({first, second, m_metrics.label.size}) + m_metrics.gap;
  }

  void addText(Figure& figure, const QString& text, QPointF at, bool strong, const QColor& color,
               HorizontalAnchor anchor = HorizontalAnchor::Center) const {
    figure.items.push_back(
        TextItem{at, text, strong ? m_metrics.strong : m_metrics.label, color, anchor, VerticalAnchor::Middle});
  }

  void addNames(Figure& figure, double y) const {
    addText(figure, QStringLiteral("A"), {0, y + upper()}, true, m_style.theme->quietText, HorizontalAnchor::Left);
    addText(figure, QStringLiteral("B"), {0, y + lower()}, true, m_style.theme->quietText, HorizontalAnchor::Left);
  }
  [[nodiscard]] double upper() const { return m_metrics.label.size * 0.7; }
  [[nodiscard]] double lower() const { return m_metrics.label.size * 2.9; }

  void addPair(Figure& figure, const Pair& pair, QPointF at) const {
    const Theme& theme = *m_style.theme;
    const QColor color = pair.same ? theme.text : theme.accent;
    if (pair.first >= 0) addText(figure, tokenAt(m_first, pair.first), at + QPointF(0, upper()), !pair.same, color);
    if (pair.second >= 0) addText(figure, tokenAt(m_second, pair.second), at + QPointF(0, lower()), !pair.same, color);
    const QPointF from = at + QPointF(0, upper() + m_metrics.label.size * 0.7);
    const QPointF to = at + QPointF(0, lower() - m_metrics.label.size * 0.7);
    if (pair.first >= 0 && pair.second >= 0) {
      figure.items.push_back(
          LineItem{from, to, pair.same ? theme.quietText : theme.accent, pair.same ? 1.0 : 2.0, !pair.same});
    } else {  // a cross: nothing stands there
      const QPointF center = at + QPointF(0, pair.first < 0 ? upper() : lower());
      const double arm = m_metrics.label.size * 0.25;
      for (const double sign : {-1.0, 1.0}) {
        figure.items.push_back(
            LineItem{center - QPointF(arm, sign * arm), center + QPointF(arm, sign * arm), theme.accent, 1.5});
      }
    }
  }

  const std::vector<Pair>& m_pairs;
  const std::vector<std::string>& m_first;
  const std::vector<std::string>& m_second;
  const FigureStyle& m_style;
  FigureMetrics m_metrics;
  double m_widest = 0;
};

double largestChange(const AttentionDifferenceFigure& data) {
  double largest = 0;
  for (const AttentionDifferenceFigure::Head& head : data.heads) {
    for (Index row = 0; row < head.difference.rows(); ++row) {
      for (Index column = 0; column < head.difference.cols() && (!data.causal || column <= row); ++column) {
        const double size = std::abs(double(head.difference(row, column)));
        if (size > largest) largest = size;
      }
    }
  }
  return largest;
}

HeatSheet sheetOf(const AttentionDifferenceFigure& data, const FigureStyle& style) {
  HeatSheet sheet;
  for (const AttentionDifferenceFigure::Head& head : data.heads) {
    const QString change = QString(QChar(0x2300)) + QLatin1Char(' ') + formatNumber(head.change, 2);
    const QString name = headName(head.place, style.language);
    const bool alone = data.heads.size() == 1;  // the title names it
    sheet.tiles.push_back({head.place, alone ? change : name, alone ? QString() : change, &head.difference});
  }
  for (const Pair& pair : data.queries) {
    sheet.rowLabels << shortened(pairLabel(pair, data.firstQueryLabels, data.secondQueryLabels));
    sheet.rowsInBoth.push_back(pair.first >= 0 && pair.second >= 0);
    sheet.rowsMarked.push_back(!pair.same);
  }
  for (const Pair& pair : data.keys) {
    sheet.columnLabels << shortened(pairLabel(pair, data.firstKeyLabels, data.secondKeyLabels));
    sheet.columnsInBoth.push_back(pair.first >= 0 && pair.second >= 0);
    sheet.columnsMarked.push_back(!pair.same);
  }
  sheet.causal = data.causal;
  sheet.roomy = data.heads.size() == 1;
  sheet.scale.isSigned = true;
  sheet.scale.isFitted = data.limits == ColorLimits::Fitted || style.fittedColors;
  const double largest = largestChange(data);
  sheet.scale.high = sheet.scale.isFitted && largest > 0 ? largest : 1;
  sheet.scale.upper = attentionTexts(style.language).differenceMore;
  sheet.scale.lower = attentionTexts(style.language).differenceLess;
  return sheet;
}

QString titleOf(const AttentionDifferenceFigure& data, const FigureStyle& style) {
  const QString& name = attentionName(attentionTexts(style.language), data.side);
  const QString title = attentionTexts(style.language).difference.arg(name);
  if (data.heads.size() != 1) return title;
  const HeadPlace& place = data.heads.front().place;
  const QString head = headTitle(name, place, style.language);
  return attentionTexts(style.language).difference.arg(head);
}

}  // namespace

Figure buildDifference(const AttentionDifferenceFigure& data, const FigureStyle& style) {
  FigureSource source = data.source;
  source.prompt = data.source.prompt + "” − “" + data.secondPrompt;  // the caption has the outer marks
  const FrameTexts texts{titleOf(data, style), attentionTexts(style.language).describeDifference.arg(data.heads.size()),
                         badgeOf(data), source};
  const QSizeF area = contentArea(style, texts);
  const FigureMetrics metrics(style.fontSize);
  const HeatSheet sheet = sheetOf(data, style);
  Figure content;
  const double natural = heatSheet(sheet, style, {area.width(), 0}).size.width();
  const double width = area.width() > 0 ? area.width() : std::max(natural, 36 * style.fontSize);
  double top = 0;
  const auto addStrip = [&](const std::vector<Pair>& pairs, const std::vector<std::string>& first,
                            const std::vector<std::string>& second) {
    Figure part;
    AlignmentStrip strip(pairs, first, second, style);
    const double height = strip.add(part, width);
    translateFigure(part, {0, top});
    content.items.insert(content.items.end(), part.items.begin(), part.items.end());
    content.size.setWidth(std::max(content.size.width(), strip.widest()));
    top += height;
  };
  addStrip(data.queries, data.firstQueryLabels, data.secondQueryLabels);
  if (data.keys != data.queries) addStrip(data.keys, data.firstKeyLabels, data.secondKeyLabels);
  for (const QString& line : wrappedLines(attentionTexts(style.language).differenceNote, width, metrics.small)) {
    content.items.push_back(TextItem{{0, top + metrics.small.size}, line, metrics.small, style.theme->quietText});
    content.size.setWidth(std::max(content.size.width(), textWidth(line, metrics.small)));
    top += metrics.small.size * 1.4;
  }
  top += metrics.gap;
  Figure heads = heatSheet(sheet, style, {area.width(), area.height() > 0 ? std::max(1.0, area.height() - top) : 0});
  translateFigure(heads, {0, top});
  content.items.insert(content.items.end(), heads.items.begin(), heads.items.end());
  content.hotAreas = heads.hotAreas;
  content.size = {std::max(content.size.width(), heads.size.width()), top + heads.size.height()};
  return framed(std::move(content), style, texts);
}

}  // namespace headlight
