#pragma once
// The arithmetic of a cell (analysis/attention/cell_arithmetic.h) in the interface's language, tokens as they are
// shown.

#include <QString>

#include "analysis/attention/cell_arithmetic.h"

namespace headlight {

[[nodiscard]] QString arithmeticPage(CellArithmetic cell);

}  // namespace headlight
