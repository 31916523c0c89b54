#pragma once
// What the programs have in common that draw pictures of the real window to look at. take_screenshots starts them.

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QtTest>

#include "support/temporary_folder.h"
#include "ui/due_events.h"
#include "window/appearance.h"
#include "window/main_window.h"
#include "window/view_dock.h"

namespace headlight::testing {

/// A window as a class may have it.
struct Look {
  QSize size;
  ThemeChoice theme;
  const char* language;

  [[nodiscard]] QString themeName() const { return QLatin1String(theme == ThemeChoice::Dark ? "dark" : "light"); }
  [[nodiscard]] QString languageName() const { return QLatin1String(language); }
};

/// Both languages, themes and sizes, in four windows.
inline std::vector<Look> fourLooks() {
  return {{{1280, 720}, ThemeChoice::Light, "en"},
          {{1280, 720}, ThemeChoice::Dark, "zh"},
          {{1920, 1080}, ThemeChoice::Dark, "en"},
          {{1920, 1080}, ThemeChoice::Light, "zh"}};
}

/// The window of this look, seen, with a model that is being opened.
inline std::unique_ptr<MainWindow> openWindow(const Look& look, const char* model, const QString& prompt) {
  auto window = std::make_unique<MainWindow>();
  window->appearance()->setTheme(look.theme);
  window->appearance()->setLanguage(look.languageName());
  window->resize(look.size);
  window->show();
  doWhatIsDue();  // the first layout, which says what is in front
  window->start(QString::fromLatin1(model), prompt);
  return window;
}

/// Until the session has a run and nothing to do; false, and said, where that takes half a minute.
inline bool hasRun(const Session& session) {
  constexpr int kPatience = 30'000;
  const bool there = QTest::qWaitFor([&] { return session.isIdle() && session.snapshot(); }, kPatience);
  if (!there) std::fprintf(stderr, "a model has not run\n");
  return there;
}

/// The widget's picture once it stays the same: work beside the window has shown what it found.
inline QPixmap pictureAtRest(QWidget& widget) {
  constexpr int kEqual = 6, kApart = 50, kPatience = 60'000;  // equal pictures in a row; milliseconds
  QImage last;
  int equal = 0;
  QElapsedTimer sinceLast;
  (void)QTest::qWaitFor(
      [&] {
        if (sinceLast.isValid() && sinceLast.elapsed() < kApart) return false;
        sinceLast.start();
        const QImage now = widget.grab().toImage();
        equal = now == last ? equal + 1 : 1;
        last = now;
        return equal >= kEqual;
      },
      kPatience);
  return QPixmap::fromImage(last);
}

/// False, and said, if it cannot be written.
inline bool savePicture(QWidget& widget, const QString& file) {
  if (pictureAtRest(widget).save(file)) return true;
  std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
  return false;
}

inline void raiseDock(const MainWindow& window, const char* name) {
  auto* dock = window.findChild<ViewDock*>(QLatin1String(name));
  dock->show();
  dock->raise();
}

/// As a person chooses in a list.
inline void choose(const QWidget& window, const char* list, int index) {
  auto* box = window.findChild<QComboBox*>(QLatin1String(list));
  box->setCurrentIndex(index);
  emit box->activated(index);
}

/// main() of such a program: `draw` is called with the FOLDER of the command line, which is there; it returns whether
/// all was written. The settings are empty ones of its own.
inline int runPictures(int argc, char** argv, const std::function<bool(const QString& folder)>& draw) {
  const TemporaryFolder settings;
  qputenv("HEADLIGHT_SETTINGS_DIR", settings.path().c_str());
  const QApplication application(argc, argv);
  if (argc != 2) return std::fprintf(stderr, "%s FOLDER\n", argv[0]), 2;
  const QString folder = QString::fromLocal8Bit(argv[1]);
  QDir().mkpath(folder);
  return draw(folder) ? 0 : 1;
}

}  // namespace headlight::testing
