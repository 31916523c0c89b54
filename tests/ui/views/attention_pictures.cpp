// For looking at: attention_pictures FOLDER draws the views of attention, light and dark, English and Chinese, each as
// the window's dock is, in a narrow and a wide size. take_screenshots starts it. The models are the samples.

#include <cstdio>

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QtTest>

#include "charts/figure/figure_canvas.h"
#include "support/temporary_folder.h"
#include "window/appearance.h"
#include "window/main_window.h"
#include "window/view_dock.h"

namespace headlight {
namespace {

constexpr int kSettle = 1500;

struct Look {
  QSize size;
  ThemeChoice theme;
  const char* language;
  const char* model;
  const char* prompt;
  const char* other;
};

void raiseDock(MainWindow& window, const char* name) {
  auto* dock = window.findChild<ViewDock*>(QString::fromLatin1(name));
  dock->show();
  dock->raise();
  QTest::qWait(300);
}

bool save(QWidget& window, const QString& file) {
  QTest::qWait(300);
  if (window.grab().save(file)) return true;
  std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
  return false;
}

void choose(QComboBox* box, int index) {
  box->setCurrentIndex(index);
  emit box->activated(index);
}

/// One file a view and state.
bool draw(MainWindow& window, const Look& look, const QString& base) {
  const auto settled = [&] {
    return QTest::qWaitFor([&] { return window.session()->isIdle() && window.session()->snapshot(); }, 20000);
  };
  if (!settled()) return std::fprintf(stderr, "%s has not run\n", look.model), false;
  auto* labels = window.findChild<QCheckBox*>(QStringLiteral("attentionHeadLabels"));
  raiseDock(window, "attentionDock");
  labels->click();
  (void)settled();
  Selection selection = window.session()->selection();
  selection.layer = 1;
  selection.head = 0;
  selection.position = 3;
  selection.keyPosition = 1;
  selection.chosenHeads = {{0, 0}, {1, 0}, {1, 1}};
  window.session()->setSelection(selection);
  bool written = save(window, base + QStringLiteral("attention.png"));
  choose(window.findChild<QComboBox*>(QStringLiteral("attentionSort")), 1);
  window.findChild<QAction*>(QStringLiteral("attentionHideFirstKey"))->trigger();
  written = save(window, base + QStringLiteral("sorted_without_first_key.png")) && written;
  QTest::keyClick(window.findChild<QWidget*>(QStringLiteral("attentionHeatmap")), Qt::Key_Return);
  if (auto* arithmetic = window.findChild<QDialog*>(QStringLiteral("arithmetic"))) {
    written = save(*arithmetic, base + QStringLiteral("arithmetic.png")) && written;
    arithmetic->close();
  }
  window.findChild<QAction*>(QStringLiteral("exportAction"))->trigger();
  if (auto* dialog = window.findChild<QDialog*>(QStringLiteral("exportDialog"))) {
    QTest::qWait(1000);
    written = save(*dialog, base + QStringLiteral("export.png")) && written;
    dialog->close();
  }
  raiseDock(window, "stepsDock");
  auto* stage = window.findChild<QComboBox*>(QStringLiteral("stepsStage"));
  for (const int reached : {0, 4, 6}) {
    choose(stage, reached);
    written = save(window, base + QStringLiteral("steps_%1.png").arg(reached)) && written;
  }
  raiseDock(window, "arcsDock");
  written = save(window, base + QStringLiteral("arcs.png")) && written;
  raiseDock(window, "differenceDock");
  auto* other = window.findChild<QLineEdit*>(QStringLiteral("differencePrompt"));
  other->setText(QString::fromUtf8(look.other));
  QTest::keyClick(other, Qt::Key_Return);
  (void)settled();
  written = save(window, base + QStringLiteral("difference.png")) && written;
  choose(window.findChild<QComboBox*>(QStringLiteral("differenceHeads")), 1);
  written = save(window, base + QStringLiteral("difference_of_one_head.png")) && written;
  return written;
}

int drawAll(const QString& folder) {
  const char* const english = "The cat is on the mat and the dog is under the table";
  const std::vector<Look> looks{
      {{1280, 720},
       ThemeChoice::Light,
       "en",
       "classroom-en",
       english,
       "The dog is on the mat and the cat is under the table"},
      {{1920, 1080}, ThemeChoice::Dark, "en", "translate-en-zh", "The cat is on the mat.", "The dog is on the mat."},
      {{1280, 720}, ThemeChoice::Dark, "zh", "classroom-en", english, "The cat is on the mat"},
      {{1920, 1080},
       ThemeChoice::Light,
       "zh",
       "translate-en-zh",
       "The cat is sleeping on the bed.",
       "The dog is sleeping on the bed."},
  };
  int number = 0;
  bool written = true;
  for (const Look& look : looks) {
    MainWindow window;
    window.appearance()->setLanguage(QString::fromLatin1(look.language));
    window.appearance()->setTheme(look.theme);
    window.resize(look.size);
    window.show();
    window.start(QString::fromLatin1(look.model), QString::fromUtf8(look.prompt));
    QTest::qWait(kSettle);
    for (int step = 0; step < 5; ++step) window.session()->step();  // so that the target has Chinese tokens
    const QString base = QDir(folder).filePath(
        QStringLiteral("attention_%1_%2_%3_")
            .arg(++number)
            .arg(QLatin1String(look.language), QLatin1String(look.theme == ThemeChoice::Dark ? "dark" : "light")));
    written = draw(window, look, base) && written;
  }
  return written ? 0 : 1;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  const headlight::testing::TemporaryFolder settings;
  qputenv("HEADLIGHT_SETTINGS_DIR", settings.path().c_str());
  const QApplication application(argc, argv);
  if (argc != 2) return std::fprintf(stderr, "attention_pictures FOLDER\n"), 2;
  return headlight::drawAll(QString::fromLocal8Bit(argv[1]));
}
