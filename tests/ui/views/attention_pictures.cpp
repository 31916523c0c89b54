// For looking at: attention_pictures FOLDER draws the views of attention, light and dark, English and Chinese, each as
// the window's dock is, in a narrow and a wide size. take_screenshots starts it. The models are the samples.

#include <QAction>
#include <QCheckBox>
#include <QDialog>
#include <QLineEdit>

#include "ui/pictures.h"

namespace headlight {
namespace {

using testing::choose;
using testing::hasRun;
using testing::raiseDock;
using testing::savePicture;

struct Shown {
  testing::Look look;
  const char* model;
  const char* prompt;
  const char* other;
};

/// One file a view and state.
bool draw(MainWindow& window, const QString& otherPrompt, const QString& base) {
  Session& session = *window.session();
  if (!hasRun(session)) return false;
  auto* labels = window.findChild<QCheckBox*>(QStringLiteral("attentionHeadLabels"));
  raiseDock(window, "attentionDock");
  labels->click();
  (void)hasRun(session);
  Selection selection = session.selection();
  selection.layer = 1;
  selection.head = 0;
  selection.position = 3;
  selection.keyPosition = 1;
  selection.chosenHeads = {{0, 0}, {1, 0}, {1, 1}};
  session.setSelection(selection);
  bool written = savePicture(window, base + QStringLiteral("attention.png"));
  choose(window, "attentionSort", 1);
  window.findChild<QAction*>(QStringLiteral("attentionHideFirstKey"))->trigger();
  written = savePicture(window, base + QStringLiteral("sorted_without_first_key.png")) && written;
  QTest::keyClick(window.findChild<QWidget*>(QStringLiteral("attentionHeatmap")), Qt::Key_Return);
  if (auto* arithmetic = window.findChild<QDialog*>(QStringLiteral("arithmetic"))) {
    written = savePicture(*arithmetic, base + QStringLiteral("arithmetic.png")) && written;
    arithmetic->close();
  }
  window.findChild<QAction*>(QStringLiteral("exportAction"))->trigger();
  if (auto* dialog = window.findChild<QDialog*>(QStringLiteral("exportDialog"))) {
    written = savePicture(*dialog, base + QStringLiteral("export.png")) && written;
    dialog->close();
  }
  raiseDock(window, "stepsDock");
  for (const int reached : {0, 4, 6}) {
    choose(window, "stepsStage", reached);
    written = savePicture(window, base + QStringLiteral("steps_%1.png").arg(reached)) && written;
  }
  raiseDock(window, "arcsDock");
  written = savePicture(window, base + QStringLiteral("arcs.png")) && written;
  raiseDock(window, "differenceDock");
  auto* other = window.findChild<QLineEdit*>(QStringLiteral("differencePrompt"));
  other->setText(otherPrompt);
  QTest::keyClick(other, Qt::Key_Return);
  (void)hasRun(session);
  written = savePicture(window, base + QStringLiteral("difference.png")) && written;
  choose(window, "differenceHeads", 1);
  written = savePicture(window, base + QStringLiteral("difference_of_one_head.png")) && written;
  return written;
}

bool drawAll(const QString& folder) {
  const char* const english = "The cat is on the mat and the dog is under the table";
  const std::vector<Shown> all{
      {{{1280, 720}, ThemeChoice::Light, "en"},
       "classroom-en",
       english,
       "The dog is on the mat and the cat is under the table"},
      {{{1920, 1080}, ThemeChoice::Dark, "en"}, "translate-en-zh", "The cat is on the mat.", "The dog is on the mat."},
      {{{1280, 720}, ThemeChoice::Dark, "zh"}, "classroom-en", english, "The cat is on the mat"},
      {{{1920, 1080}, ThemeChoice::Light, "zh"},
       "translate-en-zh",
       "The cat is sleeping on the bed.",
       "The dog is sleeping on the bed."},
  };
  int number = 0;
  bool written = true;
  for (const auto& [look, model, prompt, other] : all) {
    const auto window = testing::openWindow(look, model, QString::fromUtf8(prompt));
    written = hasRun(*window->session()) && written;
    for (int step = 0; step < 5; ++step) window->session()->step();  // so that the target has Chinese tokens
    const QString base = QDir(folder).filePath(
        QStringLiteral("attention_%1_%2_%3_").arg(++number).arg(look.languageName(), look.themeName()));
    written = draw(*window, QString::fromUtf8(other), base) && written;
  }
  return written;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  return headlight::testing::runPictures(argc, argv, headlight::drawAll);
}
