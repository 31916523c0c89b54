#pragma once
// The chosen head on the command line.

#include <QString>

namespace headlight {

struct Selection;

/// " --layers 1 --heads 2", or "mean" for the head.
[[nodiscard]] QString headArguments(const Selection& selection);

}  // namespace headlight
