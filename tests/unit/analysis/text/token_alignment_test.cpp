#include "analysis/text/token_alignment.h"

#include <gtest/gtest.h>

#include <random>

namespace headlight {

void PrintTo(const TokenPair& pair, std::ostream* out) {
  *out << '(' << pair.first << ',' << pair.second << (pair.same ? ",same)" : ",other)");
}

namespace {

using Ids = std::vector<TokenId>;
using Pairs = std::vector<TokenPair>;

TEST(TokenAlignment, aReplacedTokenStandsInItsPlace) {
  EXPECT_EQ(alignTokens(Ids{1, 2, 3}, Ids{1, 7, 3}), (Pairs{{0, 0, true}, {1, 1, false}, {2, 2, true}}));
}

TEST(TokenAlignment, aTokenMoreLeavesAGap) {
  EXPECT_EQ(alignTokens(Ids{1, 2, 3}, Ids{1, 9, 2, 3}),
            (Pairs{{0, 0, true}, {-1, 1, false}, {1, 2, true}, {2, 3, true}}));
  EXPECT_EQ(alignTokens(Ids{1, 9, 2, 3}, Ids{1, 2, 3}),
            (Pairs{{0, 0, true}, {1, -1, false}, {2, 1, true}, {3, 2, true}}));
}

TEST(TokenAlignment, replacementsComeLate) {  // "the old cat is" and "the dog is": the nouns stand together
  EXPECT_EQ(alignTokens(Ids{1, 5, 2, 3}, Ids{1, 7, 3}),
            (Pairs{{0, 0, true}, {1, -1, false}, {2, 1, false}, {3, 2, true}}));
}

TEST(TokenAlignment, equalTokensArePreferredAmongAsManyEdits) {
  EXPECT_EQ(alignTokens(Ids{1, 2}, Ids{2, 3}), (Pairs{{0, -1, false}, {1, 0, true}, {-1, 1, false}}));
}

TEST(TokenAlignment, emptySentences) {
  EXPECT_TRUE(alignTokens(Ids{}, Ids{}).empty());
  EXPECT_EQ(alignTokens(Ids{}, Ids{4}), (Pairs{{-1, 0, false}}));
  EXPECT_EQ(alignTokens(Ids{4, 5}, Ids{}), (Pairs{{0, -1, false}, {1, -1, false}}));
}

/// Edit distance by definition, for short sentences.
int distance(const Ids& a, const Ids& b, std::size_t i = 0, std::size_t j = 0) {
  if (i == a.size()) return static_cast<int>(b.size() - j);
  if (j == b.size()) return static_cast<int>(a.size() - i);
  if (a[i] == b[j]) return distance(a, b, i + 1, j + 1);
  return 1 + std::min({distance(a, b, i + 1, j + 1), distance(a, b, i + 1, j), distance(a, b, i, j + 1)});
}

TEST(TokenAlignment, everyPlaceOnceInOrderWithTheFewestEdits) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    Ids a(random() % 7), b(random() % 7);
    for (Ids* ids : {&a, &b}) {
      for (TokenId& id : *ids) id = static_cast<TokenId>(random() % 3);
    }
    Index i = 0, j = 0;
    int edits = 0;
    for (const TokenPair& pair : alignTokens(a, b)) {
      EXPECT_TRUE(pair.first < 0 || pair.first == i++);
      EXPECT_TRUE(pair.second < 0 || pair.second == j++);
      const bool both = pair.first >= 0 && pair.second >= 0;
      EXPECT_EQ(pair.same, both && a[static_cast<std::size_t>(pair.first)] == b[static_cast<std::size_t>(pair.second)]);
      edits += pair.same ? 0 : 1;
    }
    EXPECT_EQ(i, static_cast<Index>(a.size()));
    EXPECT_EQ(j, static_cast<Index>(b.size()));
    EXPECT_EQ(edits, distance(a, b));
  }
}

}  // namespace
}  // namespace headlight
