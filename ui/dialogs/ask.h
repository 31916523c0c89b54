#pragma once
// Questions to the person at the screen, each answered by a callback and none blocking: no nested event loops. Tests
// tell the next answer beforehand, so no test ever waits on a dialog.

#include <functional>
#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

class QWidget;

namespace headlight::ask {

using Answer = std::function<void(const QString&)>;

struct SaveQuestion {
  QString title;
  QString suggestion;  ///< folder and file name
  QString filters;     ///< "PNG image (*.png);;SVG drawing (*.svg)"
  QString chosenFilter;
  bool asksToReplace = true;  ///< false: who asked for the name asks that
};

/// The answer is called only when something was chosen, and not at all if `parent` is gone by then.
void forSaveFile(QWidget* parent, const SaveQuestion& question, const Answer& answer);
void forFolder(QWidget* parent, const QString& title, const QString& start, const Answer& answer);
void forText(QWidget* parent, const QString& title, const QString& label, const Answer& answer);

/// One file that exists. `filters`: "Sessions (*.headlight);;All files (*)".
void forOpenFile(QWidget* parent, const QString& title, const QString& start, const QString& filters,
                 const Answer& answer);

/// A button of a question: what it answers and what it says.
struct Choice {
  QString name;
  QString text;
  enum class Role { Yes, No } role = Role::Yes;
};
struct ChoiceQuestion {
  QString objectName;
  QString title;
  QString text;         ///< the question
  QString explanation;  ///< smaller, below
  std::vector<Choice> choices;
  std::function<void()> cancelled = {};  ///< called when none was chosen
};
/// With a button to cancel; the first choice is the default. The answer is the name of the choice.
void forChoice(QWidget* parent, const ChoiceQuestion& question, const Answer& answer);

/// Before what stands under these names is replaced; at once if there are none. Nothing where the person declines.
/// Object names: replaceQuestion, replaceChoice, otherNameChoice.
void forReplacing(QWidget* parent, const QStringList& names, const std::function<void()>& replace);

/// Answers the next question at once, without a dialog. An empty text is "cancelled".
void setNextAnswer(const QString& text);

}  // namespace headlight::ask
