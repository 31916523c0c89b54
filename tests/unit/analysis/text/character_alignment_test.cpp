// Tokens of two vocabularies over the same characters: which of them belong together.

#include "analysis/text/character_alignment.h"

#include <gtest/gtest.h>

namespace headlight {
namespace {

using Ends = std::vector<std::size_t>;
using Stretches = std::vector<AlignedStretch>;

TEST(CharacterAlignment, equalCutsPairOneToOne) {
  EXPECT_EQ(alignByCharacters(Ends{3, 7, 8}, Ends{3, 7, 8}), (Stretches{{0, 1, 0, 1}, {1, 2, 1, 2}, {2, 3, 2, 3}}));
}

TEST(CharacterAlignment, aWordOfSeveralTokensAndATokenOfSeveralWords) {
  EXPECT_EQ(alignByCharacters(Ends{4, 9}, Ends{2, 4, 7, 8, 9}), (Stretches{{0, 1, 0, 2}, {1, 2, 2, 5}}));
  EXPECT_EQ(alignByCharacters(Ends{1, 2, 6}, Ends{6}), (Stretches{{0, 3, 0, 1}}));
}

TEST(CharacterAlignment, cutsThatCrossMakeOneStretch) {
  EXPECT_EQ(alignByCharacters(Ends{3, 6, 9}, Ends{2, 5, 6, 9}), (Stretches{{0, 2, 0, 3}, {2, 3, 3, 4}}));
}

TEST(CharacterAlignment, partsOfACharacterBelongToTheWordThatCompletesIt) {
  // two words that end where nothing has been completed, then one that does; tokens likewise on the other side
  EXPECT_EQ(alignByCharacters(Ends{4, 4, 4, 7}, Ends{4, 7}), (Stretches{{0, 1, 0, 1}, {1, 4, 1, 2}}));
  EXPECT_EQ(alignByCharacters(Ends{4, 7}, Ends{4, 7, 7}), (Stretches{{0, 1, 0, 1}, {1, 2, 1, 3}}));
}

TEST(CharacterAlignment, whatStandsBehindTheLastCommonEndIsInNoStretch) {
  EXPECT_EQ(alignByCharacters(Ends{3, 6}, Ends{3, 5}), (Stretches{{0, 1, 0, 1}}));
  EXPECT_TRUE(alignByCharacters(Ends{}, Ends{3}).empty());
  EXPECT_TRUE(alignByCharacters(Ends{2}, Ends{3}).empty());
}

}  // namespace
}  // namespace headlight
