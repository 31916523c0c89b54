// For looking at: session_pictures FOLDER draws the split view and the dialogs of sessions, light and dark, English and
// Chinese, in two sizes, one sheet each. take_screenshots starts it. The models are the samples.

#include <QDialog>
#include <QMessageBox>
#include <QPainter>

#include "dialogs/recovery_dialog.h"
#include "ui/pictures.h"
#include "views/tokens/tokens_view.h"

namespace headlight {
namespace {

constexpr int kMargin = 16;

std::vector<RecoverableSession> leftSessions() {
  const QDateTime when(QDate(2026, 9, 1), QTime(9, 30));
  return {{QStringLiteral("/1"), QStringLiteral("/home/class/lesson 3.headlight"),
           QStringLiteral("Once upon a time there was a little girl who lived in a house near the big forest"),
           QStringLiteral("stories-en"), when},
          {QStringLiteral("/2"), QString(), QStringLiteral("今天天气很好"), QStringLiteral("translate-en-zh"), when}};
}

/// The newest child of this name; questions and dialogs delete themselves when closed.
QPixmap grabbedAndClosed(QDialog* dialog) {
  const QPixmap picture = testing::pictureAtRest(*dialog);
  dialog->close();
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  return picture;
}

std::vector<QPixmap> picturesOf(MainWindow& window) {
  std::vector<QPixmap> pictures;
  window.findChild<TokensView*>()->setPage(TokensView::Split);
  pictures.push_back(testing::pictureAtRest(window));
  window.findChild<QAction*>(QStringLiteral("saveSessionAsAction"))->trigger();
  pictures.push_back(grabbedAndClosed(window.findChild<QDialog*>(QStringLiteral("saveSessionDialog"))));
  auto* recovery = new RecoveryDialog(leftSessions(), &window);
  recovery->open();
  pictures.push_back(grabbedAndClosed(recovery));
  emit window.session()->modelMissing({QStringLiteral("/home/class/lesson 3.headlight"), QStringLiteral("gpt2"),
                                       QStringLiteral("/home/class/models from the internet/gpt2")});
  pictures.push_back(grabbedAndClosed(window.findChild<QMessageBox*>(QStringLiteral("missingModelQuestion"))));
  return pictures;
}

/// The window, and the dialogs under it.
QPixmap sheet(const std::vector<QPixmap>& pictures) {
  QSize size(0, kMargin);
  for (const QPixmap& picture : pictures) {
    size = {std::max(size.width(), picture.width() + 2 * kMargin), size.height() + picture.height() + kMargin};
  }
  QPixmap result(size);
  result.fill(Qt::gray);
  QPainter painter(&result);
  int y = kMargin;
  for (const QPixmap& picture : pictures) {
    painter.drawPixmap(kMargin, y, picture);
    y += picture.height() + kMargin;
  }
  return result;
}

bool draw(const testing::Look& look, const QString& folder) {
  const auto window =
      testing::openWindow(look, "stories-en", QStringLiteral("Once upon a time there was a cat named 猫 😀"));
  if (!testing::hasRun(*window->session())) return false;
  const QString file = QDir(folder).filePath(QStringLiteral("sessions_%1_%2_%3x%4.png")
                                                 .arg(look.themeName(), look.languageName())
                                                 .arg(look.size.width())
                                                 .arg(look.size.height()));
  const bool saved = sheet(picturesOf(*window)).save(file);
  std::puts(qPrintable(file));
  return saved;
}

bool drawAll(const QString& folder) {
  for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
    for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
      for (const char* language : {"en", "zh"}) {
        if (!draw({size, theme, language}, folder)) return false;
      }
    }
  }
  return true;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  return headlight::testing::runPictures(argc, argv, headlight::drawAll);
}
