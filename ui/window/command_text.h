#pragma once
// The command line that makes the same run, or the same figure, without the window.

#include <QString>
#include <QStringList>

#include "session/selection.h"
#include "session/snapshot.h"

namespace headlight {

/// Quoted for a POSIX shell where that is needed.
[[nodiscard]] QString shellQuoted(const QString& argument);

/// Steps taken after the prompt, if sampling alone leads to this very text; -1 when a token was put by hand.
[[nodiscard]] Index reproducibleSteps(const Snapshot& snapshot);

/// `headlight run …` up to and including the distribution that is on the screen. A text with a token put by hand is
/// given as the prompt.
[[nodiscard]] QString runCommandText(const Snapshot& snapshot);

/// What stands beside the present run in some figures.
struct ExportedBeside {
  QString prompt;      ///< of a difference
  QStringList models;  ///< of a comparison, names or paths, the open one not among them
  bool forced = false;
};

/// `headlight export …` for `what` ("attention", "heads", "tokens", "embedding", "prediction", "compare"; "arcs",
/// "steps", "difference", which are styles of attention); of "influence" `headlight compare --experiment memory …`, the
/// open model alone.
[[nodiscard]] QString exportCommandText(const Snapshot& snapshot, const Selection& selection, const QString& what,
                                        const ExportedBeside& beside = {});

/// `headlight compare --experiment …` of a panel that runs an experiment ("distance", "speed").
[[nodiscard]] QString experimentCommandText(const QString& experiment, const QStringList& models);

/// `headlight export --what recurrent …` with what RecurrentView::exportArguments() says.
[[nodiscard]] QString recurrentCommandText(const Snapshot& snapshot, const QString& arguments);

/// The text so far, as the tokenizer writes it.
[[nodiscard]] QString textOf(const Snapshot& snapshot);

}  // namespace headlight
