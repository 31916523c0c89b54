#include "analysis/statistics/divergence.h"

#include <gtest/gtest.h>

#include "tensor/error.h"

namespace headlight {
namespace {

TEST(JensenShannon, isZeroForEqualsOneForStrangersAndLiesBetween) {
  const std::vector<double> a{1, 0}, b{0, 1}, both{0.5, 0.5};
  EXPECT_EQ(jensenShannonBits(both, both), 0);
  EXPECT_DOUBLE_EQ(jensenShannonBits(a, b), 1);
  EXPECT_NEAR(jensenShannonBits(a, both), 0.311278124459133, 1e-12);
  EXPECT_EQ(jensenShannonBits(a, both), jensenShannonBits(both, a));
  EXPECT_THROW((void)jensenShannonBits(a, std::vector<double>{1}), Error);
}

}  // namespace
}  // namespace headlight
