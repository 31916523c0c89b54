// Nothing of the user's is replaced unasked: sessions under other names, sessions that another window saved meanwhile,
// exported figures and layouts.

#include <QDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

#include "session/settings.h"
#include "ui/window/window_probe.h"

using namespace headlight;

class WindowSavingTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() { m_probe.reset(); }

  void anotherFileIsReplacedOnlyWhenAsked() {
    write("notes.headlight", "words of a teacher, no session");
    p().trigger("stepAction");
    fillSaveDialog("notes.headlight");
    p().answer("replaceQuestion", "otherNameChoice");
    QCOMPARE(read("notes.headlight"), QByteArray("words of a teacher, no session"));
    QVERIFY(p().find<QDialog>("saveSessionDialog")->isVisible());
    clickSave();
    p().answer("replaceQuestion", nullptr);
    QCOMPARE(read("notes.headlight"), QByteArray("words of a teacher, no session"));
    clickSave();
    p().answer("replaceQuestion", "replaceChoice");
    QTRY_COMPARE(p().session().file(), p().path("notes.headlight"));
    QVERIFY(read("notes.headlight").size() > 100);
  }

  void theProposedNameOfAnEarlierLessonAsks() {
    Settings().setExportFolder(QFileInfo(p().path("x")).absolutePath());
    p().trigger("stepAction");
    write("session.headlight", "an earlier lesson");
    p().find<QAction>("saveSessionAction")->trigger();
    clickSave();
    p().answer("replaceQuestion", nullptr);
    QCOMPARE(read("session.headlight"), QByteArray("an earlier lesson"));
    p().find<QDialog>("saveSessionDialog")->reject();
  }

  void theOwnFileIsSavedWithoutAQuestion() {
    saveNew("lesson.headlight");
    for (const char* action : {"saveSessionAction", "saveSessionAsAction"}) {
      p().trigger("stepAction");
      QVERIFY(p().window->isWindowModified());
      p().find<QAction>(action)->trigger();
      if (action == std::string("saveSessionAsAction")) clickSave();
      QTRY_VERIFY(!p().window->isWindowModified());
      QVERIFY(!isAsked());
    }
  }

  void twoSavesInARowAreOneWindowsOwn() {
    saveNew("lesson.headlight");
    for (int i = 0; i < 3; ++i) {
      p().session().step();
      p().session().save();
    }
    QVERIFY(p().settle());
    QVERIFY2(p().sentence().startsWith(QStringLiteral("Saved")), qPrintable(p().sentence()));
    QVERIFY(!p().session().isFileChanged());
  }

  void aSessionThatAnotherWindowSavedIsNoticed() {
    saveNew("lesson.headlight");
    const QByteArray others = saveInAnotherWindow();
    QVERIFY(others != QByteArray());
    p().trigger("stepAction");
    p().find<QAction>("saveSessionAction")->trigger();
    p().answer("changedFileQuestion", nullptr);
    QCOMPARE(read("lesson.headlight"), others);
    p().find<QAction>("saveSessionAction")->trigger();
    p().answer("changedFileQuestion", "otherNameChoice");
    clickSave();  // the same name
    p().answer("replaceQuestion", nullptr);
    QCOMPARE(read("lesson.headlight"), others);
    p().find<QDialog>("saveSessionDialog")->reject();
    p().find<QAction>("saveSessionAction")->trigger();
    p().answer("changedFileQuestion", "replaceChoice");
    QTRY_VERIFY(!p().window->isWindowModified());
    QVERIFY(read("lesson.headlight") != others);
    p().trigger("stepAction");
    p().find<QAction>("saveSessionAction")->trigger();
    QTRY_VERIFY(!p().window->isWindowModified());
  }

  void closingAfterACancelledQuestionAsksAgain() {
    saveNew("lesson.headlight");
    const QByteArray others = saveInAnotherWindow();
    p().trigger("stepAction");
    p().window->close();
    p().answer("unsavedQuestion", "saveChoice");
    p().answer("changedFileQuestion", nullptr);
    QVERIFY(p().window->isVisible());
    p().session().saveAs(p().path("other.headlight"), false);
    QVERIFY(p().settle());
    QVERIFY(p().window->isVisible());  // the close of then is not done now
    QCOMPARE(read("lesson.headlight"), others);
  }

  void aFileThatAppearsBetweenRequestAndWritingStays() {
    p().trigger("stepAction");
    p().session().saveAs(p().path("late.headlight"), false);
    write("late.headlight", "of someone else");
    QVERIFY(p().settle());
    QCOMPARE(read("late.headlight"), QByteArray("of someone else"));
    QVERIFY(p().sentence().contains(QStringLiteral("late.headlight")));
  }

  void figuresAndLayoutsAreReplacedOnlyWhenAsked() {
    QVERIFY(QDir().mkpath(p().path("out")));
    write("out/attention_L0_H0.png", "earlier");
    p().find<QToolButton>("attentionDockSave")->click();
    p().fillExport(p().path("out"), 0);
    p().answer("replaceQuestion", "otherNameChoice");
    QCOMPARE(read("out/attention_L0_H0.png"), QByteArray("earlier"));
    p().find<QPushButton>("exportButton")->click();
    p().answer("replaceQuestion", "replaceChoice");
    QTRY_VERIFY(read("out/attention_L0_H0.png").startsWith("\x89PNG"));
    QTRY_VERIFY(!p().window->findChild<QDialog*>(QStringLiteral("exportDialog")));
    QVERIFY(QDir().mkpath(p().path("all")));
    write("all/heads.csv", "earlier");
    p().find<QAction>("saveAllAction")->trigger();
    p().fillExport(p().path("all"), -1);
    p().answer("replaceQuestion", "otherNameChoice");
    QCOMPARE(QDir(p().path("all")).entryList(QDir::Files), QStringList{QStringLiteral("heads.csv")});
    p().find<QDialog>("exportDialog")->reject();
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  void write(const char* name, const QByteArray& bytes) {
    QFile file(p().path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write %s", name);
  }
  QByteArray read(const char* name) {
    QFile file(p().path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  void clickSave() {
    p().find<QDialog>("saveSessionDialog")->findChild<QPushButton*>(QStringLiteral("saveSessionButton"))->click();
  }
  void fillSaveDialog(const char* name) {
    p().find<QAction>("saveSessionAsAction")->trigger();
    auto* dialog = p().find<QDialog>("saveSessionDialog");
    dialog->findChild<QLineEdit*>(QStringLiteral("sessionFileField"))->setText(p().path(name));
    clickSave();
  }
  void saveNew(const char* name) {
    p().trigger("stepAction");
    fillSaveDialog(name);
    QTRY_COMPARE(p().session().file(), p().path(name));
    QVERIFY(p().settle());
  }
  /// What the other window left.
  QByteArray saveInAnotherWindow() {
    Session other;
    other.openSession(p().path("lesson.headlight"));
    const auto isIdle = [&other] { return other.isIdle(); };
    if (!QTest::qWaitFor(isIdle, 20000)) return {};
    other.step();
    other.step();
    other.save();
    if (!QTest::qWaitFor(isIdle, 20000) || other.isModified()) return {};
    return read("lesson.headlight");
  }
  bool isAsked() { return !p().window->findChildren<QMessageBox*>().isEmpty(); }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowSavingTest)
#include "window_saving_test.moc"
