// Measures of heads on patterns made by hand, where each answer is known.

#include "analysis/attention/head_measures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>

namespace headlight {
namespace {

/// Token texts "a", "b" … one character each.
std::vector<Token> tokensOf(const std::string& text) {
  std::vector<Token> tokens;
  for (const char c : text) {
    Token token;
    token.id = static_cast<TokenId>(c);
    token.text = std::string(1, c);
    tokens.push_back(token);
  }
  return tokens;
}

PatternTokens oneText(const std::string& text, bool causal = true) {
  const std::vector<Token> tokens = tokensOf(text);
  return patternTokens(tokens, tokens, causal, true);
}

Matrix<float> even(Index size) {
  Matrix<float> pattern = Matrix<float>::Zero(size, size);
  for (Index row = 0; row < size; ++row) pattern.row(row).head(row + 1).setConstant(1.F / static_cast<float>(row + 1));
  return pattern;
}

/// Row i gives all its weight to key target(i).
template <class Target>
Matrix<float> looking(Index size, Target&& target) {
  Matrix<float> pattern = Matrix<float>::Zero(size, size);
  for (Index row = 0; row < size; ++row) pattern(row, target(row)) = 1;
  return pattern;
}

TEST(HeadMeasures, aHeadThatLooksAtThePreviousTokenIsNamedSo) {
  const Matrix<float> pattern = looking(6, [](Index row) { return std::max<Index>(0, row - 1); });
  const HeadMeasures measures = headMeasures(pattern, oneText("abcdef"));
  EXPECT_DOUBLE_EQ(measures.of(HeadRole::PreviousToken)->value, 1);
  EXPECT_EQ(measures.of(HeadRole::PreviousToken)->rows, 4);
  EXPECT_NEAR(measures.of(HeadRole::PreviousToken)->chance, (1 / 3. + 1 / 4. + 1 / 5. + 1 / 6.) / 4, 1e-12);
  EXPECT_DOUBLE_EQ(measures.of(HeadRole::FirstToken)->value, 0);
  const HeadLabel label = headLabel(measures);
  EXPECT_EQ(label.kind, HeadRole::PreviousToken);
  EXPECT_DOUBLE_EQ(label.value, 1);
  EXPECT_FALSE(label.onProbes);
}

TEST(HeadMeasures, inductionLooksAtWhatFollowedTheSameTokenBefore) {
  // a b c a b c: row 3 (a) looks at 1, row 4 (b) at 2, row 5 (c) at 3.
  const Matrix<float> pattern = looking(6, [](Index row) { return row < 3 ? 0 : row - 2; });
  const HeadMeasures measures = headMeasures(pattern, oneText("abcabc"));
  EXPECT_EQ(measures.of(HeadRole::Induction)->rows, 3);
  EXPECT_DOUBLE_EQ(measures.of(HeadRole::Induction)->value, 1);
  EXPECT_EQ(headLabel(measures).kind, HeadRole::Induction);
}

TEST(HeadMeasures, withoutARepetitionThePromptCannotTellInduction) {
  const HeadMeasures measures = headMeasures(even(4), oneText("abcd"));
  EXPECT_FALSE(measures.of(HeadRole::Induction));
  EXPECT_FALSE(measures.of(HeadRole::Punctuation));
  HeadMeasures probes;
  probes.of(HeadRole::Induction) = HeadMeasures::Measure{0.9, 0.1, 20};
  const HeadLabel label = headLabel(measures, &probes);
  EXPECT_EQ(label.kind, HeadRole::Induction);
  EXPECT_DOUBLE_EQ(label.value, 0.9) << "of the probes, which can tell";
  EXPECT_DOUBLE_EQ(label.onProbes.value(), 0.9);
}

TEST(HeadMeasures, aRowThatRepeatsItsNeighbourIsNoInduction) {  // the key behind the earlier "a" is the query itself
  EXPECT_FALSE(headMeasures(even(2), oneText("aa")).of(HeadRole::Induction));
}

TEST(HeadMeasures, theSameTokenCountsWhereverItStands) {
  Matrix<float> pattern = Matrix<float>::Zero(3, 3);
  pattern << 1, 0, 0, 0.25F, 0.75F, 0, 0.5F, 0.25F, 0.25F;
  const HeadMeasures measures = headMeasures(pattern, oneText("aba"));
  EXPECT_DOUBLE_EQ(measures.of(HeadRole::SameToken)->value, 0.75);
  EXPECT_NEAR(measures.of(HeadRole::SameToken)->chance, (1 / 2. + 2 / 3.) / 2, 1e-12);
}

TEST(HeadMeasures, punctuationCountsInEveryScriptAndNotWhereNothingElseIsSeen) {
  const std::vector<Token> tokens = [] {
    std::vector<Token> made = tokensOf("a.b");
    made[1].text = " 。";
    return made;
  }();
  const PatternTokens text = patternTokens(tokens, tokens, true, true);
  EXPECT_EQ(text.isPunctuation, (std::vector<bool>{false, true, false}));
  const HeadMeasures measures = headMeasures(looking(3, [](Index row) { return row > 0 ? 1 : 0; }), text);
  EXPECT_EQ(measures.of(HeadRole::Punctuation)->rows, 2);
  EXPECT_DOUBLE_EQ(measures.of(HeadRole::Punctuation)->value, 1);
}

/// Words, not letters.
PatternTokens sentence(const std::vector<std::string>& words) {
  std::vector<Token> tokens;
  for (const std::string& word : words) {
    Token token;
    token.id = static_cast<TokenId>(std::hash<std::string>{}(word) % 100'000);
    token.text = word;
    tokens.push_back(token);
  }
  return patternTokens(tokens, tokens, true, true);
}

TEST(HeadMeasures, theLastRowLooksAtAContentWord) {
  Matrix<float> pattern = even(5);
  pattern.row(4) << 0.02F, 0.9F, 0.03F, 0.03F, 0.02F;
  const PatternTokens tokens = sentence({"The", "cat", "is", "on", "the"});
  EXPECT_EQ(tokens.asking, 4);
  const HeadMeasures measures = headMeasures(pattern, tokens);
  const auto& measure = measures.of(HeadRole::ContentWord);
  ASSERT_TRUE(measure);
  EXPECT_FLOAT_EQ(static_cast<float>(measure->value), 0.9F);
  EXPECT_DOUBLE_EQ(measure->chance, 0.2);
  EXPECT_EQ(measure->rows, 1);
  EXPECT_EQ(measure->key, 1);
  HeadMeasures alone;
  alone.of(HeadRole::ContentWord) = measure;
  EXPECT_EQ(headLabel(alone).kind, HeadRole::ContentWord);
  EXPECT_EQ(headLabel(alone).key, 1);
  alone.of(HeadRole::FirstToken) = HeadMeasures::Measure{0.6, 0.2, 3};
  EXPECT_EQ(headLabel(alone).kind, HeadRole::FirstToken) << "a role of many rows comes first";
  alone = {};
  alone.of(HeadRole::ContentWord) = HeadMeasures::Measure{0.58, 0.2, 1, 1};
  EXPECT_EQ(headLabel(alone).kind, HeadRole::None) << "less than half of what chance leaves";
}

TEST(HeadMeasures, keysThatAnotherRoleExplainsAreNoContentWord) {
  const auto measured = [](const std::vector<std::string>& words, Index key) {
    Matrix<float> pattern = even(static_cast<Index>(words.size()));
    pattern.row(pattern.rows() - 1).setZero();
    pattern(pattern.rows() - 1, key) = 1;
    return headMeasures(pattern, sentence(words)).of(HeadRole::ContentWord);
  };
  EXPECT_FALSE(measured({"Cats", "are", "on", "the"}, 0)) << "the first token alone: the prompt cannot tell";
  EXPECT_FALSE(measured({"the", "old", "cat"}, 1)) << "the token before";
  EXPECT_EQ(measured({"the", "cat", "saw", "a", "dog", "near", "cat"}, 1)->value, 0) << "the same token";
  EXPECT_EQ(measured({"the", "cat", "saw", "a", "dog", "near", "cat"}, 2)->value, 0) << "what followed it: induction";
  EXPECT_EQ(measured({"the", "cat", "saw", "a", "dog", "near", "cat"}, 4)->value, 1);
  EXPECT_EQ(measured({"the", "cat", "saw", "a", "dog", "near", "cat"}, 3)->value, 0) << "a function word";
}

TEST(HeadMeasures, evenRowsAreBroadAndNothingElse) {
  const HeadMeasures measures = headMeasures(even(8), oneText("abcdefab"));
  EXPECT_NEAR(measures.of(HeadRole::Broad)->value, 1, 1e-6);
  for (const HeadRole role : kHeadRoles) {
    if (role == HeadRole::Broad || !measures.of(role)) continue;
    EXPECT_NEAR(measures.of(role)->lift(), 0, 1e-6);
  }
  EXPECT_EQ(headLabel(measures).kind, HeadRole::Broad);
}

TEST(HeadMeasures, aHeadBetweenRolesHasNone) {
  Matrix<float> pattern = Matrix<float>::Zero(8, 8);
  pattern(0, 0) = pattern(1, 0) = 1;
  for (Index row = 2; row < 8; ++row) {
    pattern(row, 0) = pattern(row, row - 1) = pattern(row, row) = 1.F / 3;
  }
  EXPECT_EQ(headLabel(headMeasures(pattern, oneText("abcdefgh"))).kind, HeadRole::None);
}

TEST(HeadMeasures, crossAttentionHasNoMeasuresOfOneText) {
  const std::vector<Token> target = tokensOf("xyz"), source = tokensOf("abcd.");
  const PatternTokens tokens = patternTokens(target, source, false, false);
  Matrix<float> pattern = Matrix<float>::Constant(3, 5, 0.2F);
  const HeadMeasures measures = headMeasures(pattern, tokens);
  EXPECT_FALSE(measures.of(HeadRole::PreviousToken));
  EXPECT_FALSE(measures.of(HeadRole::SameToken));
  EXPECT_FALSE(measures.of(HeadRole::Induction));
  EXPECT_FALSE(measures.of(HeadRole::ContentWord));
  EXPECT_EQ(measures.of(HeadRole::FirstToken)->rows, 3);
  EXPECT_NEAR(measures.of(HeadRole::Punctuation)->value, 0.2, 1e-6);
}

TEST(HeadMeasures, partsAreJoinedByTheirRows) {
  HeadMeasures a, b;
  a.of(HeadRole::FirstToken) = HeadMeasures::Measure{1, 0.5, 1};
  b.of(HeadRole::FirstToken) = HeadMeasures::Measure{0, 0.1, 3};
  const std::array parts{a, b};
  const HeadMeasures joined = joinedMeasures(parts);
  EXPECT_DOUBLE_EQ(joined.of(HeadRole::FirstToken)->value, 0.25);
  EXPECT_DOUBLE_EQ(joined.of(HeadRole::FirstToken)->chance, 0.2);
  EXPECT_EQ(joined.of(HeadRole::FirstToken)->rows, 4);
  EXPECT_FALSE(joined.of(HeadRole::Broad));
}

TEST(HeadMeasures, headsAreSortedByOneMeasureAndOtherwiseStayAsTheyStand) {
  std::vector<HeadMeasures> measures(4);
  measures[1].of(HeadRole::Broad) = HeadMeasures::Measure{0.2, 1, 5};
  measures[2].of(HeadRole::Broad) = HeadMeasures::Measure{0.9, 1, 5};
  EXPECT_EQ(sortedHeads(measures, {}, HeadRole::Broad), (std::vector<int>{2, 1, 0, 3}));
  std::vector<HeadMeasures> probes(4);
  probes[3].of(HeadRole::Broad) = HeadMeasures::Measure{0.5, 1, 5};
  EXPECT_EQ(sortedHeads(measures, probes, HeadRole::Broad), (std::vector<int>{2, 3, 1, 0}));
}

}  // namespace
}  // namespace headlight
