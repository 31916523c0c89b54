#pragma once
// The axes of the largest variance of wide rows, without their covariance matrix. Inside analysis/.

#include <stop_token>

#include "tensor/matrix.h"

namespace headlight {

struct LargestAxes {
  Eigen::VectorXd variances;  ///< [k], falling
  Matrix<double> axes;        ///< [k, d], orthonormal
};

/// The `count` largest eigenvalues of the covariance of `rows` [n, d] and their vectors, by Lanczos' method with full
/// reorthogonalization (Golub and Van Loan, "Matrix Computations", 10.1 and 10.3), to within 1e-12 of the largest.
/// Fewer where the rows have fewer directions. The same bits each time. Time O(n·d) a step, some tens to hundreds of
/// steps. Throws Error "cancelled" soon after `stop` was asked for. Any thread; pure.
[[nodiscard]] LargestAxes largestAxes(ConstMatrixRef<float> rows, const RowVector<double>& mean, Index count,
                                      const std::stop_token& stop);

}  // namespace headlight
