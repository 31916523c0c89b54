// The table under a comparison's columns: a row a step.

#include <algorithm>
#include <cmath>

#include "charts/compare/compare_layout.h"
#include "charts/texts/compare_texts.h"

namespace headlight {
namespace {

/// One column of numbers.
struct Field {
  enum class Kind { P, Bits, Perplexity, Likeliest, Agree, Divergence } kind = Kind::P;
  std::size_t model = 0;
  std::size_t pair = 0;
  QString head;
  double right = 0;  ///< edge, once laid out
  double width = 0;
};

QString orDash(const std::optional<double>& number) {
  return number ? formatNumber(*number) : QString(QChar(0x2013));
}

class TableBuilder {
 public:
  TableBuilder(const CompareFigure& data, double width, const FigureStyle& style)
      : m_data(data),
        m_width(width),
        m_style(style),
        m_t(compareTexts(style.language)),
        m_theme(*style.theme),
        m_metrics(style.fontSize),
        m_text(m_metrics.small),
        m_row(std::round(m_text.size * 1.55)) {
    chooseFields();
  }

  [[nodiscard]] double least(int rows) const {
    return headHeight() + m_row * std::min<double>(rows, double(m_data.rows.size())) + notesHeight();
  }

  Figure build(double height) {
    addHead();
    std::size_t first = 0;
    if (height > 0) {
      const double room = height - headHeight() - notesHeight();
      auto fitting = static_cast<std::size_t>(std::max(1.0, std::floor(room / m_row)));
      if (fitting < m_data.rows.size()) {
        fitting = std::max<std::size_t>(1, fitting - 1);  // a line says how many are not shown
        first = m_data.rows.size() - fitting;
      }
    }
    if (first > 0) addEarlier(first);
    for (std::size_t row = first; row < m_data.rows.size(); ++row) addRow(row);
    addNotes();
    m_figure.size = {m_width, m_y};
    return std::move(m_figure);
  }

 private:
  void chooseFields() {
    m_word = textWidth(m_t.compareWord, m_text);
    for (const CompareFigure::Row& row : m_data.rows) {
      m_word = std::max(m_word, textWidth(wordOf(row), {m_text.size, true, false}));
    }
    m_word = std::min(m_word, m_width * 0.2) + m_metrics.gap;
    // What is left out first where the panel is narrow stands first.
    const std::vector<std::vector<Field::Kind>> choices{
        {Field::Kind::P, Field::Kind::Bits, Field::Kind::Perplexity, Field::Kind::Likeliest, Field::Kind::Agree,
         Field::Kind::Divergence},
        {Field::Kind::P, Field::Kind::Bits, Field::Kind::Perplexity, Field::Kind::Agree, Field::Kind::Divergence},
        {Field::Kind::P, Field::Kind::Bits, Field::Kind::Agree, Field::Kind::Divergence},
        {Field::Kind::P, Field::Kind::Bits, Field::Kind::Agree},
        {Field::Kind::P, Field::Kind::Agree},
        {Field::Kind::P}};
    for (const auto& kinds : choices) {
      fill(kinds);
      m_isNarrow = &kinds != &choices[0] && &kinds != &choices[1];
      if (neededWidth() <= m_width) break;
    }
    layOut();
  }

