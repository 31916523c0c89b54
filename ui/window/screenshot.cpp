#include "window/screenshot.h"

#include <cstdio>

#include <QCoreApplication>
#include <QPixmap>
#include <QTimer>

#include "window/main_window.h"

namespace headlight {

namespace {
constexpr int kSettleMilliseconds = 1500;  // the views' own background work (a projection) and its animation
}

Screenshot::Screenshot(MainWindow* window, const QString& file, int steps)
    : QObject(window), m_window(window), m_file(file), m_stepsLeft(steps) {
  connect(window->session(), &Session::changed, this, &Screenshot::advance);
  connect(window->session(), &Session::messageRaised, this, &Screenshot::advance);
}

void Screenshot::advance() {
  if (m_saving || !m_window->session()->isIdle()) return;
  if (m_stepsLeft > 0 && m_window->session()->snapshot()) {
    --m_stepsLeft;
    m_window->session()->step();
    return;
  }
  m_saving = true;
  QTimer::singleShot(kSettleMilliseconds, this, &Screenshot::save);
}

void Screenshot::save() {
  const bool saved = m_window->grab().save(m_file);
  if (!saved) std::fprintf(stderr, "headlight: %s could not be written.\n", qPrintable(m_file));
  QCoreApplication::exit(saved ? 0 : 3);
}

}  // namespace headlight
