#pragma once
// Drives the real main window by object names, with a tiny model and settings of its own.

#include <memory>
#include <string>

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QtTest>

#include "dialogs/ask.h"
#include "support/temporary_folder.h"
#include "ui/tiny_model.h"
#include "widgets/message_bar.h"
#include "widgets/prompt_field.h"
#include "widgets/token_strip.h"
#include "window/main_window.h"

namespace headlight::testing {

/// Models and settings in a temporary folder; makes windows that find them.
class WindowProbe {
 public:
  WindowProbe() {
    writeTinyModel(m_folder.path(), "tiny");
    qputenv("HEADLIGHT_MODELS", m_folder.path().c_str());
    qputenv("HEADLIGHT_SETTINGS_DIR", (m_folder.path() / "settings").c_str());
    open();
  }

  /// Another start of the program: the old window closes, a new one reads the settings.
  void open() {
    const bool isFirst = !window;
    if (window) window->close();
    window = std::make_unique<MainWindow>();
    session().setFindsStartHead(findsStartHead);
    if (isFirst) window->resize(1440, 900);  // the screen of the tests is smaller
    window->show();
    window->start(QStringLiteral("tiny"), QStringLiteral("The cat is on the"));
    settle();
  }
  bool settle() {
    return QTest::qWaitFor([this] { return session().isIdle(); }, 20000);
  }
  Session& session() { return *window->session(); }
  template <class T>
  T* find(const char* name) {
    T* found = window->findChild<T*>(QString::fromLatin1(name));
    if (!found) qFatal("no %s", name);
    return found;
  }
  void trigger(const char* action) {
    find<QAction>(action)->trigger();
    settle();
  }
  QString text() {
    QStringList words;
    for (const Token& token : session().snapshot()->tokens) words.append(QString::fromStdString(token.text));
    return words.join(QLatin1Char(' '));
  }
  QString sentence() { return find<MessageBar>("messageBar")->sentence(); }
  void type(const QString& text) {
    auto* field = find<PromptField>("promptField");
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    settle();
  }
  [[nodiscard]] QString path(const char* name) const {
    return QString::fromStdString((m_folder.path() / name).string());
  }

  /// Clicks a button of the question (a message box) of this name; a null choice cancels.
  void answer(const char* question, const char* choice) {
    QTRY_VERIFY(window->findChild<QMessageBox*>(QString::fromLatin1(question)));
    auto* box = find<QMessageBox>(question);
    auto* button = choice ? box->findChild<QPushButton*>(QString::fromLatin1(choice))
                          : qobject_cast<QPushButton*>(box->button(QMessageBox::Cancel));
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }

  /// Fills the export dialog that is open and presses its button. `format` is a place in its list; −1 leaves it.
  void fillExport(const QString& folder, int format) {
    QTRY_VERIFY(window->findChild<QDialog*>(QStringLiteral("exportDialog")));
    auto* dialog = find<QDialog>("exportDialog");
    dialog->findChild<QLineEdit*>(QStringLiteral("exportFolder"))->setText(folder);
    if (format >= 0) dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"))->setCurrentIndex(format);
    dialog->findChild<QPushButton*>(QStringLiteral("exportButton"))->click();
  }
  /// As fillExport(), until the files are there and the dialog is gone.
  void exportInto(const QString& folder, int format) {
    fillExport(folder, format);
    QPointer<QDialog> dialog = find<QDialog>("exportDialog");
    QTRY_VERIFY_WITH_TIMEOUT(!dialog || !dialog->isVisible(), 60000);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }

  std::unique_ptr<MainWindow> window;
  bool findsStartHead = false;  ///< of windows that open() makes: other tests begin with layer 0, head 0

 private:
  TemporaryFolder m_folder;
};

}  // namespace headlight::testing