  void fill(const std::vector<Field::Kind>& kinds) {
    m_fields.clear();
    const std::size_t count = m_data.columns.size();
    const auto wants = [&](Field::Kind kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); };
    for (std::size_t model = 0; model < count; ++model) {
      for (const auto& [kind, head] :
           {std::pair{Field::Kind::P, m_t.compareP}, std::pair{Field::Kind::Bits, m_t.compareBits},
            std::pair{Field::Kind::Perplexity, m_t.comparePerplexity},
            std::pair{Field::Kind::Likeliest, m_t.compareLikeliest}}) {
        if (wants(kind)) m_fields.push_back({kind, model, 0, head});
      }
    }
    if (wants(Field::Kind::Agree)) m_fields.push_back({Field::Kind::Agree, 0, 0, m_t.compareAgree});
    for (std::size_t a = 0; wants(Field::Kind::Divergence) && a < count; ++a) {
      for (std::size_t b = a + 1; b < count; ++b) {
        m_fields.push_back({Field::Kind::Divergence, 0, pairIndex(a, b, count), columnLetter(a) + columnLetter(b)});
      }
    }
    for (Field& field : m_fields) {
      field.width = textWidth(field.head, m_text);
      for (const CompareFigure::Row& row : m_data.rows) {
        field.width = std::max(field.width, textWidth(textOf(field, row), m_text));
      }
      const double number = textWidth(QStringLiteral("0.0000"), m_text);  // so that steps do not move the columns
      field.width = std::max(field.width, number);
    }
  }

  [[nodiscard]] double neededWidth() const {
    double width = m_word;
    for (const Field& field : m_fields) width += field.width + m_metrics.gap;
    return width;
  }

  void layOut() {
    const double spare = std::max(0.0, m_width - neededWidth()) / std::max<double>(1, double(m_fields.size()));
    double x = m_word;
    for (Field& field : m_fields) {
      x += field.width + m_metrics.gap + std::min(spare, m_metrics.gap * 3);
      field.right = x;
    }
  }

  [[nodiscard]] static QString wordOf(const CompareFigure::Row& row) {
    const QString word = visibleToken(row.word);
    return row.isNext ? QStringLiteral("(%1)").arg(word) : word;
  }

  [[nodiscard]] QString textOf(const Field& field, const CompareFigure::Row& row) const {
    if (field.kind == Field::Kind::Agree) return m_t.compareOf.arg(row.agreeing).arg(row.asked);
    if (field.kind == Field::Kind::Divergence) return orDash(row.divergence[field.pair]);
    const CompareFigure::Cell& cell = row.cells[field.model];
    switch (field.kind) {
      case Field::Kind::P:
        return orDash(cell.probability);
      case Field::Kind::Bits:
        return orDash(cell.bits);
      case Field::Kind::Perplexity:
        return orDash(cell.perplexity);
      default:
        return cell.likeliest.empty() ? QString(QChar(0x2013)) : visibleToken(cell.likeliest);
    }
  }

  [[nodiscard]] double headHeight() const { return m_row * 2 + m_metrics.gap / 4; }
  [[nodiscard]] QStringList notes() const {
    QString text = m_data.forced ? m_t.compareNotesForced : m_t.compareNotesFree;
    const bool hasNext =
        std::any_of(m_data.rows.begin(), m_data.rows.end(), [](const auto& row) { return row.isNext; });
    if (hasNext) text += QStringLiteral(" · ") + m_t.compareNoteNext;
    QStringList lines = wrappedLines(text, m_width, m_text);
    if (m_isNarrow) lines << wrappedLines(m_t.compareNarrow, m_width, m_text);
    return lines;
  }
  [[nodiscard]] double notesHeight() const {
    return m_metrics.gap / 2 + m_text.size * 1.35 * static_cast<double>(notes().size());
  }

  void put(const QString& text, double x, const TextStyle& style, const QColor& color,
           HorizontalAnchor anchor = HorizontalAnchor::Right) {
    m_figure.items.push_back(TextItem{{x, m_y + m_row / 2}, text, style, color, anchor, VerticalAnchor::Middle});
  }

