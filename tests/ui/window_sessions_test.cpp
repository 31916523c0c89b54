// Sessions in the real main window: saved and opened again, the question about unsaved changes, what a crash left, a
// model that is gone.

#include <QCheckBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include "session/recovery.h"
#include "session/settings.h"
#include "ui/window_probe.h"
#include "views/tokens/tokens_view.h"

using namespace headlight;

class WindowSessionsTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() { m_probe.reset(); }

  void aSessionIsSavedAndOpensAsItWas() {
    p().trigger("stepAction");
    p().trigger("stepAction");
    const QString text = p().text();
    p().window->findChild<TokensView*>()->setPage(TokensView::Split);
    QVERIFY(p().window->isWindowModified());
    saveAs("lesson.headlight", false);
    QVERIFY(!p().window->isWindowModified());
    QVERIFY(p().window->windowTitle().contains(QStringLiteral("lesson.headlight")));
    p().window->findChild<TokensView*>()->setPage(TokensView::Table);
    p().type(QStringLiteral("The ship"));
    QVERIFY(p().window->isWindowModified());
    ask::setNextAnswer(p().path("lesson.headlight"));
    p().find<QAction>("openAction")->trigger();
    answer("unsavedQuestion", "dontSaveChoice");
    QTRY_COMPARE(p().text(), text);
    QCOMPARE(p().find<PromptField>("promptField")->text(), QStringLiteral("The cat is on the"));
    QCOMPARE(p().window->findChild<TokensView*>()->page(), TokensView::Split);
    QVERIFY(!p().window->isWindowModified());
  }

  void theSizeIsSaidAndGrowsWithTheActivations() {
    p().find<QAction>("saveSessionAsAction")->trigger();
    auto* dialog = p().find<QDialog>("saveSessionDialog");
    const auto* size = dialog->findChild<QLabel*>(QStringLiteral("sessionSizeLabel"));
    const QString without = size->text();
    dialog->findChild<QCheckBox*>(QStringLiteral("includeActivationsCheck"))->setChecked(true);
    QVERIFY(size->text() != without);
    QVERIFY(size->text().contains(QStringLiteral("without the model")));
    dialog->findChild<QLineEdit*>(QStringLiteral("sessionFileField"))->clear();
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("saveSessionButton"))->isEnabled());
    dialog->reject();
  }

  void closingAsksOnceAndCancelKeepsTheWindow() {
    p().trigger("stepAction");
    p().window->close();
    answer("unsavedQuestion", nullptr);
    QVERIFY(p().window->isVisible());
    p().window->close();
    answer("unsavedQuestion", "saveChoice");
    auto* dialog = p().find<QDialog>("saveSessionDialog");
    dialog->findChild<QLineEdit*>(QStringLiteral("sessionFileField"))->setText(p().path("kept.headlight"));
    dialog->findChild<QPushButton*>(QStringLiteral("saveSessionButton"))->click();
    QTRY_VERIFY(!p().window->isVisible());
    QVERIFY(QFileInfo::exists(p().path("kept.headlight")));
  }

  void aWindowWithoutChangesClosesAtOnce() {
    QVERIFY(!p().window->isWindowModified());
    QVERIFY(p().window->close());
  }

  void aRecordingIsSeenToBeOne() {
    p().trigger("stepAction");
    saveAs("recorded.headlight", true);
    std::filesystem::rename(p().path("tiny").toStdString(), p().path("elsewhere").toStdString());
    ask::setNextAnswer(p().path("recorded.headlight"));
    p().find<QAction>("openAction")->trigger();
    QTRY_VERIFY(p().session().isRecorded());
    QVERIFY(p().find<QLabel>("recordedLabel")->isVisible());
    QVERIFY(p().window->windowTitle().contains(QStringLiteral("recorded")));
    QVERIFY(p().find<QAction>("supplyModelAction")->isVisible());
    QVERIFY(!p().find<QAction>("checkAction")->isEnabled());
  }

  void aMissingModelIsAskedFor() {
    p().trigger("stepAction");
    const QString text = p().text();
    saveAs("lesson.headlight", false);
    std::filesystem::rename(p().path("tiny").toStdString(), p().path("elsewhere").toStdString());
    p().window->close();
    const QString file = p().path("lesson.headlight");
    p().window = std::make_unique<MainWindow>();
    p().window->show();
    p().window->start(file, QString());
    QTRY_VERIFY(p().window->findChild<QMessageBox*>(QStringLiteral("missingModelQuestion")));
    auto* box = p().find<QMessageBox>("missingModelQuestion");
    QVERIFY(box->text().contains(QStringLiteral("tiny")));
    auto* button = box->findChild<QPushButton*>(QStringLiteral("locateFolderChoice"));
    ask::setNextAnswer(p().path("elsewhere"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(p().session().snapshot());
    QTRY_COMPARE(p().text(), text);
  }

  void whatACrashLeftIsOffered() {
    p().trigger("stepAction");
    p().session().flushRecovery();
    const QString text = p().text();
    // As after a crash: the recovery file without the program that holds its lock.
    const QDir folder(recoveryFolder());
    QString left;
    for (const QFileInfo& file : folder.entryInfoList(QDir::Files, QDir::Size)) {
      if (left.isEmpty() && file.size() > 100) left = file.absoluteFilePath();
    }
    QVERIFY(!left.isEmpty());
    const QString copy = folder.filePath(QStringLiteral("crashed.") + QFileInfo(left).completeSuffix());
    QVERIFY(QFile::copy(left, copy));
    p().open();
    p().window->offerRecovery();
    auto* dialog = p().find<QDialog>("recoveryDialog");
    QVERIFY(dialog->findChild<QListWidget*>(QStringLiteral("recoveryList"))
                ->item(0)
                ->text()
                .contains(QStringLiteral("The cat is on the")));
    dialog->findChild<QPushButton*>(QStringLiteral("recoverButton"))->click();
    QTRY_COMPARE(p().text(), text);
    QVERIFY(p().window->isWindowModified());
  }

  void recentFilesAreListedGreyedAndCleared() {
    saveAs("lesson.headlight", false);
    Settings settings;
    settings.addRecentModel(p().path("gone"));
    auto* menu = p().find<QMenu>("recentMenu");
    emit menu->aboutToShow();
    const auto named = [menu](const char* name) -> QAction* {
      for (QAction* action : menu->actions()) {
        if (action->text() == QString::fromLatin1(name)) return action;
      }
      return nullptr;
    };
    QVERIFY(named("lesson.headlight"));
    QVERIFY(named("lesson.headlight")->isEnabled());
    p().find<QAction>("clearRecentAction")->trigger();
    emit menu->aboutToShow();
    QVERIFY(!named("lesson.headlight"));
  }

  void aDamagedSessionLeavesEverythingAsItWas() {
    QFile file(p().path("bad.headlight"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no session at all");
    file.close();
    const QString text = p().text();
    ask::setNextAnswer(p().path("bad.headlight"));
    p().trigger("openAction");
    QTRY_VERIFY(!p().sentence().isEmpty());
    QVERIFY(p().sentence().contains(QStringLiteral("bad.headlight")));
    QCOMPARE(p().text(), text);
    QVERIFY(p().session().file().isEmpty());
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  void saveAs(const char* name, bool include) {
    p().find<QAction>("saveSessionAsAction")->trigger();
    auto* dialog = p().find<QDialog>("saveSessionDialog");
    dialog->findChild<QLineEdit*>(QStringLiteral("sessionFileField"))->setText(p().path(name));
    dialog->findChild<QCheckBox*>(QStringLiteral("includeActivationsCheck"))->setChecked(include);
    dialog->findChild<QPushButton*>(QStringLiteral("saveSessionButton"))->click();
    QTRY_VERIFY(QFileInfo::exists(p().path(name)));
    p().settle();
  }
  /// Null: cancels.
  void answer(const char* question, const char* choice) {
    QTRY_VERIFY(p().window->findChild<QMessageBox*>(QString::fromLatin1(question)));
    auto* box = p().find<QMessageBox>(question);
    auto* button = choice ? box->findChild<QPushButton*>(QString::fromLatin1(choice))
                          : qobject_cast<QPushButton*>(box->button(QMessageBox::Cancel));
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowSessionsTest)
#include "window_sessions_test.moc"
