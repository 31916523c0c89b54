// Four models in step: from the request of a step to the comparison of all columns, table and pictures' numbers
// included, without a window. Prints the median, the 95th percentile and the longest in milliseconds, free and forced.
//   compare_bench [steps] [model…]

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include "session/session.h"

using namespace headlight;

namespace {

void waitUntilIdle(Session& session) {
  while (!session.isIdle()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void measure(Session& session, int steps, const char* what) {
  std::vector<double> milliseconds;
  for (int i = 0; i < steps; ++i) {
    if (session.snapshot()->stopped != StopReason::None) {
      session.goToStart();
      waitUntilIdle(session);
    }
    QElapsedTimer clock;
    clock.start();
    session.step();
    waitUntilIdle(session);
    (void)compareFigure(*session.comparison(), 10, 0, [](const Message& message) { return message.english(); });
    milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  const auto at = [&](double share) {
    return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  };
  std::printf("%s: median %.2f ms, 95 %% %.2f ms, longest %.2f ms (%d steps, %zu models)\n", what, at(0.5), at(0.95),
              at(1.0), steps, session.comparison()->columns.size());
}

}  // namespace

int main(int argc, char** argv) {
  const QCoreApplication app(argc, argv);
  const int steps = argc > 1 ? std::atoi(argv[1]) : 100;
  QStringList models;
  for (int i = 2; i < argc; ++i) models.append(QString::fromLocal8Bit(argv[i]));
  if (models.isEmpty()) {
    models = {QStringLiteral("classroom-en"), QStringLiteral("classroom-rnn"), QStringLiteral("classroom-lstm"),
              QStringLiteral("classroom-gru")};
  }
  Session session;
  session.setPrompt(QStringLiteral("The old farmer near the river has a"));
  session.openModel(models.front());
  session.setComparedModels(models);
  session.watchComparison(&app, true);
  waitUntilIdle(session);
  if (!session.snapshot() || !session.comparison()) return std::fprintf(stderr, "nothing to compare\n"), 3;
  measure(session, steps, "each with its own text");
  session.setComparisonForced(true);
  waitUntilIdle(session);
  measure(session, steps, "one text for all");
  return 0;
}
