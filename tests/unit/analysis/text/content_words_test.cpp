// Which tokens are content words: by the word that they are part of.

#include "analysis/text/content_words.h"

#include <gtest/gtest.h>

#include <string>

namespace headlight {
namespace {

/// Tokens that follow each other in a text without gaps, as byte-level BPE cuts it.
std::vector<Token> pieces(const std::vector<std::string>& texts) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  for (const std::string& text : texts) {
    Token token;
    token.text = text;
    token.begin = at;
    token.end = at += text.size();
    tokens.push_back(token);
  }
  return tokens;
}

using Flags = std::vector<bool>;

TEST(ContentWords, areNotTheGrammarsOwnWordsWhateverTheirCase) {
  EXPECT_EQ(contentWords(pieces({"The", " cat", " is", " ON", " the", " mat", "."})),
            (Flags{false, true, false, false, false, true, false}));
  EXPECT_EQ(contentWords(pieces({"猫", "在", "垫子", "上", "。"})), (Flags{true, false, true, false, false}));
}

TEST(ContentWords, aSplitWordIsJudgedWhole) {
  EXPECT_EQ(contentWords(pieces({" a", "corn"})), (Flags{true, true})) << "\"a\" is part of \"acorn\"";
  EXPECT_EQ(contentWords(pieces({" th", "e", " acorn"})), (Flags{false, false, true}));
  EXPECT_EQ(contentWords(pieces({" a", " corn"})), (Flags{false, true}));
  EXPECT_EQ(contentWords(pieces({"我", "猫"})), (Flags{false, true})) << "Han characters are not joined";
}

TEST(ContentWords, generatedTokensHaveNoPlaceAndAreJudgedAlone) {
  std::vector<Token> tokens = pieces({"on", "the"});
  for (Token& token : tokens) token.begin = token.end = 0;
  EXPECT_EQ(contentWords(tokens), (Flags{false, false}));
}

TEST(ContentWords, specialTokensAreNoWordsAndAnUnknownOneIsTheWordThatWasTyped) {
  std::vector<Token> tokens = pieces({"[CLS]", "<|endoftext|>", "</s>", "", "[UNK]"});
  tokens.back().source = "wombat";
  EXPECT_EQ(contentWords(tokens), (Flags{false, false, false, false, true}));
  tokens.back().source = "the";
  EXPECT_FALSE(contentWords(tokens).back());
}

}  // namespace
}  // namespace headlight
