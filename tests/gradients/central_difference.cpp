#include "gradients/central_difference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace headlight::test {

Matrix<double> randomMatrix(Random& random, Index rows, Index columns, double deviation) {
  Matrix<double> matrix(rows, columns);
  for (double& value : flat(matrix)) value = deviation * random.normal();
  return matrix;
}

std::vector<double> randomVector(Random& random, Index size, double deviation) {
  std::vector<double> values(static_cast<std::size_t>(size));
  for (double& value : values) value = deviation * random.normal();
  return values;
}

double weightedSum(const Matrix<double>& a, const Matrix<double>& b) {
  return a.cwiseProduct(b).sum();
}

void expectGradient(const std::string& what, std::span<double> inputs, std::span<const double> gradient,
                    const std::function<double()>& loss) {
  ASSERT_EQ(inputs.size(), gradient.size()) << what;
  constexpr double step = 1e-5;
  double largest = 1;
  double worst = 0;
  std::size_t where = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const double kept = inputs[i];
    inputs[i] = kept + step;
    const double above = loss();
    inputs[i] = kept - step;
    const double below = loss();
    inputs[i] = kept;
    const double quotient = (above - below) / (2 * step);
    largest = std::max(largest, std::abs(quotient));
    const double error = std::abs(quotient - gradient[i]);
    if (!(error <= worst)) {
      worst = error;
      where = i;
    }
  }
  EXPECT_LE(worst / largest, 1e-6) << what << " at element " << where << ", seed " << kSeed;
}

}  // namespace headlight::test
