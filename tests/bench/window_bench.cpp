// From key press to painted step: sends Right to the real window with its four panels visible and takes the time until
// the last paint that followed has ended. Prints the median, the 95th percentile and the longest in milliseconds.
// Run it under Xvfb (xvfb-run -s "-screen 0 1920x1080x24" window_bench [model] [steps] [compare]); with "compare" in
// compare mode, where the four classroom models stand side by side.

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QHashSeed>
#include <QTimer>
#include <QtTest>

#include "window/main_window.h"

using namespace headlight;

namespace {

/// Notes when a paint, or the update of the window that carries it to the screen, has ended.
class TimedApplication : public QApplication {
 public:
  using QApplication::QApplication;
  bool notify(QObject* receiver, QEvent* event) override {
    const QEvent::Type type = event->type();
    const bool handled = QApplication::notify(receiver, event);
    if (type == QEvent::Paint || type == QEvent::UpdateRequest) lastPaint = clock.nsecsElapsed();
    return handled;
  }
  QElapsedTimer clock;
  qint64 lastPaint = 0;
};

constexpr int kQuietMilliseconds = 60;  // no paint for so long: the step is on the screen

/// Until something was painted after the time `since`, and nothing is any more. In compare mode the run stands at its
/// next step before anything of it is drawn: a window that was quiet for long would pass for done.
void waitForQuiet(TimedApplication& app, Session& session, qint64 since = 0) {
  QElapsedTimer longest;
  longest.start();
  QTimer wake;  // sleeps between events, as the program does: a busy wait would take the painter's own threads' core
  wake.start(5);
  while (longest.elapsed() < 5000) {
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const double quiet = static_cast<double>(app.clock.nsecsElapsed() - app.lastPaint) / 1e6;
    if (session.isIdle() && app.lastPaint > since && quiet > kQuietMilliseconds) return;
  }
}

double percentile(std::vector<double> sorted, double share) {
  std::sort(sorted.begin(), sorted.end());
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

int main(int argc, char** argv) {
  QHashSeed::setDeterministicGlobalSeed();
  TimedApplication app(argc, argv);
  app.clock.start();
  const QString model = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("classroom-en");
  const int steps = argc > 2 ? std::atoi(argv[2]) : 50;

  MainWindow window;
  window.resize(1440, 900);
  window.show();
  window.start(model, QStringLiteral("The cat is on the"));
  Session& session = *window.session();
  if (!QTest::qWaitFor([&] { return session.isIdle() && session.snapshot(); }, 30000)) return 3;
  std::printf("window open, model loaded, first run: %.0f ms\n", static_cast<double>(app.clock.nsecsElapsed()) / 1e6);
  waitForQuiet(app, session);
  window.activateWindow();  // Xvfb has no window manager that would
  if (!QTest::qWaitForWindowActive(&window)) return 3;
  if (argc > 3 && QString::fromLocal8Bit(argv[3]) == QLatin1String("compare")) {
    window.findChild<QAction*>(QStringLiteral("compareModeAction"))->trigger();
    waitForQuiet(app, session);
  }
  auto* strip = window.findChild<QWidget*>(QStringLiteral("tokenStrip"));
  strip->setFocus();

  std::vector<double> milliseconds;
  for (int i = 0; i < steps; ++i) {
    if (session.snapshot()->stopped != StopReason::None) {
      session.goToStart();
      waitForQuiet(app, session);
    }
    const qint64 pressed = app.clock.nsecsElapsed();
    QTest::keyClick(strip, Qt::Key_Right);
    waitForQuiet(app, session, pressed);
    milliseconds.push_back(static_cast<double>(app.lastPaint - pressed) / 1e6);
  }
  std::printf("key press to painted step: median %.1f ms, 95 %% %.1f ms, longest %.1f ms (%d steps)\n",
              percentile(milliseconds, 0.5), percentile(milliseconds, 0.95), percentile(milliseconds, 1.0), steps);
  return 0;
}
