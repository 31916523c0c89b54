#include "analysis/statistics/softmax.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "tensor/error.h"

namespace headlight {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

TEST(Softmax, isTheShareOfEveryTokenAndSumsToOne) {
  const std::vector<double> p = softmax(std::vector<float>{0.0F, 1.0F, 3.0F});
  const double sum = 1 + std::exp(1.0) + std::exp(3.0);
  EXPECT_NEAR(p[0], 1 / sum, 1e-15);
  EXPECT_NEAR(p[2], std::exp(3.0) / sum, 1e-15);
  EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-15);
}

TEST(Softmax, largeLogitsDoNotOverflow) {
  const std::vector<double> p = softmax(std::vector<float>{1e30F, 1e30F, -1e30F, kNever});
  EXPECT_EQ(p, (std::vector<double>{0.5, 0.5, 0, 0}));
}

TEST(Softmax, theShareOfOneTokenAgreesWithTheList) {
  const std::vector<float> logits{0.5F, -2.0F, 7.25F, 3.0F, kNever};
  const std::vector<double> p = softmax(logits), logs = logSoftmax(logits);
  double entropy = 0;
  for (const double share : p) entropy -= share > 0 ? share * std::log2(share) : 0;
  for (std::size_t id = 0; id + 1 < logits.size(); ++id) {
    const TokenShare share = tokenShare(logits, static_cast<TokenId>(id));
    EXPECT_NEAR(share.probability, p[id], 1e-15);
    EXPECT_NEAR(share.surpriseBits, surpriseBits(p[id]), 1e-12);
    EXPECT_NEAR(share.surpriseBits, -logs[id] / std::log(2.0), 1e-12);
    EXPECT_NEAR(share.entropyBits, entropy, 1e-12);
  }
  EXPECT_EQ(tokenShare(logits, 4).probability, 0);
}

TEST(Softmax, certaintyIsNoSurprise) {
  EXPECT_FALSE(std::signbit(surpriseBits(1)));
  EXPECT_EQ(surpriseBits(0.25), 2);
}

TEST(Softmax, whatIsNoNumberIsRefused) {
  EXPECT_THROW((void)softmax(std::vector<float>{0, std::nanf("")}), Error);
  EXPECT_THROW((void)logSoftmax(std::vector<float>{0, -kNever}), Error);
  EXPECT_THROW((void)tokenShare(std::vector<float>{kNever, kNever}, 0), Error);
}

}  // namespace
}  // namespace headlight
