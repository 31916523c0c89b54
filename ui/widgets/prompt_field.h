#pragma once
// The prompt's text field. Undo and redo are the session's (a prompt with its run), not the field's letters.

#include <QLineEdit>

namespace headlight {

class PromptField : public QLineEdit {
  Q_OBJECT

 public:
  static constexpr int kLongestText = 1'000'000;  ///< characters; Qt's own limit of 32,767 would cut silently

  explicit PromptField(QWidget* parent = nullptr);

  /// Ends the present edit: what is typed next is an undo step of its own.
  void endEdit() { m_editing = false; }

 signals:
  /// Every change by the user. `continues`: a further letter of an edit that has begun before.
  void promptEdited(const QString& text, bool continues);
  void finished();  ///< Enter

 protected:
  bool event(QEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  bool m_editing = false;
};

}  // namespace headlight
