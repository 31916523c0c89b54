#include "window/screenshot.h"

#include <cstdio>

#include <QCoreApplication>
#include <QPixmap>
#include <QRegularExpression>
#include <QTimer>

#include "window/main_window.h"

namespace headlight {

namespace {
constexpr int kSettleMilliseconds = 1500;  // the views' own background work (a projection) and its animation
}

Screenshot::Screenshot(MainWindow* window, const QString& file, int steps, const QString& head)
    : QObject(window), m_window(window), m_file(file), m_stepsLeft(steps), m_head(head) {
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
  select();
  QTimer::singleShot(kSettleMilliseconds, this, &Screenshot::save);
}

void Screenshot::select() const {
  static const QRegularExpression layerAndHead(QStringLiteral("^(?:(encoder|decoder|cross) )?L(\\d+)H(\\d+)$"));
  const QRegularExpressionMatch match = layerAndHead.match(m_head);
  if (!match.hasMatch()) return;
  Selection selection = m_window->session()->selection();
  const QString side = match.captured(1);
  if (side == QLatin1String("encoder")) selection.side = AttentionSide::Encoder;
  if (side == QLatin1String("decoder")) selection.side = AttentionSide::Decoder;
  if (side == QLatin1String("cross")) selection.side = AttentionSide::Cross;
  selection.layer = match.captured(2).toInt();
  selection.head = match.captured(3).toInt();
  m_window->session()->setSelection(selection);
}

void Screenshot::save() {
  const bool saved = m_window->grab().save(m_file);
  if (!saved) std::fprintf(stderr, "headlight: %s could not be written.\n", qPrintable(m_file));
  QCoreApplication::exit(saved ? 0 : 3);
}

}  // namespace headlight
