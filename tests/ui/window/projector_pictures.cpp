// For looking at from the last row: projector_pictures FOLDER draws every panel in front, at the normal size and at
// the size of a presentation, in both languages, themes and sizes. take_screenshots starts it. The models are the
// samples.

#include "ui/pictures.h"
#include "views/compare/compare_view.h"
#include "views/panels.h"

namespace headlight {
namespace {

/// The panels of cells and gates show something of a recurrent model alone.
const char* modelFor(const PanelRow& row) {
  return QLatin1String(row.name) == QLatin1String("recurrent") ? "classroom-lstm" : "classroom-en";
}

/// Whether the models beside the open one have run, where the panel asks for them.
bool isCompared(const MainWindow& window, const ViewDock& dock) {
  auto* session = const_cast<MainWindow&>(window).session();
  constexpr int kPatience = 60'000;
  return qobject_cast<CompareView*>(dock.view()) == nullptr ||
         QTest::qWaitFor([&] { return session->comparison() && session->comparison()->of && session->isIdle(); },
                         kPatience);
}

bool drawPanels(const testing::Look& look, const QString& base) {
  bool written = true;
  QString open;
  std::unique_ptr<MainWindow> window;
  for (const PanelRow& row : panels()) {
    const QString model = QLatin1String(modelFor(row));
    if (model != open) {
      window = testing::openWindow(look, modelFor(row), QStringLiteral("The cat that chased the old dog is on the"));
      open = model;
      if (!testing::hasRun(*window->session())) return false;
      window->session()->runOther(QStringLiteral("The cat that chased the old king is on the"));
      (void)testing::hasRun(*window->session());
    }
    testing::raiseDock(*window, qPrintable(QLatin1String(row.name) + QStringLiteral("Dock")));
    const auto* dock = window->findChild<ViewDock*>(QLatin1String(row.name) + QStringLiteral("Dock"));
    for (const bool large : {false, true}) {
      window->appearance()->setPresentation(large);
      written = isCompared(*window, *dock) && written;
      const QString file = base + QLatin1String(row.name) + (large ? QStringLiteral("_large") : QString());
      written = testing::savePicture(*window, file + QStringLiteral(".png")) && written;
    }
    window->appearance()->setPresentation(false);
    if (row.place == PanelRow::Place::Comparing) window->findChild<ViewDock*>(dock->objectName())->hide();
  }
  return written;
}

bool drawAll(const QString& folder) {
  bool written = true;
  for (const testing::Look& look : testing::fourLooks()) {
    const QString base = QStringLiteral("%1/projector_%2_%3_").arg(folder, look.languageName()).arg(look.size.height());
    written = drawPanels(look, base) && written;
  }
  return written;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  return headlight::testing::runPictures(argc, argv, headlight::drawAll);
}
