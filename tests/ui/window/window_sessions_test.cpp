// Sessions in the real main window: saved and opened again, the question about unsaved changes, what a crash left, a
// model that is gone.

#include <cstring>
#include <fstream>

#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <nlohmann/json.hpp>

#include "session/recovery.h"
#include "session/settings.h"
#include "ui/window/window_probe.h"
#include "views/tokens/tokens_view.h"

using namespace headlight;

class WindowSessionsTest : public QObject {
  Q_OBJECT

 private:
  /// Without the model's weights: steps and arithmetic come from what was recorded, and nothing else is asked for.
  void everyViewOfAttentionShowsTheRecording() {
    for (const char* name : {"stepsDock", "arcsDock", "differenceDock", "attentionDock"}) {
      auto* dock = p().find<QDockWidget>(name);
      dock->show();
      dock->raise();
      QTRY_VERIFY(dock->widget()->isVisible());
    }
    Selection selection = p().session().selection();
    selection.layer = selection.head = 0;
    selection.keyPosition = 0;
    p().session().setSelection(selection);
    QTest::keyClick(p().find<QWidget>("attentionHeatmap"), Qt::Key_Return);
    auto* arithmetic = p().find<QDialog>("arithmetic");
    QVERIFY(arithmetic->isVisible());
    arithmetic->close();
    p().find<QCheckBox>("attentionHeadLabels")->click();
    for (QMenu* menu : p().find<QWidget>("attentionView")->findChildren<QMenu*>()) {
      for (QAction* action : menu->actions()) {
        if (action->text().startsWith(QStringLiteral("Weight ×"))) QVERIFY(!action->isEnabled());
      }
    }
    QVERIFY(!p().find<QLineEdit>("differencePrompt")->isEnabled());
  }

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
    p().answer("unsavedQuestion", "dontSaveChoice");
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
    p().answer("unsavedQuestion", nullptr);
    QVERIFY(p().window->isVisible());
    p().window->close();
    p().answer("unsavedQuestion", "saveChoice");
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
    everyViewOfAttentionShowsTheRecording();
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
    QVERIFY(!named("gone")->isEnabled());
    QVERIFY(QFile::remove(p().path("lesson.headlight")));
    emit menu->aboutToShow();
    QVERIFY(named("lesson.headlight"));
    QVERIFY(!named("lesson.headlight")->isEnabled());
    for (const char* name : {"lesson.headlight", "gone"}) {
      QVERIFY(named(name)->toolTip().contains(QStringLiteral("no longer exists")));
    }
    QVERIFY(menu->toolTipsVisible());
    p().find<QAction>("clearRecentAction")->trigger();
    emit menu->aboutToShow();
    QVERIFY(!named("lesson.headlight"));
  }

  void aDropOfUnrelatedFilesIsAnsweredWithASentence() {
    for (const char* name : {"notes.txt", "one/a.txt", "two/b.txt"}) {
      std::filesystem::create_directories(std::filesystem::path(p().path(name).toStdString()).parent_path());
      QFile file(p().path(name));
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write("words");
    }
    const auto model = p().session().model();
    const auto local = [this](const char* name) { return QUrl::fromLocalFile(p().path(name)); };
    drop({local("one/a.txt"), local("two/b.txt")});
    QVERIFY(p().sentence().contains(QStringLiteral("do not belong together")));
    drop({local("tiny"), local("one")});
    QVERIFY(p().sentence().contains(QStringLiteral("do not belong together")));
    drop({QUrl(QStringLiteral("https://example.org/model.gguf"))});
    QVERIFY(p().sentence().contains(QStringLiteral("not a file on this computer")));
    drop({local("notes.txt")});
    QTRY_VERIFY(p().sentence().contains(QStringLiteral("notes.txt")));
    drop({local("one")});
    QTRY_VERIFY(p().sentence().contains(QStringLiteral("not a model folder")));
    QCOMPARE(p().session().model(), model);
    QCOMPARE(p().text(), QStringLiteral("The cat is on the"));
  }

  void cancellingAnOpeningKeepsWhatIsOpen() {
    p().trigger("stepAction");
    saveAs("lesson.headlight", false);
    p().trigger("stepAction");
    const QString text = p().text();
    const QString file = p().session().file();
    const auto model = p().session().model();
    const auto snapshot = p().session().snapshot();
    const QString large = writeLargeModel();
    ask::setNextAnswer(large);
    p().find<QAction>("openAction")->trigger();
    auto* cancel = p().find<QPushButton>("cancelButton");
    QTRY_VERIFY(cancel->isVisible() || !p().sentence().isEmpty());
    if (p().sentence().contains(QStringLiteral("memory"))) QSKIP("too little memory for a large model");
    QTest::mouseClick(cancel, Qt::LeftButton);
    QVERIFY(p().settle());
    QCOMPARE(p().sentence(), QStringLiteral("Cancelled."));
    QTRY_VERIFY(!cancel->isVisible());
    QCOMPARE(p().session().model(), model);
    QCOMPARE(p().session().snapshot(), snapshot);
    QCOMPARE(p().session().file(), file);
    QVERIFY(p().window->isWindowModified());
    QCOMPARE(p().text(), text);
    p().trigger("backAction");
    p().trigger("stepAction");
    QCOMPARE(p().text(), text);
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
  void drop(const QList<QUrl>& urls) {
    QMimeData dropped;
    dropped.setUrls(urls);
    const QPoint at = p().window->rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(p().window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(at, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(p().window.get(), &event);
    p().settle();
  }
  /// 1.2 GB of zeros in a sparse file, which takes long to read and no place on the disk.
  QString writeLargeModel() {
    namespace fs = std::filesystem;
    const fs::path folder = p().path("large").toStdString();
    fs::create_directory(folder);
    const fs::path tiny = p().path("tiny").toStdString();
    fs::copy_file(tiny / "tokenizer.json", folder / "tokenizer.json");
    nlohmann::json config = nlohmann::json::parse(std::ifstream(tiny / "config.json"));
    constexpr std::uint64_t kWidth = 1024;
    constexpr std::uint64_t kLayers = 24;
    config.merge_patch({{"n_embd", kWidth}, {"n_inner", 4 * kWidth}, {"n_layer", kLayers}, {"n_head", 16}});
    std::ofstream(folder / "config.json") << config.dump();

    nlohmann::json header;
    std::uint64_t end = 0;
    const auto add = [&](const std::string& name, std::vector<std::uint64_t> shape) {
      std::uint64_t bytes = sizeof(float);
      for (const std::uint64_t size : shape) bytes *= size;
      header[name] = {{"dtype", "F32"}, {"shape", shape}, {"data_offsets", {end, end + bytes}}};
      end += bytes;
    };
    add("wte.weight", {config.at("vocab_size"), kWidth});
    add("wpe.weight", {config.at("n_positions"), kWidth});
    const auto addNorm = [&](const std::string& name) {
      add(name + ".weight", {kWidth});
      add(name + ".bias", {kWidth});
    };
    const auto addLinear = [&](const std::string& name, std::uint64_t in, std::uint64_t out) {
      add(name + ".weight", {in, out});
      add(name + ".bias", {out});
    };
    for (std::uint64_t layer = 0; layer < kLayers; ++layer) {
      const std::string at = "h." + std::to_string(layer);
      addNorm(at + ".ln_1");
      addLinear(at + ".attn.c_attn", kWidth, 3 * kWidth);
      addLinear(at + ".attn.c_proj", kWidth, kWidth);
      addNorm(at + ".ln_2");
      addLinear(at + ".mlp.c_fc", kWidth, 4 * kWidth);
      addLinear(at + ".mlp.c_proj", 4 * kWidth, kWidth);
    }
    addNorm("ln_f");
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = text.size();
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    std::ofstream(folder / "model.safetensors", std::ios::binary) << bytes << text;
    fs::resize_file(folder / "model.safetensors", sizeof length + length + end);
    return QString::fromStdString((folder / "config.json").string());
  }
  void saveAs(const char* name, bool include) {
    p().find<QAction>("saveSessionAsAction")->trigger();
    auto* dialog = p().find<QDialog>("saveSessionDialog");
    dialog->findChild<QLineEdit*>(QStringLiteral("sessionFileField"))->setText(p().path(name));
    dialog->findChild<QCheckBox*>(QStringLiteral("includeActivationsCheck"))->setChecked(include);
    dialog->findChild<QPushButton*>(QStringLiteral("saveSessionButton"))->click();
    QTRY_VERIFY(QFileInfo::exists(p().path(name)));
    p().settle();
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowSessionsTest)
#include "window_sessions_test.moc"
