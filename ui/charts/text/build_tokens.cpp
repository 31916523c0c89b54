// Chips: text over id; what was typed where the word is unknown; the bytes where they say more than the text.

#include <algorithm>
#include <cmath>

#include "charts/figure/figure_frame.h"
#include "charts/text/text_builders.h"
#include "charts/texts/token_texts.h"
#include "figures/text/tokens_figure.h"

namespace headlight {
namespace {

bool isPlain(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

struct ChipTexts {
  QString text, id, note;
};

ChipTexts chipTexts(const TokensFigure::Chip& chip, FigureLanguage language) {
  ChipTexts result{visibleToken(chip.text), QString::number(chip.id), {}};
  const QString bytes = QChar(0x27E8) + QString::fromStdString(chip.bytes).toUpper() + QChar(0x27E9);
  if (!chip.source.empty()) {
    // The model got the unknown token, whatever word the label would show: [UNK], <unk>.
    result.text = visibleToken(chip.piece);
    result.note = tokenTexts(language).unknownWord.arg(visibleToken(chip.source));
  } else if (chip.text.empty()) {
    result.text = chip.character.empty() ? bytes : visibleToken(chip.character);
    if (!chip.character.empty()) result.note = bytes;
  } else if (!isPlain(chip.text)) {
    result.note = bytes;
  }
  return result;
}

class TokensBuilder {
 public:
  TokensBuilder(const TokensFigure& data, const FigureStyle& style)
      : m_data(data), m_style(style), m_theme(*style.theme), m_metrics(style.fontSize) {}

  Figure build() {
    const FrameTexts texts{tokenTexts(m_style.language).tokens.arg(m_data.chips.size()),
                           tokenTexts(m_style.language).describeTokens.arg(m_data.chips.size()), m_data};
    const QSizeF area = contentArea(m_style, texts);
    m_width = area.width() > 0 ? area.width() : 56 * m_style.fontSize;
    bool generated = false;
    m_twoSentences = !m_data.chips.empty() && m_data.chips.front().ofSource;
    for (const auto& chip : m_data.chips) {
      m_notes = m_notes || !chipTexts(chip, m_style.language).note.isEmpty();
      generated = generated || chip.generated;
    }
    m_height = m_metrics.line * (m_notes ? 3 : 2) + m_metrics.gap * 0.75;
    for (std::size_t i = 0; i < m_data.chips.size(); ++i) addChip(static_cast<int>(i));
    double bottom = m_data.chips.empty() ? 0 : m_y + m_height;
    if (generated) bottom = addLegend(bottom + m_metrics.gap * 1.5);
    m_figure.size = {m_widest, bottom + 2};
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  void addChip(int index) {
    const auto& chip = m_data.chips[static_cast<std::size_t>(index)];
    const ChipTexts texts = chipTexts(chip, m_style.language);
    const double inner = std::max({textWidth(texts.text, m_metrics.strong), textWidth(texts.id, m_metrics.small),
                                   textWidth(texts.note, m_metrics.small)});
    const double width = std::min(std::ceil(inner + 2 * m_metrics.gap), std::max(m_width, 40.0));
    const bool targetBegins =
        index > 0 && m_twoSentences && !chip.ofSource && m_data.chips[static_cast<std::size_t>(index - 1)].ofSource;
    if (targetBegins || (m_x > 0 && m_x + width > m_width)) {
      m_x = 0;
      m_y += m_height + m_metrics.gap * (targetBegins ? 2 : 1);
    }
    const QRectF rect(m_x + 1, m_y + 1, width - 2, m_height - 2);
    const bool chosen = index == m_style.selectedToken;
    addBody(rect, chip.generated, chosen || chip.mask);
    const double room = width - m_metrics.gap;
    const double x = rect.center().x();
    double y = rect.top() + m_metrics.gap * 0.4 + m_metrics.line / 2;
    addText({x, y}, texts.text, chosen ? m_metrics.strong : m_metrics.label, chosen ? m_theme.accent : m_theme.text,
            room);
    addText({x, y += m_metrics.line}, texts.id, m_metrics.small, m_theme.quietText, room);
    if (!texts.note.isEmpty()) addText({x, y + m_metrics.line}, texts.note, m_metrics.small, m_theme.quietText, room);
    m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Token, rect, index});
    m_x += width + m_metrics.gap / 2;
    m_widest = std::max(m_widest, m_x - m_metrics.gap / 2);
  }

  void addBody(const QRectF& rect, bool generated, bool chosen) {
    const QColor fill = chosen ? m_theme.accentFill : generated ? m_theme.background : m_theme.surface;
    const QColor stroke = chosen ? m_theme.accent : generated ? m_theme.bar : m_theme.grid;
    m_figure.items.push_back(RectItem{rect, fill, stroke, chosen ? 2.0 : 1.0, m_metrics.gap / 2});
  }

  void addText(QPointF at, const QString& text, const TextStyle& style, const QColor& color, double room) {
    m_figure.items.push_back(
        TextItem{at, elided(text, room, style), style, color, HorizontalAnchor::Center, VerticalAnchor::Middle});
  }

  double addLegend(double top) {
    const double side = m_metrics.label.size;
    double x = 1;
    for (const bool generated : {false, true}) {
      const QString& given =
          m_twoSentences ? tokenTexts(m_style.language).sourceText : tokenTexts(m_style.language).typed;
      const QString text = generated ? tokenTexts(m_style.language).generated : given;
      addBody(QRectF(x, top, side, side), generated, false);
      x += side + m_metrics.gap * 0.75;
      m_figure.items.push_back(TextItem{{x, top + side / 2},
                                        text,
                                        m_metrics.small,
                                        m_theme.quietText,
                                        HorizontalAnchor::Left,
                                        VerticalAnchor::Middle});
      x += textWidth(text, m_metrics.small) + 2 * m_metrics.gap;
    }
    m_widest = std::max(m_widest, x);
    return top + side;
  }

  const TokensFigure& m_data;
  const FigureStyle& m_style;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  Figure m_figure;
  double m_width = 0, m_height = 0, m_x = 0, m_y = 0, m_widest = 0;
  bool m_notes = false;
  bool m_twoSentences = false;
};

}  // namespace

Figure buildTokens(const TokensFigure& data, const FigureStyle& style) {
  return TokensBuilder(data, style).build();
}

}  // namespace headlight
