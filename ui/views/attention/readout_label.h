#pragma once
// The line under the heatmap. Where it is too narrow for a sentence it is two lines high, whatever it says: a map that
// moved with the length of the text would slip away under the pointer that the text is about. What it says while the
// pointer is elsewhere has the lines that it needs, and keeps them.

#include <algorithm>

#include <QEvent>
#include <QLabel>

#include "charts/figure/panel_edge.h"

namespace headlight {

class ReadoutLabel : public InPanel<QLabel> {
 public:
  explicit ReadoutLabel(QWidget* parent) : InPanel(parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setContentsMargins(8, 2, 8, 2);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  }

  /// What is said of the whole map, in at most kMostLines; empty: nothing.
  void setRest(const QString& text) {
    m_rest = text;
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

  static constexpr int kMostLines = 4;

  void fit() {
    const int line = fontMetrics().lineSpacing();
    const int lines = width() < kCharacters * fontMetrics().averageCharWidth() ? 2 : 1;
    const QRect room(0, 0, contentsRect().width(), kMostLines * line);
    const int rest = m_rest.isEmpty() ? 0 : fontMetrics().boundingRect(room, Qt::TextWordWrap, m_rest).height();
    const int height = std::clamp(rest, lines * line, kMostLines * line);
    setFixedHeight(height + contentsMargins().top() + contentsMargins().bottom());
  }

  QString m_rest;
};

}  // namespace headlight
