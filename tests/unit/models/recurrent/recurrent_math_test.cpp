// The vector code under the recurrent nets.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "nn/vector_math.h"
#include "tensor/packed_matrix.h"
#include "tensor/random.h"

namespace headlight {
namespace {

template <class Function>
float applied(Function function, float x) {
  return function(simd::Pack<float>{} + x)[0];
}

TEST(GateFunctions, AgreeWithTheStandardLibrary) {
  const auto sigmoid = [](simd::Pack<float> x) { return sigmoidPack(x); };
  const auto squashed = [](simd::Pack<float> x) { return tanhPack(x); };
  double worstSigmoid = 0;
  double worstTanh = 0;
  for (int i = -40000; i <= 40000; ++i) {
    const float x = static_cast<float>(i) * 5e-4F;
    const auto wide = static_cast<double>(x);
    const double exactSigmoid = 1 / (1 + std::exp(-wide));
    worstSigmoid = std::max(worstSigmoid, std::abs(static_cast<double>(applied(sigmoid, x)) / exactSigmoid - 1));
    const double exactTanh = std::tanh(wide);
    const double error = std::abs(static_cast<double>(applied(squashed, x)) - exactTanh);
    if (i != 0) worstTanh = std::max(worstTanh, error / std::abs(exactTanh));
  }
  constexpr double unit = 0x1p-23;
  EXPECT_LE(worstSigmoid, 4 * unit);
  EXPECT_LE(worstTanh, 4 * unit);
  for (const float small : {1e-3F, 1e-10F, 1e-30F, -1e-6F}) {
    EXPECT_NEAR(applied(squashed, small) / std::tanh(small), 1, 1e-6) << small;
  }
  EXPECT_EQ(applied(squashed, 0), 0.0F);
  constexpr float infinity = std::numeric_limits<float>::infinity();
  for (const float far : {60.0F, 1e10F, infinity}) {
    EXPECT_EQ(applied(squashed, far), 1.0F) << far;
    EXPECT_EQ(applied(squashed, -far), -1.0F) << far;
    EXPECT_EQ(applied(sigmoid, far), 1.0F) << far;
    EXPECT_NEAR(applied(sigmoid, -far), 0.0F, 1e-25F) << far;
  }
  EXPECT_TRUE(std::isnan(applied(squashed, std::nanf(""))));
  EXPECT_TRUE(std::isnan(applied(sigmoid, std::nanf(""))));
}

TEST(GateFunctions, DoNotDependOnTheirPlaceInARow) {
  constexpr Index n = 37;
  std::vector<float> row(n), out(n);
  Random random(1);
  for (float& value : row) value = static_cast<float>(random.normal());
  eachStep<float>(n, [&](auto at) { at.store(out.data(), tanhPack(at.load(row.data()))); });
  for (Index i = 0; i < n; ++i) {
    const auto at = static_cast<std::size_t>(i);
    EXPECT_EQ(out[at], applied([](simd::Pack<float> x) { return tanhPack(x); }, row[at])) << i;
  }
}

TEST(PackedMatrix, MultipliesAsTheProductDoes) {
  Random random(2);
  const auto filled = [&](Index size) {
    std::vector<float> values(static_cast<std::size_t>(size));
    for (float& value : values) value = static_cast<float>(random.normal());
    return values;
  };
  for (const Index N : {1, 32, 45, 96}) {
    constexpr Index K = 300;
    constexpr Index M = 8;
    const std::vector<float> a = filled(M * K), b = filled(K * N);
    PackedMatrix<float> packed(K, N);
    const Index stride = packed.paddedColumns();
    for (const bool across : {false, true}) {
      const Operand<float> right = across ? Operand<float>{b.data(), 1, K} : Operand<float>{b.data(), N, 1};
      packed.pack(right);
      std::vector<float> expected(static_cast<std::size_t>(M * N)), c(static_cast<std::size_t>(M * stride), 1.0F);
      multiply<float>(M, N, K, {a.data(), K, 1}, right, expected.data(), N, ProductMode::Overwrite);
      packed.multiply(M, {a.data(), K, 1}, c.data(), stride, ProductMode::Overwrite);
      packed.multiply(M, {a.data(), K, 1}, c.data(), stride, ProductMode::Add);
      for (Index m = 0; m < M; ++m) {
        for (Index n = 0; n < N; ++n) {
          const float once = expected[static_cast<std::size_t>(m * N + n)];
          ASSERT_NEAR(c[static_cast<std::size_t>(m * stride + n)], 2 * once, 1e-3F) << N << " " << m << " " << n;
        }
        for (Index n = N; n < stride; ++n) ASSERT_EQ(c[static_cast<std::size_t>(m * stride + n)], 0.0F);
      }
    }
  }
}

}  // namespace
}  // namespace headlight
