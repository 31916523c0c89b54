#include "dialogs/ask.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QFileDialog>
#include <QInputDialog>
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
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setObjectName(question.objectName);
  box->setIcon(QMessageBox::Question);
  box->setWindowTitle(question.title);
  box->setText(question.text);
  box->setInformativeText(question.explanation);
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
  box->open();
}

}  // namespace headlight::ask
