// Numbers of single operations that the gradient tests cannot see: the float kernels and the dropout masks.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "nn/dropout.h"
#include "nn/gelu.h"
#include "nn/softmax.h"
#include "nn/vector_math.h"
#include "tensor/random.h"

namespace headlight {
namespace {

TEST(VectorMath, ExpIsWithinTwoUnitsInTheLastPlace) {
  for (double x = -87.0; x < 88.0; x += 0.00371) {
    const auto in = static_cast<float>(x);
    const double expected = std::exp(static_cast<double>(in));
    const float value = expPack(simd::Pack<float>{} + in)[0];
    ASSERT_NEAR(value / expected, 1.0, 2.4e-7) << in;
  }
  const float lowest = -std::numeric_limits<float>::infinity();
  EXPECT_EQ(expPack(simd::Pack<float>{} + lowest)[0], 0.0F);
  EXPECT_EQ(expPack(simd::Pack<float>{})[0], 1.0F);
}

TEST(Gelu, FloatAgreesWithTheFormulaAtEveryPlaceOfTheRow) {
  std::vector<float> x;
  for (int i = 0; i < 77; ++i) x.push_back(static_cast<float>(i - 38) * 0.31F);
  std::vector<float> y(x.size());
  geluNewForward<float>(x, y);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double v = static_cast<double>(x[i]);
    const double expected = 0.5 * v * (1 + std::tanh(std::sqrt(2 / M_PI) * (v + 0.044715 * v * v * v)));
    EXPECT_NEAR(static_cast<double>(y[i]), expected, 1e-6 * std::max(1.0, std::abs(v))) << v;
    std::vector<float> alone(1);
    geluNewForward<float>(std::span(x).subspan(i, 1), alone);
    EXPECT_EQ(alone[0], y[i]) << "the value depends on its place";
  }
}

TEST(Gelu, ExactOneAndSwishAgreeWithDoublesFarAndNear) {
  const auto expectClose = [](auto forward, auto backward, auto forwardDouble, auto backwardDouble) {
    for (int i = -4000; i <= 4000; ++i) {
      const float x = 0.005F * static_cast<float>(i);
      const double same = static_cast<double>(x);
      const float one = 1;
      const double oneDouble = 1;
      float y = 0;
      float slope = 0;
      double expected = 0;
      double expectedSlope = 0;
      forward({&x, 1}, {&y, 1});
      backward({&x, 1}, {&one, 1}, {&slope, 1});
      forwardDouble({&same, 1}, {&expected, 1});
      backwardDouble({&same, 1}, {&oneDouble, 1}, {&expectedSlope, 1});
      ASSERT_NEAR(static_cast<double>(y), expected, 3e-7 * std::max(1.0, std::abs(expected))) << x;
      ASSERT_NEAR(static_cast<double>(slope), expectedSlope, 1e-6) << x;  // 1 − σ loses digits
    }
  };
  expectClose(geluForward<float>, geluBackward<float>, geluForward<double>, geluBackward<double>);
  expectClose(swishForward<float>, swishBackward<float>, swishForward<double>, swishBackward<double>);
  expectClose(quickGeluForward<float>, quickGeluBackward<float>, quickGeluForward<double>, quickGeluBackward<double>);
  expectClose(tanhForward<float>, tanhBackward<float>, tanhForward<double>, tanhBackward<double>);
}

TEST(Gelu, ExactOneIsTheErrorFunctions) {
  const std::vector<double> x = {-3, -0.5, 0, 0.7, 4};
  std::vector<double> y(x.size());
  geluForward<double>(x, y);
  for (std::size_t i = 0; i < x.size(); ++i)
    EXPECT_NEAR(y[i], 0.5 * x[i] * (1 + std::erf(x[i] / std::sqrt(2.0))), 1e-15);
}

TEST(Softmax, StaysFiniteForHugeScoresAndRowsThatSeeNothing) {
  const float infinity = std::numeric_limits<float>::infinity();
  Matrix<float> scores(3, 3);
  scores << 3e38F, 3e38F, -infinity, -infinity, -infinity, -infinity, -1e30F, 0, 0;
  Matrix<float> pattern(3, 3);
  softmaxForward<float>(scores, pattern);
  Matrix<float> expected(3, 3);
  expected << 0.5F, 0.5F, 0, 0, 0, 0, 0, 0.5F, 0.5F;
  EXPECT_EQ(pattern, expected);
}

TEST(Dropout, MasksAreAFunctionOfTheirPlaceAlone) {
  const DropoutSite site{.seed = 11, .step = 5, .site = 3};
  std::vector<std::uint8_t> whole(4000);
  dropoutMask(site, 0.2, 0, whole);
  std::vector<std::uint8_t> part(300);
  dropoutMask(site, 0.2, 1000, part);
  EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + 1000));
  std::vector<std::uint8_t> other(4000);
  dropoutMask({.seed = 11, .step = 6, .site = 3}, 0.2, 0, other);
  EXPECT_NE(other, whole);
  double kept = 0;
  for (const std::uint8_t bit : whole) kept += bit;
  EXPECT_NEAR(kept / 4000, 0.8, 0.03);
  // The first eight draws are the sixteen-bit halves of one Philox block.
  const auto block = philox({0, 3, 5, 0}, {11, 0});
  for (std::size_t i = 0; i < 8; ++i) {
    const std::uint32_t half = i % 2 == 0 ? block[i / 2] & 0xFFFFU : block[i / 2] >> 16;
    EXPECT_EQ(whole[i], half >= 13107 ? 1 : 0);
  }
}

}  // namespace
}  // namespace headlight
