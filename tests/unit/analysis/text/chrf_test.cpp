#include "analysis/text/chrf.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headlight {
namespace {

double bleuOf(std::string_view hypothesis, std::string_view reference) {
  TranslationQuality quality;
  quality.add(hypothesis, reference);
  return quality.bleu();
}

TEST(Chrf, IsAHundredForTheSameAndZeroForNothingInCommon) {
  EXPECT_NEAR(chrf2("The cat sat on the mat.", "The cat sat on the mat."), 100, 1e-12);
  EXPECT_EQ(chrf2("abc", "xyz"), 0);
  EXPECT_EQ(chrf2("", "xyz"), 0);
  EXPECT_EQ(chrf2("abc", ""), 0);
  EXPECT_EQ(TranslationQuality().chrf2(), 0);
}

TEST(Chrf, AgreesWithACountByHand) {
  // "abcd" against "abce": 1-grams 3 of 4, 2-grams ab bc of 3, 3-grams abc of 2, no 4-gram; orders 5 and 6 do not exist
  const double precision = (3.0 / 4 + 2.0 / 3 + 1.0 / 2 + 0) / 4;
  EXPECT_NEAR(chrf2("abcd", "abce"), 100 * precision, 1e-12) << "precision and recall are the same";
  // "ab" against "abcd": orders 1 and 2 alone are on both sides; precision 1, recall (2/4 + 1/3) / 2
  const double recall = (2.0 / 4 + 1.0 / 3) / 2;
  EXPECT_NEAR(chrf2("ab", "abcd"), 100 * 5 * recall / (4 + recall), 1e-12);
  // the other way round precision and recall change places, and recall weighs more
  EXPECT_NEAR(chrf2("abcd", "ab"), 100 * 5 * recall / (4 * recall + 1), 1e-12);
}

TEST(Chrf, ClipsRepeatedMatches) {
  // "aaaa" against "aab": order 1: 2 of 4, of 3; order 2: 1 of 3, of 2; order 3: 0 of 2, of 1; order 4 has no reference
  const double precision = (2.0 / 4 + 1.0 / 3 + 0) / 3;
  const double recall = (2.0 / 3 + 1.0 / 2 + 0) / 3;
  EXPECT_NEAR(chrf2("aaaa", "aab"), 100 * 5 * precision * recall / (4 * precision + recall), 1e-12);
}

TEST(Chrf, LooksAtCharactersWithoutSpaces) {
  EXPECT_NEAR(chrf2("a b\tc", "abc"), 100, 1e-12);
  EXPECT_NEAR(chrf2("猫\u3000在垫子上。", "猫在垫子上。"), 100, 1e-12);
  const double third = (2.0 / 3 + 1.0 / 2 + 0) / 3;  // 猫坐下 against 猫坐着: code points, not bytes
  EXPECT_NEAR(chrf2("猫坐下", "猫坐着"), 100 * third, 1e-12);
}

TEST(Chrf, SumsTheCountsOfATestSet) {
  TranslationQuality quality;
  quality.add("ab", "ab");
  quality.add("abcd", "abce");
  // order 1: 5 of 6; order 2: 3 of 4; order 3: 1 of 2; order 4: 0 of 1
  const double precision = (5.0 / 6 + 3.0 / 4 + 1.0 / 2 + 0) / 4;
  EXPECT_NEAR(quality.chrf2(), 100 * precision, 1e-12);
}

TEST(Bleu, AgreesWithACountByHand) {
  EXPECT_NEAR(bleuOf("abcde", "a b c d e"), 100, 1e-12);
  // "abcdx" against "abcde": 4/5, 3/4, 2/3, 1/2
  EXPECT_NEAR(bleuOf("abcdx", "abcde"), 100 * std::pow(4.0 / 5 * 3 / 4 * 2 / 3 * 1 / 2, 0.25), 1e-12);
  // shorter than the reference: brevity penalty exp(1 - 6/4)
  EXPECT_NEAR(bleuOf("abcd", "abcdef"), 100 * std::exp(-0.5), 1e-12);
  EXPECT_NEAR(bleuOf("abcdef", "abcd"), 100 * std::pow(4.0 / 6 * 3 / 5 * 2 / 4 * 1 / 3, 0.25), 1e-12);
}

TEST(Bleu, SmoothsOrdersWithoutAMatch) {
  // "abxcd" against "abycd": 4/5, 2/4, then no match in 3 and 2: 1/(2·3) and 1/(4·2)
  EXPECT_NEAR(bleuOf("abxcd", "abycd"), 100 * std::pow(4.0 / 5 * 2 / 4 * (1.0 / 6) * (1.0 / 8), 0.25), 1e-12);
  EXPECT_EQ(bleuOf("xyz", "abc"), 0);
  EXPECT_EQ(bleuOf("abc", "abc"), 0) << "no 4-gram at all, as sacreBLEU has it for a whole test set";
  EXPECT_EQ(TranslationQuality().bleu(), 0);
}

}  // namespace
}  // namespace headlight
