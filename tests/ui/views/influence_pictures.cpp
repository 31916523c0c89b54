// For looking at: influence_pictures FOLDER draws the panel of what the next word depends on and of gradients through
// time, light and dark, English and Chinese, narrow and wide. take_screenshots starts it. The models are the samples.

#include <QToolButton>

#include "figures/experiments/gradient_time_figure.h"
#include "ui/pictures.h"
#include "views/influence/influence_view.h"

namespace headlight {
namespace {

using testing::savePicture;

constexpr int kPatience = 120'000;  // of a slow machine, in milliseconds

struct Shown {
  testing::Look look;
  bool comparesFour;
  const char* prompt;
};

InfluenceFigure figureOf(const InfluenceView& view) {
  const auto shown = view.currentFigure();
  return shown && shown->is<InfluenceFigure>() ? shown->get<InfluenceFigure>() : InfluenceFigure();
}

bool draw(MainWindow& window, bool comparesFour, const QString& base) {
  const auto waitFor = [](const auto& condition) { return QTest::qWaitFor(condition, kPatience); };
  testing::raiseDock(window, "influenceDock");
  auto* view = window.findChild<InfluenceView*>();
  const std::size_t models = comparesFour ? 4 : 1;
  if (comparesFour) {
    window.session()->setComparedModels({QStringLiteral("classroom-en"), QStringLiteral("classroom-lstm"),
                                         QStringLiteral("classroom-gru"), QStringLiteral("classroom-rnn")});
  }
  if (!waitFor([&] { return window.session()->isIdle() && figureOf(*view).rows.size() == models; }))
    return std::fprintf(stderr, "nothing was measured\n"), false;
  Selection selection = window.session()->selection();
  selection.position = 1;
  window.session()->setSelection(selection);
  bool written = savePicture(window, base + QStringLiteral("gradient.png"));
  view->measureReplacements();
  (void)waitFor([&] { return !figureOf(*view).rows.back().replacements.empty(); });
  written = savePicture(window, base + QStringLiteral("replacement.png")) && written;
  view->setPage(InfluenceView::Time);
  written = savePicture(window, base + QStringLiteral("time_empty.png")) && written;
  window.findChild<QComboBox*>(QStringLiteral("gradientTimeSentences"))->setCurrentIndex(0);
  window.findChild<QToolButton*>(QStringLiteral("gradientTimeStart"))->click();
  (void)waitFor([&] {
    const auto shown = view->currentFigure();
    return shown && shown->get<GradientTimeFigure>().sentences >= 20;
  });
  return savePicture(window, base + QStringLiteral("time.png")) && written;
}

bool drawAll(const QString& folder) {
  const std::vector<Shown> all{
      {{{1280, 720}, ThemeChoice::Light, "en"}, true, "The cat that the old farmer saw is on the"},
      {{{1920, 1080}, ThemeChoice::Dark, "en"},
       true,
       "The cat by the old house that the farmer saw in the small garden this morning is on the"},
      {{{1280, 720}, ThemeChoice::Dark, "zh"}, true, "The cat that the old farmer saw is on the"},
      {{{1920, 1080}, ThemeChoice::Light, "zh"}, false, "The cat is on the"},
  };
  int number = 0;
  bool written = true;
  for (const auto& [look, comparesFour, prompt] : all) {
    const auto window = testing::openWindow(look, "classroom-en", QString::fromUtf8(prompt));
    const QString base = QDir(folder).filePath(
        QStringLiteral("influence_%1_%2_%3_").arg(++number).arg(look.languageName(), look.themeName()));
    written = draw(*window, comparesFour, base) && written;
  }
  return written;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  return headlight::testing::runPictures(argc, argv, headlight::drawAll);
}
