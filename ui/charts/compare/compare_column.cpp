// One column of a comparison: a model, its text, its next token, its memory.

#include <algorithm>
#include <cmath>

#include <QTextBoundaryFinder>

#include "charts/attention/head_grid.h"
#include "charts/compare/compare_layout.h"
#include "charts/look/color_bar.h"
#include "charts/look/model_color.h"
#include "charts/texts/compare_texts.h"
#include "charts/texts/prediction_texts.h"

namespace headlight {
namespace {

double barRow(const FigureMetrics& metrics) {
  return std::round(metrics.label.size * 1.5);
}

QString memoryTitle(const CompareFigure::Memory& memory, FigureLanguage language) {
  if (memory.kind == CompareFigure::Memory::Kind::Attention)
    return compareTexts(language).compareAttention.arg(memory.layer).arg(memory.heads);
  return compareTexts(language).compareHidden.arg(memory.layer).arg(memory.values.rows());
}

class ColumnBuilder {
 public:
  ColumnBuilder(const CompareFigure& data, std::size_t column, const CompareColumnPlan& plan, const FigureStyle& style)
      : m_data(data),
        m_column(data.columns[column]),
        m_index(static_cast<int>(column)),
        m_plan(plan),
        m_style(style),
        m_t(compareTexts(style.language)),
        m_theme(*style.theme),
        m_metrics(style.fontSize) {}

  Figure build() {
    addName();
    if (!m_column.problem.empty()) {
      addLines(QString::fromStdString(m_column.problem), m_metrics.label, m_theme.warning, 12);
    } else if (!m_column.bars.empty()) {
      addText();
      addBars();
      addMemory();
    }
    m_figure.size = {m_plan.width, m_plan.height(m_metrics)};
    return std::move(m_figure);
  }

 private:
  void put(const QString& text, QPointF at, const TextStyle& style, const QColor& color,
           HorizontalAnchor anchor = HorizontalAnchor::Left) {
    m_figure.items.push_back(TextItem{at, text, style, color, anchor, VerticalAnchor::Middle});
  }

  void addLines(const QString& text, const TextStyle& style, const QColor& color, int most) {
    const QStringList lines = wrappedLines(text, m_plan.width, style);
    for (const QString& line : lines.mid(0, most)) {
      put(line, {0, m_y + m_metrics.line / 2}, style, color);
      m_y += m_metrics.line;
    }
  }

  void addName() {
    const double side = std::round(m_metrics.line * 0.95);
    addColumnMark(m_figure, static_cast<std::size_t>(m_index), {0, m_y}, side, m_style);
    const QString name = QString::fromStdString(m_column.model);
    const double left = side + m_metrics.gap;
    const QString kind = m_column.kind.empty() ? QString() : comparedKindName(m_t, m_column.kind);
    const double room = m_plan.width - left - textWidth(kind, m_metrics.small) - m_metrics.gap;
    const bool both = textWidth(name, m_metrics.strong) <= room;  // else the name alone, which says more
    put(both ? name : elided(name, m_plan.width - left, m_metrics.strong), {left, m_y + side / 2}, m_metrics.strong,
        m_theme.text);
    if (both) put(kind, {m_plan.width, m_y + side / 2}, m_metrics.small, m_theme.quietText, HorizontalAnchor::Right);
    m_y += m_metrics.line + m_metrics.gap / 2;
  }

  // --- the text, its newest token marked
  struct Piece {
    QString text;
    double x = 0;
    bool isNewest = false;
  };
  using Line = std::vector<Piece>;

  /// Broken between words into lines of `width`.
  [[nodiscard]] std::vector<Line> textLines(double width) const {
    const QString before = QString::fromStdString(m_column.before);
    const QString all = before + QString::fromStdString(m_column.newest);
    QTextBoundaryFinder breaks(QTextBoundaryFinder::Line, all);
    std::vector<Line> lines(1);
    double x = 0;
    qsizetype start = 0;
    const auto add = [&](qsizetype end) {
      const bool isNewest = start >= before.size();
      const QString text = all.mid(start, end - start);
      const TextStyle& style = isNewest ? m_metrics.strong : m_metrics.label;
      if (x > 0 && x + textWidth(text.trimmed(), style) > width) {
        lines.emplace_back();
        x = 0;
      }
      lines.back().push_back({lines.back().empty() ? text.trimmed() : text, x, isNewest});
      x += textWidth(text, style);
      start = end;
    };
    for (qsizetype next = breaks.toNextBoundary(); next >= 0; next = breaks.toNextBoundary()) {
      if (start < before.size() && next > before.size()) add(before.size());
      if (next > start) add(next);
    }
    if (start < all.size()) add(all.size());
    return lines;
  }

