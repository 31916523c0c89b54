#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/models/word_level.h"
#include "text/stages/joining.h"

namespace headlight {
namespace {

/// Splits a text into its words and sets them again.
std::string again(std::string_view text) {
  std::vector<std::string_view> pieces;
  for (const WordSpan& word : splitWords(text, WordSplit::SpacesAndPunctuation)) {
    pieces.push_back(text.substr(word.begin, word.end - word.begin));
  }
  return joinPieces(pieces);
}

class TypesetText : public ::testing::TestWithParam<const char*> {};

TEST_P(TypesetText, ComesBackAsItWas) {
  EXPECT_EQ(again(GetParam()), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Joining, TypesetText,
                         ::testing::Values("The cat is on the mat.", "Lily's cat didn't eat; I'm sure, they'll see!",
                                           "\"Hello,\" said Tom. \"Who are you?\"", "He said, \"Stop!\"",
                                           "The (small) dog: yes.", "It costs $5, 3.14 or 1,000 at 10:30.",
                                           "a well-known and/or snake_case", "at five o'clock", "the dogs' bowls",
                                           "She said 'hello' to him.", "“Hi,” said Tom’s dad.", "Wait... what?",
                                           "我爱你，你好。", "100% sure", "a [b] {c}"));

TEST(Joining, StartsQuotesAfreshAfterAnEndOfText) {
  const std::vector<std::string_view> pieces = {"\"", "Hi", "<|endoftext|>", "\"", "Oh", "\""};
  EXPECT_EQ(joinPieces(pieces), "\"Hi <|endoftext|> \"Oh\"");
}

TEST(Joining, JudgesPairsAlone) {
  EXPECT_TRUE(needsSpaceBetween("the", "cat"));
  EXPECT_FALSE(needsSpaceBetween("cat", "."));
  EXPECT_FALSE(needsSpaceBetween("(", "cat"));
  EXPECT_FALSE(needsSpaceBetween("Lily", "'"));
  EXPECT_FALSE(needsSpaceBetween("'", "s"));
  EXPECT_TRUE(needsSpaceBetween("[UNK]", "[UNK]"));
  EXPECT_FALSE(needsSpaceBetween("你", "好"));
  EXPECT_FALSE(needsSpaceBetween("", "cat"));
}

}  // namespace
}  // namespace headlight
