// For looking at: influence_pictures FOLDER draws the panel of what the next word depends on and of gradients through
// time, light and dark, English and Chinese, narrow and wide. take_screenshots starts it. The models are the samples.

#include <cstdio>

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QToolButton>
#include <QtTest>

#include "figures/experiments/gradient_time_figure.h"
#include "support/temporary_folder.h"
#include "views/influence/influence_view.h"
#include "window/appearance.h"
#include "window/main_window.h"
#include "window/view_dock.h"

namespace headlight {
namespace {

constexpr int kPatience = 120'000;  // of a slow machine, in milliseconds

struct Look {
  QSize size;
  ThemeChoice theme;
  const char* language;
  bool comparesFour;
  const char* prompt;
};

bool save(QWidget& window, const QString& file) {
  QTest::qWait(300);
  if (window.grab().save(file)) return true;
  std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
  return false;
}

InfluenceFigure figureOf(const InfluenceView& view) {
  const auto shown = view.currentFigure();
  return shown && shown->is<InfluenceFigure>() ? shown->get<InfluenceFigure>() : InfluenceFigure();
}

bool draw(MainWindow& window, const Look& look, const QString& base) {
  const auto waitFor = [](const auto& condition) { return QTest::qWaitFor(condition, kPatience); };
  auto* dock = window.findChild<ViewDock*>(QStringLiteral("influenceDock"));
  dock->show();
  dock->raise();
  auto* view = window.findChild<InfluenceView*>();
  const std::size_t models = look.comparesFour ? 4 : 1;
  if (look.comparesFour) {
    window.session()->setComparedModels({QStringLiteral("classroom-en"), QStringLiteral("classroom-lstm"),
                                         QStringLiteral("classroom-gru"), QStringLiteral("classroom-rnn")});
  }
  if (!waitFor([&] { return window.session()->isIdle() && figureOf(*view).rows.size() == models; }))
    return std::fprintf(stderr, "nothing was measured\n"), false;
  Selection selection = window.session()->selection();
  selection.position = 1;
  window.session()->setSelection(selection);
  bool written = save(window, base + QStringLiteral("gradient.png"));
  view->measureReplacements();
  (void)waitFor([&] { return !figureOf(*view).rows.back().replacements.empty(); });
  written = save(window, base + QStringLiteral("replacement.png")) && written;
  view->setPage(InfluenceView::Time);
  written = save(window, base + QStringLiteral("time_empty.png")) && written;
  window.findChild<QComboBox*>(QStringLiteral("gradientTimeSentences"))->setCurrentIndex(0);
  window.findChild<QToolButton*>(QStringLiteral("gradientTimeStart"))->click();
  (void)waitFor([&] {
    const auto shown = view->currentFigure();
    return shown && shown->get<GradientTimeFigure>().sentences >= 20;
  });
  return save(window, base + QStringLiteral("time.png")) && written;
}

int drawAll(const QString& folder) {
  const std::vector<Look> looks{
      {{1280, 720}, ThemeChoice::Light, "en", true, "The cat that the old farmer saw is on the"},
      {{1920, 1080},
       ThemeChoice::Dark,
       "en",
       true,
       "The cat by the old house that the farmer saw in the small garden this morning is on the"},
      {{1280, 720}, ThemeChoice::Dark, "zh", true, "The cat that the old farmer saw is on the"},
      {{1920, 1080}, ThemeChoice::Light, "zh", false, "The cat is on the"},
  };
  int number = 0;
  bool written = true;
  for (const Look& look : looks) {
    MainWindow window;
    window.appearance()->setLanguage(QString::fromLatin1(look.language));
    window.appearance()->setTheme(look.theme);
    window.resize(look.size);
    window.show();
    window.start(QStringLiteral("classroom-en"), QString::fromUtf8(look.prompt));
    const QString base = QDir(folder).filePath(
        QStringLiteral("influence_%1_%2_%3_")
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
  if (argc != 2) return std::fprintf(stderr, "influence_pictures FOLDER\n"), 2;
  return headlight::drawAll(QString::fromLocal8Bit(argv[1]));
}
