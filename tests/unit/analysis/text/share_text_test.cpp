#include "analysis/text/share_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headlight {
namespace {

TEST(ShareText, aRoundedShareIsNeverAllOrNothing) {
  EXPECT_EQ(shareText(0.9996), "0.9996");
  EXPECT_EQ(shareText(0.99999), "0.99999");
  EXPECT_EQ(shareText(1), "1");
  EXPECT_EQ(shareText(0), "0");
  EXPECT_EQ(shareText(0.08312), "0.0831");
  EXPECT_EQ(shareText(0.5), "0.500");
  EXPECT_EQ(shareText(3.2e-5), "3.2e-05");
  EXPECT_EQ(shareText(std::nan("")), "-");
}

TEST(ShareText, shortOnesSayThatTheyAreBounds) {
  EXPECT_EQ(shortShareText(0.0031), "<0.01");
  EXPECT_EQ(shortShareText(0.0051), "0.01");
  EXPECT_EQ(shortShareText(0.9996), ">0.99");
  EXPECT_EQ(shortShareText(0.994), "0.99");
  EXPECT_EQ(shortShareText(1), "1.00");
  EXPECT_EQ(shortShareText(0), "0.00");
}

TEST(ShareText, percentagesToo) {
  EXPECT_EQ(percentText(0.0831), "8.3 %");
  EXPECT_EQ(percentText(0.9996), ">99.9 %");
  EXPECT_EQ(percentText(0.0004), "<0.1 %");
  EXPECT_EQ(percentText(1), "100.0 %");
  EXPECT_EQ(percentText(0), "0.0 %");
}

TEST(ShareText, aCosineReadsAsOneOnlyWhereItIs) {
  EXPECT_EQ(cosineText(0.9996), ">0.99");
  EXPECT_EQ(cosineText(-0.9996), "<-0.99");
  EXPECT_EQ(cosineText(1), "1.00");
  EXPECT_EQ(cosineText(-1), "-1.00");
  EXPECT_EQ(cosineText(0.834), "0.83");
  EXPECT_EQ(cosineText(-0.126), "-0.13");
  EXPECT_EQ(cosineText(-0.001), "0.00");
}

}  // namespace
}  // namespace headlight
