// For looking at: compare_pictures FOLDER draws compare mode, light and dark, English and Chinese, in two sizes, free
// and forced. take_screenshots starts it. The models are the samples.

#include <cstdio>

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QtTest>

#include "support/temporary_folder.h"
#include "window/main_window.h"
#include "window/view_dock.h"

namespace headlight {
namespace {

struct Look {
  QSize size;
  ThemeChoice theme;
  const char* language;
};

bool save(QWidget& window, const QString& file) {
  QTest::qWait(400);
  if (window.grab().save(file)) return true;
  std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
  return false;
}

bool draw(MainWindow& window, const QString& base) {
  Session& session = *window.session();
  const auto settled = [&] { return QTest::qWaitFor([&] { return session.isIdle() && session.snapshot(); }, 30000); };
  if (!settled()) return false;
  auto* dock = window.findChild<ViewDock*>(QStringLiteral("compareDock"));
  dock->show();
  dock->raise();
  (void)settled();
  bool written = save(window, base + QStringLiteral("compare_dock.png"));
  window.findChild<QAction*>(QStringLiteral("compareModeAction"))->trigger();
  (void)settled();
  for (int i = 0; i < 9; ++i) session.step();
  (void)settled();
  written = save(window, base + QStringLiteral("compare_free.png")) && written;
  session.setComparisonForced(true);
  (void)settled();
  written = save(window, base + QStringLiteral("compare_forced.png")) && written;
  session.setComparedModels({QStringLiteral("classroom-lstm"), QStringLiteral("stories-en"),
                             QStringLiteral("classroom-bert"), QStringLiteral("classroom-en")});
  (void)settled();
  written = save(window, base + QStringLiteral("compare_other_vocabulary.png")) && written;
  window.findChild<QAction*>(QStringLiteral("compareModeAction"))->trigger();
  (void)settled();
  return save(window, base + QStringLiteral("compare_left.png")) && written;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  using namespace headlight;
  const testing::TemporaryFolder folder;
  qputenv("HEADLIGHT_SETTINGS_DIR", folder.path().c_str());
  const QApplication app(argc, argv);
  if (argc != 2) return std::fprintf(stderr, "compare_pictures FOLDER\n"), 2;
  const QString target = QString::fromLocal8Bit(argv[1]);
  QDir().mkpath(target);
  const Look looks[] = {{{1280, 720}, ThemeChoice::Light, "en"},
                        {{1280, 720}, ThemeChoice::Dark, "zh"},
                        {{1920, 1080}, ThemeChoice::Dark, "en"},
                        {{1920, 1080}, ThemeChoice::Light, "zh"}};
  bool written = true;
  for (const Look& look : looks) {
    MainWindow window;
    window.appearance()->setTheme(look.theme);
    window.appearance()->setLanguage(QString::fromLatin1(look.language));
    window.resize(look.size);
    window.show();
    window.start(QStringLiteral("classroom-en"), QStringLiteral("The old farmer near the river has a"));
    const QString base = QStringLiteral("%1/%2_%3_").arg(target, QLatin1String(look.language)).arg(look.size.width());
    written = draw(window, base) && written;
  }
  return written ? 0 : 1;
}
