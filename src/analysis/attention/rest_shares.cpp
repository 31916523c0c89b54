#include "analysis/attention/rest_shares.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headlight {

Matrix<float> sharesOfRest(const Matrix<float>& weights) {
  Matrix<float> shares =
      Matrix<float>::Constant(weights.rows(), weights.cols(), std::numeric_limits<float>::quiet_NaN());
  for (Index row = 0; row < weights.rows(); ++row) {
    double rest = 0;
    for (Index column = 1; column < weights.cols(); ++column) rest += static_cast<double>(weights(row, column));
    if (!(rest > 0)) continue;
    for (Index column = 1; column < weights.cols(); ++column) {
      shares(row, column) = static_cast<float>(static_cast<double>(weights(row, column)) / rest);
    }
  }
  return shares;
}

double largestShown(const Matrix<float>& weights, bool causal) {
  double largest = 0;
  const Index ahead = weights.cols() - weights.rows();
  for (Index row = 0; row < weights.rows(); ++row) {
    for (Index column = 0; column < weights.cols() && (!causal || column <= row + ahead); ++column) {
      const auto value = static_cast<double>(weights(row, column));
      if (value > largest) largest = value;  // false for NaN
    }
  }
  return largest;
}

}  // namespace headlight