  void addText() {
    std::vector<Line> lines = textLines(m_plan.width);
    const auto most = static_cast<std::size_t>(m_plan.textLines);
    double left = 0;
    double y = m_y + m_metrics.line / 2;
    if (lines.size() > most) {  // the beginning goes
      const QString dots(QChar(0x2026));
      left = textWidth(dots, m_metrics.label);
      lines = textLines(m_plan.width - left);
      lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(most));
      put(dots, {0, y}, m_metrics.label, m_theme.quietText);
    }
    for (const Line& line : lines) {
      for (const Piece& piece : line) addPiece(piece, left, y);
      left = 0;
      y += m_metrics.line;
    }
    m_y += m_metrics.line * m_plan.textLines + m_metrics.gap / 2;
  }

  void addPiece(const Piece& piece, double indent, double y) {
    const TextStyle& style = piece.isNewest ? m_metrics.strong : m_metrics.label;
    const double x = indent + piece.x;
    const QString shown = elided(piece.text, m_plan.width - x, style);
    put(shown, {x, y}, style, piece.isNewest ? m_theme.accent : m_theme.text);
    if (!piece.isNewest) return;
    const QString trimmed = shown.trimmed();
    const double left = x + textWidth(shown.left(shown.indexOf(trimmed)), style);
    const double under = y + style.size * 0.62;
    m_figure.items.push_back(LineItem{{left, under}, {left + textWidth(trimmed, style), under}, m_theme.accent, 1.5});
  }

  // --- what may come next
  void addBars() {
    const double row = barRow(m_metrics);
    const auto count = std::min(m_column.bars.size(), static_cast<std::size_t>(m_plan.bars));
    double labels = 0;
    for (std::size_t i = 0; i < count; ++i) {
      labels = std::max(labels, textWidth(visibleToken(m_column.bars[i].text), m_metrics.strong));
    }
    labels = std::min(labels, m_plan.width * 0.38);
    const double values = textWidth(QStringLiteral("0.00000"), m_metrics.strong);
    double rest = m_column.restProbability;
    double y = m_y;
    for (std::size_t i = 0; i < m_column.bars.size(); ++i) {
      if (i >= count) {
        rest += m_column.bars[i].probability;
        continue;
      }
      addBar(static_cast<int>(i), y, row, labels, values);
      y += row;
    }
    m_y += row * m_plan.bars;
    const QString others = predictionTexts(m_style.language).others + QStringLiteral(" ") + formatNumber(rest);
    const QString entropy = predictionTexts(m_style.language).entropy.arg(formatNumber(m_column.entropyBits));
    const double both = textWidth(others, m_metrics.small) + m_metrics.gap + textWidth(entropy, m_metrics.small);
    put(entropy, {m_plan.width, m_y + row / 2}, m_metrics.small, m_theme.quietText, HorizontalAnchor::Right);
    if (both <= m_plan.width) put(others, {0, m_y + row / 2}, m_metrics.small, m_theme.quietText);
    m_y += row + m_metrics.gap / 2;
  }

