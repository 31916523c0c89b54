// For looking at: recurrent_pictures FOLDER draws the panel of recurrent nets, light and dark, English and Chinese, in
// a narrow and a wide window. take_screenshots starts it. The models are the samples.

#include <QSpinBox>
#include <QTabBar>

#include "ui/pictures.h"
#include "views/recurrent/recurrent_view.h"

namespace headlight {
namespace {

using testing::choose;
using testing::savePicture;

struct Shown {
  testing::Look look;
  const char* model;
};

/// One file a page and state.
bool draw(MainWindow& window, const QString& base) {
  if (!testing::hasRun(*window.session())) return false;
  testing::raiseDock(window, "recurrentDock");
  Selection selection = window.session()->selection();
  selection.position = 6;
  window.session()->setSelection(selection);
  window.findChild<QSpinBox*>(QStringLiteral("recurrentUnit"))->setValue(12);
  bool written = savePicture(window, base + QStringLiteral("over_time.png"));
  choose(window, "recurrentOrder", 1);
  choose(window, "recurrentValue", 2);
  written = savePicture(window, base + QStringLiteral("one_value.png")) && written;
  choose(window, "recurrentValue", 0);
  window.findChild<QTabBar*>(QStringLiteral("recurrentPages"))->setCurrentIndex(RecurrentView::Steps);
  const int stages = window.findChild<QComboBox*>(QStringLiteral("cellStage"))->count();
  for (int stage = 0; stage < stages; ++stage) {
    choose(window, "cellStage", stage);
    written = savePicture(window, base + QStringLiteral("cell_%1.png").arg(stage)) && written;
  }
  return written;
}

bool drawAll(const QString& folder) {
  const std::vector<Shown> all{{{{1280, 720}, ThemeChoice::Light, "en"}, "classroom-lstm"},
                               {{{1920, 1080}, ThemeChoice::Dark, "en"}, "classroom-gru"},
                               {{{1280, 720}, ThemeChoice::Dark, "zh"}, "classroom-lstm"},
                               {{{1920, 1080}, ThemeChoice::Light, "zh"}, "classroom-rnn"},
                               {{{1280, 720}, ThemeChoice::Light, "en"}, "classroom-en"}};
  int number = 0;
  bool written = true;
  for (const auto& [look, model] : all) {
    const auto window =
        testing::openWindow(look, model, QStringLiteral("The cat that the old farmer saw near the house is on the"));
    const QString base = QDir(folder).filePath(
        QStringLiteral("recurrent_%1_%2_%3_").arg(++number).arg(look.languageName(), look.themeName()));
    if (QLatin1String(model) == QLatin1String("classroom-en")) {  // has no cells, and says so
      testing::raiseDock(*window, "recurrentDock");
      written = savePicture(*window, base + QStringLiteral("no_cells.png")) && written;
    } else {
      written = draw(*window, base) && written;
    }
  }
  return written;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  return headlight::testing::runPictures(argc, argv, headlight::drawAll);
}
