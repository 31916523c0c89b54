#pragma once
// The command line that makes the same run, or the same figure, without the window.

#include <QString>

#include "session/snapshot.h"

namespace headlight {

struct PanelCommand;

/// Quoted for a POSIX shell where that is needed.
[[nodiscard]] QString shellQuoted(const QString& argument);

/// Steps taken after the prompt, if sampling alone leads to this very text; -1 when a token was put by hand.
[[nodiscard]] Index reproducibleSteps(const Snapshot& snapshot);

/// `headlight run …` up to and including the distribution that is on the screen. A text with a token put by hand is
/// given as the prompt.
[[nodiscard]] QString runCommandText(const Snapshot& snapshot);

/// The command line of a panel's row; `arguments`: of the view. Null where it needs a run and there is none.
[[nodiscard]] QString panelCommandText(const PanelCommand& command, const Snapshot* snapshot, const QString& arguments);

/// The text so far, as the tokenizer writes it.
[[nodiscard]] QString textOf(const Snapshot& snapshot);

}  // namespace headlight
