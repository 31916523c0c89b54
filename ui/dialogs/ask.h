#pragma once
// Questions to the person at the screen, each answered by a callback and none blocking: no nested event loops. Tests
// tell the next answer beforehand, so no test ever waits on a dialog.

#include <functional>
#include <optional>

#include <QString>

class QWidget;

namespace headlight::ask {

using Answer = std::function<void(const QString&)>;

struct SaveQuestion {
  QString title;
  QString suggestion;  ///< folder and file name
  QString filters;     ///< "PNG image (*.png);;SVG drawing (*.svg)"
  QString chosenFilter;
};

/// The answer is called only when something was chosen, and not at all if `parent` is gone by then.
void forSaveFile(QWidget* parent, const SaveQuestion& question, const Answer& answer);
void forFolder(QWidget* parent, const QString& title, const QString& start, const Answer& answer);
void forText(QWidget* parent, const QString& title, const QString& label, const Answer& answer);

/// Answers the next question at once, without a dialog. An empty text is "cancelled".
void setNextAnswer(const QString& text);

}  // namespace headlight::ask
