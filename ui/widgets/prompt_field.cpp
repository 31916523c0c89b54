#include "widgets/prompt_field.h"

#include <QKeyEvent>

namespace headlight {

PromptField::PromptField(QWidget* parent) : QLineEdit(parent) {
  setObjectName(QStringLiteral("promptField"));
  setMaxLength(kLongestText);
  connect(this, &QLineEdit::textEdited, this, [this](const QString& text) {
    const bool continues = m_editing;
    m_editing = true;
    emit promptEdited(text, continues);
  });
  connect(this, &QLineEdit::returnPressed, this, [this] {
    endEdit();
    emit finished();
  });
}

bool PromptField::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
      event->ignore();  // left to the window's actions
      return false;
    }
  }
  return QLineEdit::event(event);
}

void PromptField::focusOutEvent(QFocusEvent* event) {
  endEdit();
  QLineEdit::focusOutEvent(event);
}

}  // namespace headlight
