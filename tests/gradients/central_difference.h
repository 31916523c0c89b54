#pragma once
// Holds a backward pass against central differences, in double, on the very code that runs in float.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "tensor/matrix.h"
#include "tensor/random.h"

namespace headlight::test {

/// Every test draws its numbers from here; a failure prints the seed.
inline constexpr std::uint64_t kSeed = 20261123;

[[nodiscard]] Matrix<double> randomMatrix(Random& random, Index rows, Index columns, double deviation = 1.0);
[[nodiscard]] std::vector<double> randomVector(Random& random, Index size, double deviation = 1.0);

/// Σ a · b: a scalar loss whose gradient in a is b.
[[nodiscard]] double weightedSum(const Matrix<double>& a, const Matrix<double>& b);

/// Moves every number of `inputs` by ± 1e-5, and expects (loss⁺ − loss⁻) / 2e-5 to agree with `gradient` to 1e-6 of
/// max(1, largest difference quotient).
void expectGradient(const std::string& what, std::span<double> inputs, std::span<const double> gradient,
                    const std::function<double()>& loss);

template <class Container>
std::span<double> flat(Container& values) {
  return {values.data(), static_cast<std::size_t>(values.size())};
}

}  // namespace headlight::test
