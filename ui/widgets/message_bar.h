#pragma once
// One sentence above the panels: what went wrong or is worth knowing, what to do, a button that does it, and a cross.
// Never blocks; a newer sentence replaces an older one, except for a list of warnings about one thing, which are below
// each other.

#include <functional>

#include <QFrame>
#include <QStringList>

class QLabel;
class QPushButton;
class QToolButton;

namespace headlight {

class MessageBar : public QFrame {
  Q_OBJECT

 public:
  explicit MessageBar(QWidget* parent = nullptr);

  enum class Tone { Notice, Problem };
  /// `actionText` empty: no button.
  void showMessage(const QString& sentence, Tone tone, const QString& actionText = {},
                   const std::function<void()>& action = {});
  /// Adds one more sentence below the others; from the fifth on they are counted, and all are in the tool tip.
  void addSentence(const QString& sentence);
  void dismiss();
  [[nodiscard]] QString sentence() const;

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void restyle();

  QLabel* m_text;
  QStringList m_sentences;
  QPushButton* m_action;
  QToolButton* m_close;
  std::function<void()> m_run;
  Tone m_tone = Tone::Notice;
};

}  // namespace headlight