  void addHead() {
    // Over each model's numbers its mark, over the divergences what they are.
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
      const Field& field = m_fields[i];
      const bool begins = i == 0 || m_fields[i - 1].kind == Field::Kind::Agree || m_fields[i - 1].model != field.model;
      const double left = field.right - field.width;
      if (field.kind == Field::Kind::Divergence && m_fields[i - 1].kind == Field::Kind::Agree) {
        const double room = m_width - left;
        put(elided(m_t.compareDivergence, room, m_text), left, m_text, m_theme.quietText, HorizontalAnchor::Left);
      } else if (begins && field.kind != Field::Kind::Agree && field.kind != Field::Kind::Divergence) {
        const double side = m_row * 0.85;
        addColumnMark(m_figure, field.model, {left, m_y}, side, m_style);
        std::size_t last = i;
        while (last + 1 < m_fields.size() && m_fields[last + 1].model == field.model &&
               m_fields[last + 1].kind != Field::Kind::Agree) {
          ++last;
        }
        const double room = m_fields[last].right - left - side - m_metrics.gap / 2;
        put(elided(QString::fromStdString(m_data.columns[field.model].model), room, m_text),
            left + side + m_metrics.gap / 2, m_text, m_theme.text, HorizontalAnchor::Left);
      }
    }
    m_y += m_row;
    put(m_t.compareWord, 0, m_text, m_theme.quietText, HorizontalAnchor::Left);
    for (const Field& field : m_fields) put(field.head, field.right, m_text, m_theme.quietText);
    m_y += m_row;
    m_figure.items.push_back(LineItem{{0, m_y}, {m_width, m_y}, m_theme.grid, 1});
    m_y += m_metrics.gap / 4;
  }

  void addEarlier(std::size_t count) {
    put(m_t.compareEarlier.arg(count), 0, m_text, m_theme.quietText, HorizontalAnchor::Left);
    m_y += m_row;
  }

  void addRow(std::size_t index) {
    const CompareFigure::Row& row = m_data.rows[index];
    const bool isLast = index + 1 == m_data.rows.size();
    if (isLast) {
      m_figure.items.push_back(
          RectItem{QRectF(-2, m_y, m_width + 4, m_row), m_theme.accentFill, Qt::transparent, 0, 3});
    }
    const TextStyle strong{m_text.size, true, false};
    put(elided(wordOf(row), m_word - m_metrics.gap, strong), 0, strong, row.isNext ? m_theme.quietText : m_theme.text,
        HorizontalAnchor::Left);
    for (const Field& field : m_fields) {
      const bool isFull = field.kind == Field::Kind::Agree && row.asked > 1 && row.agreeing == row.asked;
      put(textOf(field, row), field.right, isFull ? strong : m_text, m_theme.text);
    }
    for (std::size_t i = 0; i < m_fields.size();) {  // one area for all that belongs to a model
      const Field& field = m_fields[i];
      std::size_t end = i + 1;
      if (field.kind == Field::Kind::Agree || field.kind == Field::Kind::Divergence) break;
      while (end < m_fields.size() && m_fields[end].model == field.model && m_fields[end].kind < Field::Kind::Agree)
        ++end;
      const double left = field.right - field.width;
      m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Cell,
                                          QRectF(left, m_y, m_fields[end - 1].right - left, m_row),
                                          static_cast<int>(index), static_cast<int>(field.model)});
      i = end;
    }
    m_y += m_row;
  }

  void addNotes() {
    m_y += m_metrics.gap / 2;
    for (const QString& line : notes()) {
      m_figure.items.push_back(TextItem{{0, m_y + m_text.size * 0.7},
                                        line,
                                        m_text,
                                        m_theme.quietText,
                                        HorizontalAnchor::Left,
                                        VerticalAnchor::Middle});
      m_y += m_text.size * 1.35;
    }
  }

  const CompareFigure& m_data;
  double m_width;
  const FigureStyle& m_style;
  const CompareTexts& m_t;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  TextStyle m_text;
  double m_row;
  double m_word = 0;
  bool m_isNarrow = false;
  std::vector<Field> m_fields;
  Figure m_figure;
  double m_y = 0;
};

}  // namespace

Figure compareTable(const CompareFigure& data, double width, double height, const FigureStyle& style) {
  return TableBuilder(data, width, style).build(height);
}

double compareTableLeast(const CompareFigure& data, double width, int rows, const FigureStyle& style) {
  return TableBuilder(data, width, style).least(rows);
}

}  // namespace headlight
