// For looking at: compare_pictures FOLDER draws compare mode, light and dark, English and Chinese, in two sizes, free
// and forced. take_screenshots starts it. The models are the samples.

#include <QAction>

#include "ui/pictures.h"

namespace headlight {
namespace {

using testing::hasRun;
using testing::savePicture;

bool draw(MainWindow& window, const QString& base) {
  Session& session = *window.session();
  const auto trigger = [&window] { window.findChild<QAction*>(QStringLiteral("compareModeAction"))->trigger(); };
  if (!hasRun(session)) return false;
  testing::raiseDock(window, "compareDock");
  bool written = hasRun(session) && savePicture(window, base + QStringLiteral("compare_dock.png"));
  trigger();
  written = hasRun(session) && written;
  for (int i = 0; i < 9; ++i) session.step();
  written = hasRun(session) && savePicture(window, base + QStringLiteral("compare_free.png")) && written;
  session.setComparisonForced(true);
  written = hasRun(session) && savePicture(window, base + QStringLiteral("compare_forced.png")) && written;
  session.setComparedModels({QStringLiteral("classroom-lstm"), QStringLiteral("stories-en"),
                             QStringLiteral("classroom-bert"), QStringLiteral("classroom-en")});
  written = hasRun(session) && savePicture(window, base + QStringLiteral("compare_other_vocabulary.png")) && written;
  trigger();
  return hasRun(session) && savePicture(window, base + QStringLiteral("compare_left.png")) && written;
}

bool drawAll(const QString& folder) {
  bool written = true;
  for (const testing::Look& look : testing::fourLooks()) {
    const auto window =
        testing::openWindow(look, "classroom-en", QStringLiteral("The old farmer near the river has a"));
    const QString base = QStringLiteral("%1/%2_%3_").arg(folder, look.languageName()).arg(look.size.width());
    written = draw(*window, base) && written;
  }
  return written;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  return headlight::testing::runPictures(argc, argv, headlight::drawAll);
}