  void addBar(int index, double y, double row, double labels, double values) {
    const CompareFigure::Bar& bar = m_column.bars[static_cast<std::size_t>(index)];
    const TextStyle& style = bar.chosen ? m_metrics.strong : m_metrics.label;
    const double left = labels + m_metrics.gap;
    const double width = std::max(8.0, m_plan.width - left - values - m_metrics.gap);
    put(elided(visibleToken(bar.text), labels, style), {0, y + row / 2}, style,
        bar.chosen ? m_theme.accent : m_theme.text);
    const QRectF full(left, y + row * 0.2, width, row * 0.6);
    m_figure.items.push_back(RectItem{full, m_theme.surface});
    QRectF part = full;
    part.setWidth(std::max(1.0, width * std::min(1.0, bar.probability)));
    m_figure.items.push_back(bar.isDrawn ? RectItem{part, bar.chosen ? m_theme.accent : m_theme.bar}
                                         : RectItem{part, Qt::transparent, m_theme.bar, 1.5});
    put(formatNumber(bar.probability), {m_plan.width, y + row / 2}, style, m_theme.text, HorizontalAnchor::Right);
    m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Bar, QRectF(0, y, m_plan.width, row), m_index, index});
  }

  // --- what it remembers
  void addMemory() {
    const CompareFigure::Memory& memory = m_column.memory;
    if (memory.kind == CompareFigure::Memory::Kind::None) return;
    const bool attends = memory.kind == CompareFigure::Memory::Kind::Attention;
    double y = m_y;
    for (const QString& line : wrappedLines(memoryTitle(memory, m_style.language), m_plan.width, m_metrics.small)) {
      put(line, {0, y + m_metrics.small.size * 0.7}, m_metrics.small, m_theme.quietText);
      y += m_metrics.small.size * 1.3;
    }
    m_y += m_metrics.small.size * (1.3 * m_plan.memoryLines + 0.2);
    const QRectF box(0, m_y, m_plan.width, m_plan.memory);
    attends ? addWeights(memory, box) : addUnits(memory, box);
    addTokens(memory, box);
    m_figure.hotAreas.push_back(
        HotArea{FigureHit::Kind::Column, box, m_index, 0, 1, static_cast<int>(memory.tokens.size())});
  }

  /// As high as the weight: 1 is the whole box.
  void addWeights(const CompareFigure::Memory& memory, const QRectF& box) {
    m_figure.items.push_back(RectItem{box, m_theme.surface});
    const double pitch = box.width() / static_cast<double>(memory.values.cols());
    for (Index token = 0; token < memory.values.cols(); ++token) {
      const double weight = std::clamp(double(memory.values(0, token)), 0.0, 1.0);
      const QRectF bar(static_cast<double>(token) * pitch + 0.5, box.bottom() - weight * box.height(),
                       std::max(1.0, pitch - 1), weight * box.height());
      m_figure.items.push_back(RectItem{bar, modelColor(m_index, m_theme.isDark)});
    }
  }

  void addUnits(const CompareFigure::Memory& memory, const QRectF& box) {
    ColorScale scale;
    scale.isSigned = true;
    m_figure.items.push_back(ImageItem{box, scale.image(memory.values, false, m_style), memory.values.size() <= 2048});
    m_figure.items.push_back(RectItem{box, Qt::transparent, m_theme.grid, 0.5});
  }

  void addTokens(const CompareFigure::Memory& memory, const QRectF& box) {
    const double pitch = box.width() / static_cast<double>(memory.tokens.size());
    const int every = labelStep(m_metrics.small.size * 1.25, pitch);
    const double room = memoryLabels(m_data, m_plan.width, m_metrics) - m_metrics.gap / 2;
    const auto count = static_cast<int>(memory.tokens.size());
    for (int token = (count - 1) % every; token < count; token += every) {
      const QString label = elided(visibleToken(memory.tokens[static_cast<std::size_t>(token)]), room, m_metrics.small);
      const bool isLast = token == count - 1;
      m_figure.items.push_back(TextItem{{(token + 0.5) * pitch, box.bottom() + m_metrics.gap / 3},
                                        label,
                                        m_metrics.small,
                                        isLast ? m_theme.accent : m_theme.quietText,
                                        HorizontalAnchor::Left,
                                        VerticalAnchor::Middle,
                                        90});
    }
  }

  const CompareFigure& m_data;
  const CompareFigure::Column& m_column;
  int m_index;
  const CompareColumnPlan& m_plan;
  const FigureStyle& m_style;
  const CompareTexts& m_t;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  Figure m_figure;
  double m_y = 0;
};

}  // namespace

QString columnLetter(std::size_t column) {
  return QString(QChar(static_cast<char16_t>(u'A' + column)));
}

void addColumnMark(Figure& figure, std::size_t column, QPointF topLeft, double side, const FigureStyle& style) {
  const QColor color = modelColor(static_cast<int>(column), style.theme->isDark);
  figure.items.push_back(RectItem{QRectF(topLeft, QSizeF(side, side)), color, Qt::transparent, 0, side / 6});
  const QColor ink = lightness(color) > 55 ? QColor(Qt::black) : QColor(Qt::white);
  figure.items.push_back(TextItem{topLeft + QPointF(side / 2, side / 2), columnLetter(column),
                                  TextStyle{side * 0.68, true, false}, ink, HorizontalAnchor::Center,
                                  VerticalAnchor::Middle});
}

double CompareColumnPlan::height(const FigureMetrics& metrics) const {
  return metrics.line + metrics.gap / 2 + metrics.line * textLines + metrics.gap / 2 + barRow(metrics) * (bars + 1) +
         metrics.gap / 2 + metrics.small.size * (1.3 * memoryLines + 0.2) + memory;
}

int memoryTitleLines(const CompareFigure& data, double width, const FigureStyle& style) {
  const FigureMetrics metrics(style.fontSize);
  qsizetype most = 1;
  for (const CompareFigure::Column& column : data.columns) {
    if (column.memory.kind == CompareFigure::Memory::Kind::None) continue;
    most = std::max(most, wrappedLines(memoryTitle(column.memory, style.language), width, metrics.small).size());
  }
  return static_cast<int>(most);
}

double memoryLabels(const CompareFigure& data, double width, const FigureMetrics& metrics) {
  double longest = 0;
  for (const CompareFigure::Column& column : data.columns) {
    for (const std::string& token : column.memory.tokens) {
      longest = std::max(longest, textWidth(visibleToken(token), metrics.small));
    }
  }
  return std::min({longest, metrics.small.size * 6, width}) + metrics.gap;
}

Figure compareColumnFigure(const CompareFigure& data, std::size_t column, const CompareColumnPlan& plan,
                           const FigureStyle& style) {
  return ColumnBuilder(data, column, plan, style).build();
}

void append(Figure& figure, Figure part, QPointF by) {
  translateFigure(part, by);
  figure.items.insert(figure.items.end(), std::make_move_iterator(part.items.begin()),
                      std::make_move_iterator(part.items.end()));
  figure.hotAreas.insert(figure.hotAreas.end(), part.hotAreas.begin(), part.hotAreas.end());
}

}  // namespace headlight
