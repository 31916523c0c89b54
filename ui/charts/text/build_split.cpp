// A text on its way to tokens: characters, their bytes, and under them the pieces of this moment. Lines break between
// final tokens, and nothing moves from step to step.

#include <algorithm>
#include <cmath>

#include "charts/figure/figure_frame.h"
#include "charts/text/text_builders.h"
#include "charts/texts/token_texts.h"
#include "figures/text/split_figure.h"

namespace headlight {
namespace {

using Box = SplitFigure::Box;
using State = Box::State;

QString spelled(const std::string& text) {
  return visibleToken(text);
}

/// A box as it is written: bytes in capitals, without their frame.
QString boxText(const Box& box) {
  const QString text = spelled(box.text);
  const bool bytes = text.startsWith(QChar(0x2039)) && text.endsWith(QChar(0x203A));
  return bytes ? text.mid(1, text.size() - 2).toUpper() : text;
}

class SplitBuilder {
 public:
  SplitBuilder(const SplitFigure& data, const FigureStyle& style)
      : m_data(data), m_style(style), m_theme(*style.theme), m_metrics(style.fontSize) {
    m_inBytes = data.algorithm == SplitFigure::Algorithm::Bpe;
  }

  Figure build() {
    const TokenTexts& t = tokenTexts(m_style.language);
    const QString& name = splitName(t, m_data.algorithm);
    const FrameTexts texts{t.split.arg(name), t.describeSplit.arg(m_data.words.size()).arg(m_data.step), m_data};
    const QSizeF area = contentArea(m_style, texts);
    m_width = area.width() > 0 ? area.width() : 56 * m_style.fontSize;
    addHeadline();
    for (std::size_t w = 0; w < m_data.words.size(); ++w) addWord(static_cast<int>(w));
    flushLine();
    if (m_data.cutAfter >= 0) addNote(t.splitCut.arg(m_data.cutAfter));
    m_figure.size = {std::max(m_widest, 40.0), m_y};
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  /// Cells of one word that stand in the present line.
  struct Run {
    int word = 0;
    int first = 0, end = 0;
    std::vector<double> edges;  ///< left of each cell, and the right of the last
  };

  [[nodiscard]] QString deedText() const {
    const TokenTexts& t = tokenTexts(m_style.language);
    const QString left = spelled(m_data.left), right = spelled(m_data.right), result = spelled(m_data.result);
    const QString score = formatNumber(m_data.score);
    switch (m_data.action) {
      case SplitFigure::Action::Start:
        return t.splitStart;
      case SplitFigure::Action::Merge:
        return t.splitMerge.arg(QString::number(m_data.rank), left, right, result);
      case SplitFigure::Action::Reach:
        return t.splitReach.arg(result, score);
      case SplitFigure::Action::BestPath:
        return t.splitBest.arg(score);
      case SplitFigure::Action::NotThere:
        return t.splitNotThere.arg(result);
      case SplitFigure::Action::Match:
        return t.splitMatch.arg(result);
      case SplitFigure::Action::Unknown:
        return t.splitUnknown.arg(left, result);
      case SplitFigure::Action::LookUp:
        return t.splitLookUp.arg(result);
    }
    return {};
  }

  void addHeadline() {
    const QString step = tokenTexts(m_style.language).splitStep.arg(m_data.step).arg(m_data.steps);
    for (const QString& line : wrappedLines(step + QStringLiteral(" · ") + deedText(), m_width, m_metrics.label)) {
      m_figure.items.push_back(TextItem{{0, m_y + m_metrics.line * 0.8}, line, m_metrics.label, m_theme.text});
      m_widest = std::max(m_widest, textWidth(line, m_metrics.label));
      m_y += m_metrics.line;
    }
    m_y += m_metrics.gap;
  }

  void addNote(const QString& text) {
    m_figure.items.push_back(TextItem{{0, m_y + m_metrics.line}, text, m_metrics.small, m_theme.quietText});
    m_widest = std::max(m_widest, textWidth(text, m_metrics.small));
    m_y += m_metrics.line * 1.4;
  }

  // --- widths ---

  [[nodiscard]] QString below(const Box& box) const {
    if (box.score) return formatNumber(*box.score);
    return box.state == State::Token || box.state == State::New || box.token >= 0 ? idOf(box) : QString();
  }

  [[nodiscard]] static QString idOf(const Box& box) { return box.id < 0 ? QString() : QString::number(box.id); }

  [[nodiscard]] double cellWidth(const SplitFigure::Cell& cell) const {
    const double pad = m_metrics.gap * 0.75;
    if (m_inBytes) {
      const double character = textWidth(spelled(cell.character), m_metrics.label) / std::max(1, cell.span);
      return std::max(textWidth(QStringLiteral("E7"), m_metrics.small), character) + pad;
    }
    const double score =
        m_data.algorithm == SplitFigure::Algorithm::Unigram ? textWidth(QStringLiteral("-10.5"), m_metrics.small) : 0;
    return std::max(textWidth(spelled(cell.character), m_metrics.label), score) + pad;
  }

  /// Wide enough for the texts of the final tokens: no step needs more, and nothing moves.
  [[nodiscard]] std::vector<double> cellWidths(const SplitFigure::Word& word) const {
    std::vector<double> widths;
    for (const auto& cell : word.cells) widths.push_back(cellWidth(cell));
    for (const Box& token : word.tokens) {
      const double needed =
          std::max(textWidth(boxText(token), m_metrics.label), textWidth(idOf(token), m_metrics.small)) +
          m_metrics.gap * 1.25;
      double width = 0;
      for (int cell = token.first; cell < token.end; ++cell) width += widths[static_cast<std::size_t>(cell)];
      const double more = (needed - width) / std::max(1, token.end - token.first);
      if (more <= 0) continue;
      for (int cell = token.first; cell < token.end; ++cell) widths[static_cast<std::size_t>(cell)] += more;
    }
    return widths;
  }

  void addWord(int index) {
    const SplitFigure::Word& word = m_data.words[static_cast<std::size_t>(index)];
    const std::vector<double> widths = cellWidths(word);
    if (!m_line.empty()) m_x += m_metrics.gap * 1.5;
    for (const auto& [first, end] : segmentsOf(word)) {
      double width = 0;
      for (int cell = first; cell < end; ++cell) width += widths[static_cast<std::size_t>(cell)];
      if (!m_line.empty() && m_x + width > m_width) flushLine();
      if (m_line.empty() || m_line.back().word != index) m_line.push_back({index, first, first, {m_x}});
      for (int cell = first; cell < end; ++cell) {
        m_x += widths[static_cast<std::size_t>(cell)];
        m_line.back().edges.push_back(m_x);
      }
      m_line.back().end = end;
    }
  }

  /// What stays together in a line: the cells of a token, and every cell that no token covers.
  [[nodiscard]] static std::vector<std::pair<int, int>> segmentsOf(const SplitFigure::Word& word) {
    std::vector<std::pair<int, int>> segments;
    int at = 0;
    for (const Box& token : word.tokens) {
      for (; at < token.first; ++at) segments.emplace_back(at, at + 1);
      if (token.end > at) segments.emplace_back(at, token.end);
      at = std::max(at, token.end);
    }
    for (; at < static_cast<int>(word.cells.size()); ++at) segments.emplace_back(at, at + 1);
    return segments;
  }

  // --- one line ---

  void flushLine() {
    if (m_line.empty()) return;
    int lanes = 1;
    bool typed = false;
    for (const Run& run : m_line) {
      lanes = std::max(lanes, m_data.words[static_cast<std::size_t>(run.word)].lanes);
      typed = typed || !m_data.words[static_cast<std::size_t>(run.word)].typed.empty();
    }
    const double characters = m_y;
    const double bytes = characters + m_metrics.line;
    const double boxes = bytes + (m_inBytes ? m_metrics.line * 0.9 : m_metrics.gap * 0.25);
    for (const Run& run : m_line) {
      addCells(run, characters, bytes);
      addBoxes(run, boxes);
    }
    m_widest = std::max(m_widest, m_x);
    m_y = boxes + lanes * laneHeight() + m_metrics.gap * 1.5;
    m_line.clear();
    m_x = 0;
  }

  [[nodiscard]] double laneHeight() const { return m_metrics.line * 1.95; }

  void addCells(const Run& run, double characters, double bytes) {
    const SplitFigure::Word& word = m_data.words[static_cast<std::size_t>(run.word)];
    const bool active = run.word == m_data.word;
    for (int i = run.first; i < run.end; ++i) {
      const SplitFigure::Cell& cell = word.cells[static_cast<std::size_t>(i)];
      const double left = run.edges[static_cast<std::size_t>(i - run.first)];
      const double right = run.edges[static_cast<std::size_t>(i - run.first + 1)];
      addCharacter(run, word, i, characters);
      if (!m_inBytes || cell.bytes.empty()) continue;
      addText({(left + right) / 2, bytes + m_metrics.line * 0.4}, QString::fromStdString(cell.bytes).toUpper(),
              m_metrics.small, m_theme.quietText);
    }
    if (!active || word.isAdded) return;
    const double y = characters + 0.5;
    m_figure.items.push_back(LineItem{{run.edges.front() + 2, y}, {run.edges.back() - 2, y}, m_theme.accent, 2});
  }

  /// A character over its bytes; over those in the next line it is written again.
  void addCharacter(const Run& run, const SplitFigure::Word& word, int index, double top) {
    int first = index;
    while (first > 0 && word.cells[static_cast<std::size_t>(first)].character.empty()) --first;
    const SplitFigure::Cell& cell = word.cells[static_cast<std::size_t>(first)];
    if (cell.character.empty() || (first != index && index != run.first)) return;
    const int end = std::min(first + cell.span, run.end);
    if (end <= index) return;
    const double left = run.edges[static_cast<std::size_t>(index - run.first)];
    const double right = run.edges[static_cast<std::size_t>(end - run.first)];
    const QColor& color = first == index ? m_theme.text : m_theme.quietText;
    addText({(left + right) / 2, top + m_metrics.line / 2}, spelled(cell.character), m_metrics.label, color);
    if (cell.span < 2 || !m_inBytes) return;
    const double y = top + m_metrics.line * 0.98;
    m_figure.items.push_back(LineItem{{left + 3, y}, {right - 3, y}, m_theme.grid, 1});
  }

  void addBoxes(const Run& run, double top) {
    const SplitFigure::Word& word = m_data.words[static_cast<std::size_t>(run.word)];
    int before = 0;
    for (int w = 0; w < run.word; ++w)
      before += static_cast<int>(m_data.words[static_cast<std::size_t>(w)].boxes.size());
    for (std::size_t i = 0; i < word.boxes.size(); ++i) {
      const Box& box = word.boxes[i];
      const int first = std::max(box.first, run.first), end = std::min(box.end, run.end);
      if (first >= end) continue;
      const double left = run.edges[static_cast<std::size_t>(first - run.first)];
      const double right = run.edges[static_cast<std::size_t>(end - run.first)];
      const QRectF rect(left + 1.5, top + box.lane * laneHeight(), right - left - 3, laneHeight() - 5);
      addBox(box, rect);
      m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Token, rect, before + static_cast<int>(i)});
    }
  }

