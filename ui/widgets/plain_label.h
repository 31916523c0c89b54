#pragma once
// The label of everything that is not written by us in HTML: a token, a path or a name in it is shown letter by letter.

#include <QLabel>

namespace headlight {

[[nodiscard]] inline QLabel* plainLabel(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setTextFormat(Qt::PlainText);
  return label;
}

[[nodiscard]] inline QLabel* plainLabel(const QString& text, QWidget* parent) {
  auto* label = plainLabel(parent);
  label->setText(text);
  return label;
}

}  // namespace headlight
