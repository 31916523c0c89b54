#pragma once
// For tests that something does not happen: what would bring it about has had its turn.

#include <QCoreApplication>
#include <QEvent>

namespace headlight::testing {

/// Does what is due: posted events, timers of no time, and what these post and start in turn.
inline void doWhatIsDue() {
  constexpr int kRounds =
      4;  // a font's change, the layout after it, the panels' timer of no time, the layout after that
  for (int round = 0; round < kRounds; ++round) {
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
  }
}

}  // namespace headlight::testing
