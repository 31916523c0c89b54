// For looking at: recurrent_pictures FOLDER draws the panel of recurrent nets, light and dark, English and Chinese, in
// a narrow and a wide window. take_screenshots starts it. The models are the samples.

#include <cstdio>

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QSpinBox>
#include <QTabBar>
#include <QtTest>

#include "support/temporary_folder.h"
#include "views/recurrent/recurrent_view.h"
#include "window/appearance.h"
#include "window/main_window.h"
#include "window/view_dock.h"

namespace headlight {
namespace {

struct Look {
  QSize size;
  ThemeChoice theme;
  const char* language;
  const char* model;
};

bool save(QWidget& window, const QString& file) {
  QTest::qWait(300);
  if (window.grab().save(file)) return true;
  std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
  return false;
}

void choose(const MainWindow& window, const char* name, int index) {
  auto* box = window.findChild<QComboBox*>(QString::fromLatin1(name));
  box->setCurrentIndex(index);
  emit box->activated(index);
}

/// One file a page and state.
bool draw(MainWindow& window, const QString& base) {
  const bool settled =
      QTest::qWaitFor([&] { return window.session()->isIdle() && window.session()->snapshot(); }, 20000);
  if (!settled) return std::fprintf(stderr, "a model has not run\n"), false;
  auto* dock = window.findChild<ViewDock*>(QStringLiteral("recurrentDock"));
  dock->show();
  dock->raise();
  Selection selection = window.session()->selection();
  selection.position = 6;
  window.session()->setSelection(selection);
  window.findChild<QSpinBox*>(QStringLiteral("recurrentUnit"))->setValue(12);
  bool written = save(window, base + QStringLiteral("over_time.png"));
  choose(window, "recurrentOrder", 1);
  choose(window, "recurrentValue", 2);
  written = save(window, base + QStringLiteral("one_value.png")) && written;
  choose(window, "recurrentValue", 0);
  window.findChild<QTabBar*>(QStringLiteral("recurrentPages"))->setCurrentIndex(RecurrentView::Steps);
  const int stages = window.findChild<QComboBox*>(QStringLiteral("cellStage"))->count();
  for (int stage = 0; stage < stages; ++stage) {
    choose(window, "cellStage", stage);
    written = save(window, base + QStringLiteral("cell_%1.png").arg(stage)) && written;
  }
  return written;
}

int drawAll(const QString& folder) {
  const std::vector<Look> looks{{{1280, 720}, ThemeChoice::Light, "en", "classroom-lstm"},
                                {{1920, 1080}, ThemeChoice::Dark, "en", "classroom-gru"},
                                {{1280, 720}, ThemeChoice::Dark, "zh", "classroom-lstm"},
                                {{1920, 1080}, ThemeChoice::Light, "zh", "classroom-rnn"},
                                {{1280, 720}, ThemeChoice::Light, "en", "classroom-en"}};
  int number = 0;
  bool written = true;
  for (const Look& look : looks) {
    MainWindow window;
    window.appearance()->setLanguage(QString::fromLatin1(look.language));
    window.appearance()->setTheme(look.theme);
    window.resize(look.size);
    window.show();
    window.start(QString::fromLatin1(look.model),
                 QStringLiteral("The cat that the old farmer saw near the house is on the"));
    QTest::qWait(1500);
    const QString base = QDir(folder).filePath(
        QStringLiteral("recurrent_%1_%2_%3_")
            .arg(++number)
            .arg(QLatin1String(look.language), QLatin1String(look.theme == ThemeChoice::Dark ? "dark" : "light")));
    if (QLatin1String(look.model) == QLatin1String("classroom-en")) {  // has no cells, and says so
      auto* dock = window.findChild<ViewDock*>(QStringLiteral("recurrentDock"));
      dock->show();
      dock->raise();
      written = save(window, base + QStringLiteral("no_cells.png")) && written;
    } else {
      written = draw(window, base) && written;
    }
  }
  return written ? 0 : 1;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  const headlight::testing::TemporaryFolder settings;
  qputenv("HEADLIGHT_SETTINGS_DIR", settings.path().c_str());
  const QApplication application(argc, argv);
  if (argc != 2) return std::fprintf(stderr, "recurrent_pictures FOLDER\n"), 2;
  return headlight::drawAll(QString::fromLocal8Bit(argv[1]));
}
