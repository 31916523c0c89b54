#pragma once
// The line under the heatmap. Where it is too narrow for a sentence it is two lines high, whatever it says: a map that
// moved with the length of the text would slip away under the pointer that the text is about. What it says while the
// pointer is elsewhere has the lines that it needs where it is wide, and keeps them; where it is narrow it ends with
// "…" and stands whole in the tool tip.

#include <algorithm>

#include <QEvent>
#include <QLabel>

#include "charts/figure/panel_edge.h"
#include "session/plain_text.h"

namespace headlight {

class ReadoutLabel : public InPanel<QLabel> {
 public:
  explicit ReadoutLabel(QWidget* parent) : InPanel(parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setContentsMargins(8, 2, 8, 2);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  }

  /// `rest` is said while the pointer is elsewhere; empty: nothing that needs more lines.
  void say(const QString& text, const QString& rest) {
    m_said = text;
    m_rest = rest;
    fit();
  }
  /// Of the tool tip where all of the text is seen.
  void setHelp(const QString& help) {
    m_help = help;
    fit();
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QLabel::resizeEvent(event);
    fit();
  }
  void changeEvent(QEvent* event) override {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange) fit();
  }

 private:
  static constexpr int kCharacters = 64;  ///< of a line that has room for the sentences as they are
  static constexpr int kNarrow = 48;      ///< below it, as in a presentation, the map needs the room more
  static constexpr int kMostLines = 3;

  [[nodiscard]] int heightOf(const QString& text) const {
    const QRect room(0, 0, contentsRect().width(), 0);
    return text.isEmpty() ? 0 : fontMetrics().boundingRect(room, Qt::TextWordWrap, text).height();
  }

  void fit() {
    const int character = fontMetrics().averageCharWidth();
    const int line = fontMetrics().lineSpacing();
    const int least = width() < kCharacters * character ? 2 : 1;
    const int most = width() < kNarrow * character ? 2 : kMostLines;
    const int height = std::clamp(heightOf(m_rest), least * line, most * line);
    setFixedHeight(height + contentsMargins().top() + contentsMargins().bottom());
    QString shown = m_said;
    while (m_said == m_rest && heightOf(shown) > height && shown.contains(QLatin1Char(' '))) {
      shown = shown.left(shown.lastIndexOf(QLatin1Char(' '))) + QStringLiteral("…");
    }
    setToolTip(shown == m_said ? m_help : plainTip(m_said));
    setText(shown);
  }

  QString m_said, m_rest, m_help;
};

}  // namespace headlight
