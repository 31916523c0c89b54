#pragma once
// The line under the heatmap. Where it is too narrow for a sentence it is two lines high, whatever it says: a map that
// moved with the length of the text would slip away under the pointer that the text is about.

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

  void fit() {
    const int lines = width() < kCharacters * fontMetrics().averageCharWidth() ? 2 : 1;
    setFixedHeight(lines * fontMetrics().lineSpacing() + contentsMargins().top() + contentsMargins().bottom());
  }
};

}  // namespace headlight