  void addBox(const Box& box, const QRectF& rect) {
    const bool isNew = box.state == State::New;
    const bool selected = box.token >= 0 && box.token == m_style.selectedToken;
    const bool strong = isNew || box.state == State::Best;
    const bool faint = box.state == State::Candidate || box.state == State::Failed;
    const QColor fill = strong || selected          ? m_theme.accentFill
                        : box.state == State::Token ? m_theme.surface
                                                    : m_theme.background;
    const QColor stroke = strong || selected          ? m_theme.accent
                          : box.state == State::Next  ? m_theme.text
                          : box.state == State::Token ? m_theme.bar
                                                      : m_theme.grid;
    m_figure.items.push_back(RectItem{rect, fill, stroke,
                                      selected                             ? 2.5
                                      : strong || box.state == State::Next ? 1.8
                                                                           : 1.0,
                                      m_metrics.gap / 3});
    if (box.state == State::Failed) {  // a second cue beside the colour
      const double y = rect.top() + m_metrics.line * 0.55;
      m_figure.items.push_back(LineItem{{rect.left() + 3, y}, {rect.right() - 3, y}, m_theme.quietText, 1, true});
    }
    const QColor& color = faint ? m_theme.quietText : m_theme.text;
    const double x = rect.center().x();
    addText({x, rect.top() + m_metrics.line * 0.55}, elided(boxText(box), rect.width() - 2, m_metrics.label),
            m_metrics.label, color);
    addText({x, rect.top() + m_metrics.line * 1.35}, elided(below(box), rect.width() - 1, m_metrics.small),
            m_metrics.small, m_theme.quietText);
  }

  void addText(QPointF at, const QString& text, const TextStyle& style, const QColor& color) {
    if (text.isEmpty()) return;
    m_figure.items.push_back(TextItem{at, text, style, color, HorizontalAnchor::Center, VerticalAnchor::Middle});
  }

  const SplitFigure& m_data;
  const FigureStyle& m_style;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  Figure m_figure;
  std::vector<Run> m_line;
  bool m_inBytes = false;
  double m_width = 0, m_x = 0, m_y = 0, m_widest = 0;
};

}  // namespace

Figure buildSplit(const SplitFigure& data, const FigureStyle& style) {
  return SplitBuilder(data, style).build();
}

}  // namespace headlight
