// What leaves the window and what it remembers: pictures, tables, the clipboard, languages, themes, layouts.

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QToolButton>

#include "charts/look/theme.h"
#include "ui/due_events.h"
#include "ui/window/window_probe.h"
#include "views/command_text.h"
#include "window/view_dock.h"

using namespace headlight;

class WindowOutputTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() {
    m_probe->window->appearance()->setLanguage(QStringLiteral("en"));
    m_probe->window->appearance()->setZoomPercent(100);
    m_probe->window->appearance()->setTheme(ThemeChoice::Light);
    m_probe.reset();
  }

  void everyViewIsSavedInEveryFormat_data() {
    QTest::addColumn<QString>("dock");
    for (const char* dock : {"tokensDock", "embeddingDock", "attentionDock", "predictionDock"}) {
      QTest::newRow(dock) << QString::fromLatin1(dock);
    }
  }
  void everyViewIsSavedInEveryFormat() {
    QFETCH(QString, dock);
    const QStringList endings{QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"),
                              QStringLiteral("csv"), QStringLiteral("npy")};
    const auto save = [&](int format, const char* folder) {
      const QString place = p().path((dock.toStdString() + folder).c_str());
      p().find<QToolButton>((dock + QStringLiteral("Save")).toLatin1().constData())->click();
      p().exportInto(place, format);
      const QStringList files = QDir(place).entryList({QStringLiteral("*.") + endings[format]}, QDir::Files);
      return files.isEmpty() ? std::string() : testing::readFile(QDir(place).filePath(files.front()).toStdString());
    };
    QVERIFY(!QImage::fromData(QByteArray::fromStdString(save(0, "a"))).isNull());
    QVERIFY(save(1, "a").find("<svg") != std::string::npos);
    QVERIFY(save(2, "a").starts_with("%PDF"));
    QVERIFY(!save(3, "a").empty());
    QVERIFY(!save(4, "a").empty());
    QCOMPARE(save(1, "b"), save(1, "c"));
  }

  void allViewsGoIntoAFolder() {
    p().trigger("saveAllAction");
    p().exportInto(p().path("figures"), -1);  // all panels in every format
    QVERIFY2(QFileInfo::exists(p().path("figures/attention_L0_H0.csv")), qPrintable(p().sentence()));
    QVERIFY(QFileInfo::exists(p().path("figures/prediction_005.png")));
    QVERIFY(QFileInfo::exists(p().path("figures/heads.svg")));
    const auto files = QDir(p().path("figures")).entryList(QDir::Files).size();
    QVERIFY(files >= 30);  // five formats of six figures, some arrays in two files
    QVERIFY2(p().sentence().contains(QStringLiteral("%1 files").arg(files)), qPrintable(p().sentence()));
  }

  void anUnwritablePlaceIsASentence() {
    p().find<QToolButton>("attentionDockSave")->click();
    p().fillExport(QStringLiteral("/proc/nowhere"), 0);
    QTRY_VERIFY(p().find<QLabel>("exportMessage")->text().contains(QStringLiteral("/proc/nowhere")));
    p().find<QDialog>("exportDialog")->reject();
  }

  void theClipboardTakesTextTokensIdsAndCommands() {
    p().trigger("copyTextAction");
    QCOMPARE(clipboard(), QStringLiteral("The cat is on the"));
    p().trigger("copyTokensAction");
    QCOMPARE(clipboard(), QStringLiteral("The | cat | is | on | the"));
    p().trigger("copyIdsAction");
    QCOMPARE(clipboard().split(QLatin1Char(',')).size(), 5);
    p().trigger("copyRunCommandAction");
    QCOMPARE(clipboard(), QStringLiteral("headlight run --model tiny --prompt 'The cat is on the' --steps 1"));
    p().trigger("copyExportCommandAction");
    QVERIFY(clipboard().startsWith(QStringLiteral("headlight export --model tiny")));
  }

  void thePictureIsCopiedAndTheExportDialogOpens() {
    p().trigger("copyPictureAction");
    QVERIFY(QApplication::clipboard()->mimeData()->hasImage());
    p().trigger("exportAction");
    auto* dialog = p().window->findChild<QDialog*>(QStringLiteral("exportDialog"));
    QVERIFY(dialog && dialog->isVisible());
    const auto* what = dialog->findChild<QComboBox*>(QStringLiteral("exportWhat"));
    QVERIFY(what->count() >= 1);
    QTRY_VERIFY(!dialog->findChild<QLabel*>(QStringLiteral("exportPreview"))->pixmap().isNull());
    const QString keep = qEnvironmentVariable("HEADLIGHT_KEEP_PICTURES");  // a folder, for looking at
    if (!keep.isEmpty()) dialog->grab().save(keep + QStringLiteral("/dialog_en_light.png"));
    dialog->reject();
    p().window->appearance()->setLanguage(QStringLiteral("zh"));
    p().window->appearance()->setTheme(ThemeChoice::Dark);
    p().settle();
    p().trigger("exportAction");
    dialog = p().window->findChildren<QDialog*>(QStringLiteral("exportDialog")).constLast();
    QTRY_VERIFY(!dialog->findChild<QLabel*>(QStringLiteral("exportPreview"))->pixmap().isNull());
    QCOMPARE(dialog->windowTitle(), QStringLiteral("导出"));
    if (!keep.isEmpty()) dialog->grab().save(keep + QStringLiteral("/dialog_zh_dark.png"));
    dialog->reject();
  }

  void aForkedTextIsGivenAsThePrompt() {
    p().trigger("stepAction");
    QCOMPARE(reproducibleSteps(*p().session().snapshot()), Index{1});
    p().trigger("backAction");
    const TokenId other = p().session().snapshot()->distribution.candidates[5].id;
    p().session().takeToken(other);
    p().settle();
    QCOMPARE(reproducibleSteps(*p().session().snapshot()), Index{-1});
    QVERIFY(runCommandText(*p().session().snapshot())
                .contains(QString::fromStdString(p().session().model()->tokenizer->text(other))));
  }

  void theLanguageIsSwitchedLive() {
    p().find<QAction>("languageChinese")->trigger();
    QTRY_COMPARE(p().find<QDockWidget>("attentionDock")->windowTitle(), QStringLiteral("注意力"));
    QVERIFY(p().find<QLabel>("statusFacts")->text().contains(QStringLiteral("位置")));
    p().type(QStringLiteral("cat ").repeated(20));
    QVERIFY(p().sentence().contains(QStringLiteral("上下文")));
    p().find<QAction>("languageEnglish")->trigger();
    QTRY_COMPARE(p().find<QDockWidget>("attentionDock")->windowTitle(), QStringLiteral("Attention"));
  }

  void themesChangeThePaletteOfEverything() {
    p().find<QAction>("themeDark")->trigger();
    QTRY_VERIFY(currentTheme(p().window.get()).isDark);
    p().find<QAction>("themeLight")->trigger();
    QTRY_VERIFY(!currentTheme(p().window.get()).isDark);
    QVERIFY(p().find<QAction>("themeLight")->isChecked());
  }

  void zoomScalesTheWholeInterface() {
    const double before = p().find<TokenStrip>("tokenStrip")->font().pointSizeF();
    p().trigger("zoomInAction");
    QTRY_VERIFY(p().find<TokenStrip>("tokenStrip")->font().pointSizeF() > before);
    p().trigger("presentationAction");
    QTRY_VERIFY(p().find<TokenStrip>("tokenStrip")->font().pointSizeF() >= 18);
    p().trigger("presentationAction");
    p().trigger("zoomResetAction");
    QTRY_COMPARE(p().find<TokenStrip>("tokenStrip")->font().pointSizeF(), before);
  }

  void fitsAProjectorAtTheSizeOfAPresentation_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("en");
    QTest::newRow("Chinese") << QStringLiteral("zh");
  }
  void fitsAProjectorAtTheSizeOfAPresentation() {
    QFETCH(const QString, language);
    p().window->appearance()->setLanguage(language);
    p().window->appearance()->setZoomPercent(180);  // 18 pt
    auto* spaces = p().find<QComboBox>("embeddingSpace");
    for (int space = 0; space < spaces->count() - 1; ++space) {  // the last asks for a file
      spaces->setCurrentIndex(space);
      emit spaces->activated(space);
      testing::doWhatIsDue();
      QStringList least;  // what each panel wants, to see which is to blame
      for (const QDockWidget* dock : p().window->findChildren<QDockWidget*>()) {
        const QSize size = dock->widget()->minimumSizeHint();
        least.append(QStringLiteral("%1 %2x%3").arg(dock->objectName()).arg(size.width()).arg(size.height()));
      }
      const QSize window = p().window->minimumSizeHint();
      QVERIFY2(window.width() <= 1280 && window.height() <= 720,
               qPrintable(QStringLiteral("%1: %2x%3; %4")
                              .arg(spaces->currentText())
                              .arg(window.width())
                              .arg(window.height())
                              .arg(least.join(QStringLiteral(", ")))));
    }
  }

  void noPanelWidensTheWindowOfAProjector_data() { fitsAProjectorAtTheSizeOfAPresentation_data(); }
  void noPanelWidensTheWindowOfAProjector() {
    QFETCH(const QString, language);
    p().window->appearance()->setLanguage(language);
    p().window->resize(1280, 720);
    p().window->appearance()->setPresentation(true);
    testing::doWhatIsDue();
    QStringList wide;
    for (ViewDock* dock : p().window->findChildren<ViewDock*>()) {
      dock->show();
      dock->raise();
      testing::doWhatIsDue();
      const QSize least = p().window->minimumSizeHint();
      if (least.width() > 1280 || least.height() > 720 || p().window->width() > 1280 || p().window->height() > 720) {
        wide.append(QStringLiteral("%1 %2x%3").arg(dock->objectName()).arg(least.width()).arg(least.height()));
      }
    }
    p().window->appearance()->setPresentation(false);
    QVERIFY2(wide.isEmpty(), qPrintable(wide.join(QStringLiteral(", "))));
  }

  void theLayoutIsRememberedAndReset() {
    p().find<QDockWidget>("tokensDock")->close();
    QVERIFY(!p().find<QDockWidget>("tokensDock")->isVisible());
    p().open();
    QVERIFY(!p().find<QDockWidget>("tokensDock")->isVisible());
    p().trigger("resetLayoutAction");
    QVERIFY(p().find<QDockWidget>("tokensDock")->isVisible());
  }

  void namedLayoutsComeBack() {
    auto* menu = p().find<QMenu>("layoutMenu");
    emit menu->aboutToShow();
    p().find<QDockWidget>("embeddingDock")->close();
    ask::setNextAnswer(QStringLiteral("without points"));
    p().trigger("saveLayoutAction");
    p().trigger("resetLayoutAction");
    QVERIFY(p().find<QDockWidget>("embeddingDock")->isVisible());
    emit menu->aboutToShow();
    menu->actions().constFirst()->trigger();
    QVERIFY(!p().find<QDockWidget>("embeddingDock")->isVisible());
  }

  void theCheckShowsTheLargestError() {
    QVERIFY(p().find<QToolButton>("checkButton")->text().contains(QStringLiteral("not checked yet")));
    p().find<QToolButton>("checkButton")->click();
    p().settle();
    const QString said = p().find<QToolButton>("checkButton")->text();
    QVERIFY2(said.contains(QStringLiteral("✓")) && said.contains(QStringLiteral("values of this run checked")),
             qPrintable(said));
    // Both sentences name exactly what is checked, and what figures show besides.
    const QString sentence = p().sentence(), tip = p().find<QToolButton>("checkButton")->toolTip();
    const qsizetype points = qsizetype(p().session().model()->model->hooks().points().size());
    QVERIFY2(sentence.contains(QStringLiteral("at %1 hook points and in the probabilities").arg(points)),
             qPrintable(sentence));
    for (const char* other : {"radients", "projections", "means", "compared models", "other prompts"}) {
      QVERIFY2(sentence.contains(QLatin1String(other)) && tip.contains(QLatin1String(other)), other);
    }
    p().trigger("stepAction");
    QVERIFY(p().find<QToolButton>("checkButton")->text().contains(QStringLiteral("not checked yet")));
  }

  void helpPagesOpenAndDoNotBlock() {
    for (const char* action : {"modelCardAction", "keysAction", "aboutAction"}) p().trigger(action);
    for (const char* page : {"modelCard", "keys", "about"}) QVERIFY(p().find<QDialog>(page)->isVisible());
    p().trigger("stepAction");
    QCOMPARE(p().session().snapshot()->length(), Index{6});
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  static QString clipboard() { return QGuiApplication::clipboard()->text(); }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowOutputTest)
#include "window_output_test.moc"
