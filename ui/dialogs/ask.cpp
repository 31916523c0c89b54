#include "dialogs/ask.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

namespace headlight::ask {

namespace {

std::optional<QString>& nextAnswer() {
  static std::optional<QString> answer;
  return answer;
}

bool answeredByScript(const Answer& answer) {
  if (!nextAnswer()) return false;
  const QString text = *nextAnswer();
  nextAnswer().reset();
  if (!text.isEmpty()) answer(text);
  return true;
}

void openFileDialog(QFileDialog* dialog, QWidget* parent, const Answer& answer) {
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QFileDialog::fileSelected, parent, [answer](const QString& file) {
    if (!file.isEmpty()) answer(file);
  });
  dialog->open();
}

// "PNG image (*.png)" names the ending of a file typed without one.
QString suffixOf(const QString& filter) {
  const qsizetype from = filter.indexOf(QStringLiteral("(*.")) + 3;
  return from < 3 ? QString() : filter.mid(from, filter.indexOf(QLatin1Char(')'), from) - from);
}

}  // namespace

void setNextAnswer(const QString& text) {
  nextAnswer() = text;
}

void forSaveFile(QWidget* parent, const SaveQuestion& question, const Answer& answer) {
  if (answeredByScript(answer)) return;
  auto* dialog = new QFileDialog(parent, question.title, question.suggestion, question.filters);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setFileMode(QFileDialog::AnyFile);
  dialog->setOption(QFileDialog::DontConfirmOverwrite, !question.asksToReplace);
  if (!question.chosenFilter.isEmpty()) dialog->selectNameFilter(question.chosenFilter);
  dialog->setDefaultSuffix(suffixOf(dialog->selectedNameFilter()));
  QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                   [dialog](const QString& filter) { dialog->setDefaultSuffix(suffixOf(filter)); });
  openFileDialog(dialog, parent, answer);
}

void forFolder(QWidget* parent, const QString& title, const QString& start, const Answer& answer) {
  if (answeredByScript(answer)) return;
  auto* dialog = new QFileDialog(parent, title, start);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  openFileDialog(dialog, parent, answer);
}

void forText(QWidget* parent, const QString& title, const QString& label, const Answer& answer) {
  if (answeredByScript(answer)) return;
  auto* dialog = new QInputDialog(parent);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(title);
  dialog->setLabelText(label);
  QObject::connect(dialog, &QInputDialog::textValueSelected, parent, [answer](const QString& text) {
    if (!text.trimmed().isEmpty()) answer(text.trimmed());
  });
  dialog->open();
}

void forOpenFile(QWidget* parent, const QString& title, const QString& start, const QString& filters,
                 const Answer& answer) {
  if (answeredByScript(answer)) return;
  auto* dialog = new QFileDialog(parent, title, start, filters);
  dialog->setFileMode(QFileDialog::ExistingFile);
  openFileDialog(dialog, parent, answer);
}

void forChoice(QWidget* parent, const ChoiceQuestion& question, const Answer& answer) {
  if (answeredByScript(answer)) return;
  auto* box = new QMessageBox(parent);
  box->setTextFormat(Qt::PlainText);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setObjectName(question.objectName);
  box->setIcon(QMessageBox::Question);
  box->setWindowTitle(question.title);
  box->setText(question.text);
  box->setInformativeText(question.explanation);
  for (auto* label : box->findChildren<QLabel*>()) label->setTextFormat(Qt::PlainText);  // the explanation's too
  for (const Choice& choice : question.choices) {
    const auto role = choice.role == Choice::Role::Yes ? QMessageBox::AcceptRole : QMessageBox::DestructiveRole;
    QPushButton* button = box->addButton(choice.text, role);
    button->setObjectName(choice.name);
    if (&choice == &question.choices.front()) box->setDefaultButton(button);
  }
  QPushButton* cancel = box->addButton(QMessageBox::Cancel);
  cancel->setText(QCoreApplication::translate("ask", "Cancel"));
  QObject::connect(box, &QMessageBox::buttonClicked, parent, [answer, cancel](QAbstractButton* button) {
    if (button != cancel) answer(button->objectName());
  });
  QObject::connect(box, &QMessageBox::finished, parent, [box, cancel, cancelled = question.cancelled] {
    if (cancelled && (!box->clickedButton() || box->clickedButton() == cancel)) cancelled();
  });
  box->open();
}

void forReplacing(QWidget* parent, const QStringList& names, const std::function<void()>& replace) {
  if (names.isEmpty()) return replace();
  const auto text = [](const char* words) { return QCoreApplication::translate("ask", words); };
  const QString name = QFileInfo(names.front()).fileName();
  const QString one = text(QT_TRANSLATE_NOOP("ask", "%1 exists already. Replace it?"));
  const QString several = text(QT_TRANSLATE_NOOP("ask", "%1 and others exist already, %2 in all. Replace them?"));
  const ChoiceQuestion question{
      QStringLiteral("replaceQuestion"),
      text(QT_TRANSLATE_NOOP("ask", "Replace?")),
      names.size() == 1 ? one.arg(name) : several.arg(name).arg(names.size()),
      text(QT_TRANSLATE_NOOP("ask", "What is there now will be lost.")),
      {{QStringLiteral("otherNameChoice"), text(QT_TRANSLATE_NOOP("ask", "Choose another &name")), Choice::Role::Yes},
       {QStringLiteral("replaceChoice"), text(QT_TRANSLATE_NOOP("ask", "&Replace")), Choice::Role::No}},
      {}};
  forChoice(parent, question, [replace](const QString& choice) {
    if (choice == QLatin1String("replaceChoice")) replace();
  });
}

}  // namespace headlight::ask
