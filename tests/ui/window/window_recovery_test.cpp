// What is offered after a crash, and the folder that is proposed for the next file.

#include <fstream>

#include <QDialog>
#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>

#include "dialogs/recovery_dialog.h"
#include "session/recovery.h"
#include "session/settings.h"
#include "ui/window/window_probe.h"

using namespace headlight;

class WindowRecoveryTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() { m_probe.reset(); }

  void twoRecoveriesOfOneFileLookApart() {
    const auto at = [](int second) { return QDateTime(QDate(2026, 11, 30), QTime(10, 0, second)); };
    const auto left = [&at](const char* file, int second) {
      return RecoverableSession{QString(), QString::fromLatin1(file), QStringLiteral("The cat"), QStringLiteral("tiny"),
                                at(second)};
    };
    const RecoveryDialog dialog({left("/a/lesson.headlight", 1), left("/a/lesson.headlight", 1),
                                 left("/a/lesson.headlight", 2), left("/b/lesson.headlight", 1), left("", 1)},
                                nullptr);
    const auto* list = dialog.findChild<QListWidget*>(QStringLiteral("recoveryList"));
    QStringList lines;
    for (int row = 0; row < list->count(); ++row) lines.append(list->item(row)->text());
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines.removeDuplicates(), 0);
  }

  void discardingIsAskedFirst() {
    p().trigger("stepAction");
    const QString crashed = leaveARecovery();
    p().open();
    p().window->offerRecovery();
    auto* dialog = p().find<QDialog>("recoveryDialog");
    auto* discard = dialog->findChild<QPushButton*>(QStringLiteral("discardButton"));
    discard->click();
    p().answer("discardQuestion", nullptr);
    QVERIFY(QFileInfo::exists(crashed));
    QVERIFY(dialog->isVisible());
    discard->click();
    p().answer("discardQuestion", "discardChoice");
    QTRY_VERIFY(!QFileInfo::exists(crashed));
  }

  void theQuestionForTheModelOfARecoveryNamesItsSession() {
    p().session().saveAs(p().path("lesson.headlight"), false);
    QTRY_VERIFY(!p().session().file().isEmpty());
    p().trigger("stepAction");
    leaveARecovery();
    std::filesystem::rename(p().path("tiny").toStdString(), p().path("elsewhere").toStdString());
    p().open();
    p().window->offerRecovery();
    p().find<QDialog>("recoveryDialog")->findChild<QPushButton*>(QStringLiteral("recoverButton"))->click();
    QTRY_VERIFY(p().window->findChild<QMessageBox*>(QStringLiteral("missingModelQuestion")));
    const QString question = p().find<QMessageBox>("missingModelQuestion")->text();
    QVERIFY2(question.contains(QStringLiteral("lesson.headlight")), qPrintable(question));
    QVERIFY2(!question.contains(QStringLiteral("crashed")), qPrintable(question));
  }

  void theProposedFolderIsOneThatIsThere() {
    Settings().setExportFolder(p().path("stick/pictures"));  // it was pulled out
    p().open();
    QCOMPARE(Settings().exportFolder(), QFileInfo(p().path("x")).absolutePath());
    p().find<QAction>("saveSessionAsAction")->trigger();
    auto* dialog = p().find<QDialog>("saveSessionDialog");
    const QString proposed = dialog->findChild<QLineEdit*>(QStringLiteral("sessionFileField"))->text();
    QVERIFY2(QFileInfo(proposed).dir().exists(), qPrintable(proposed));
    dialog->reject();
    QVERIFY(QDir().mkpath(p().path("stick/pictures")));  // and is there again
    QCOMPARE(Settings().exportFolder(), p().path("stick/pictures"));
  }

  void whatAKilledProgramWasWritingOfTheSettingsIsRemoved() {
    const QString left = p().path("settings/headlight.ini.aBcDeF");
    const QString other = p().path("settings/headlight.ini.backup.txt");
    for (const QString& name : {left, other}) {
      QFile file(name);
      QVERIFY(file.open(QIODevice::WriteOnly));
    }
    const Settings reads;
    QVERIFY(!QFileInfo::exists(left));
    QVERIFY(QFileInfo::exists(other));
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }

  /// As after a crash: the recovery file without the program that holds its lock. Its name.
  QString leaveARecovery() {
    p().session().flushRecovery();
    const QDir folder(recoveryFolder());
    QString left;
    for (const QFileInfo& file : folder.entryInfoList(QDir::Files, QDir::Size)) {
      if (left.isEmpty() && file.size() > 100) left = file.absoluteFilePath();
    }
    const QString copy = folder.filePath(QStringLiteral("crashed.") + QFileInfo(left).completeSuffix());
    if (!QFile::copy(left, copy)) qFatal("no recovery file");
    return copy;
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowRecoveryTest)
#include "window_recovery_test.moc"
