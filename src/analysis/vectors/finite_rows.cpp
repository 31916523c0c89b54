#include "analysis/vectors/finite_rows.h"

#include <cmath>

#include "tensor/error.h"

namespace headlight {

void requireFinite(ConstMatrixRef<float> rows) {
  for (Index row = 0; row < rows.rows(); ++row) {
    if (rows.row(row).array().isFinite().all()) continue;
    Index column = 0;
    while (std::isfinite(rows(row, column))) ++column;
    throw Error("analysis.not_finite", {{"row", std::to_string(row)}, {"column", std::to_string(column)}});
  }
}

}  // namespace headlight
