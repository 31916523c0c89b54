#pragma once

#include "tensor/matrix.h"

namespace headlight {

/// Throws Error "analysis.not_finite" with the place of the first NaN or infinity. Any thread; pure.
void requireFinite(ConstMatrixRef<float> rows);

}  // namespace headlight
