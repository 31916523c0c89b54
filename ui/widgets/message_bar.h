#pragma once
// One sentence over the panels: what went wrong or is worth knowing, what to do, a button that does it, and a cross.
// Never blocks and moves nothing: it covers the upper edge of the panels and leaves when it could be read. A newer
// sentence replaces an older one, except for a list of warnings about one thing, which are below each other.

#include <chrono>
#include <functional>

#include <QFrame>
#include <QPointer>
#include <QStringList>
#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;

namespace headlight {

class MessageBar : public QFrame {
  Q_OBJECT

 public:
  /// Lies over `window`.
  explicit MessageBar(QWidget* window);

  /// Stands below this part of the window.
  void standBelow(QWidget* part);
  /// How long a sentence stays: as long as it takes to read it, and longer while the pointer is on it or it has the
  /// focus.
  struct Stay {
    std::chrono::milliseconds least{8000}, perLetter{100};
  };
  void setStay(const Stay& stay) { m_stay = stay; }

  enum class Tone { Notice, Problem };
  /// `actionText` empty: no button.
  void showMessage(const QString& sentence, Tone tone, const QString& actionText = {},
                   const std::function<void()>& action = {});
  /// Adds one more sentence below the others; from the fifth on they are counted, and all are in the tool tip.
  void addSentence(const QString& sentence);
  void dismiss();
  /// The last sentence, until it is dismissed; also after it left by itself.
  [[nodiscard]] QString sentence() const;

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void restyle();
  void appear();
  void place();
  void leave();

  QPointer<QWidget> m_above;
  QTimer m_leaving;
  Stay m_stay;
  QLabel* m_text;
  QStringList m_sentences;
  QPushButton* m_action;
  QToolButton* m_close;
  std::function<void()> m_run;
  Tone m_tone = Tone::Notice;
};

}  // namespace headlight
