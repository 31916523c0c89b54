#include "analysis/text/token_label.h"

#include <gtest/gtest.h>

#include <vector>

#include "analysis/statistics/entropy.h"

namespace headlight {
namespace {

Token tokenWith(const std::string& text, const std::string& piece, const std::string& source = "") {
  Token token;
  token.text = text;
  token.piece = piece;
  token.source = source;
  return token;
}

TEST(TokenLabel, aTokenIsLabelledByItsText) {
  EXPECT_EQ(tokenLabel(tokenWith(" cat", "\u0120cat")), " cat");
}

TEST(TokenLabel, anUnknownWordIsShownAsItWasTyped) {
  const Token token = tokenWith("[UNK]", "[UNK]", "Zyzzyva");
  EXPECT_EQ(tokenLabel(token), "Zyzzyva");
  EXPECT_EQ(hexBytes(tokenBytes(token)), "5a 79 7a 7a 79 76 61");
}

TEST(TokenLabel, partOfACharacterIsShownAsItsBytes) {
  // Byte-level BPE spells e7 8c as U+00E7 U+0143 ... here: 0xe7 prints itself, 0x8c is the 46th that does not print.
  const Token token = tokenWith("", "\u00e7\u012e");
  EXPECT_EQ(hexBytes(tokenBytes(token)), "e7 8c");
  EXPECT_EQ(tokenLabel(token), "\u2039e7 8c\u203a");
}

TEST(TokenLabel, everyByteHasItsLetterAndComesBack) {
  // bytes_to_unicode of Radford and others: the printable stand for themselves, the rest follow from U+0100.
  EXPECT_EQ(hexBytes(tokenBytes(tokenWith("", "\u0100"))), "00");
  EXPECT_EQ(hexBytes(tokenBytes(tokenWith("", "\u0120"))), "20");
  EXPECT_EQ(hexBytes(tokenBytes(tokenWith("", "\u0121"))), "7f");
  EXPECT_EQ(hexBytes(tokenBytes(tokenWith("", "\u0143"))), "ad");
  EXPECT_EQ(hexBytes(tokenBytes(tokenWith("", "\u00ff"))), "ff");
}

TEST(TokenLabel, aByteOfSentencePieceIsRead) {
  EXPECT_EQ(hexBytes(tokenBytes(tokenWith("", "<0xE7>"))), "e7");
}

TEST(TokenLabel, aPieceThatSpellsNoBytesStaysAsItIs) {
  EXPECT_EQ(tokenBytes(tokenWith("", "\u732b")), "");
  EXPECT_EQ(tokenLabel(tokenWith("", "\u732b")), "\u732b");
}

TEST(TokenLabel, partsOfACharacterStandUnderIt) {
  // GPT-2 cuts these so: ␣ and the head of the emoji in one token; the middle character in three.
  const std::vector<Token> tokens = {tokenWith("a", "a"),     tokenWith("", "\u0120\u00f0\u0141\u013a"),
                                     tokenWith("", "\u0122"), tokenWith("b", "b"),
                                     tokenWith("", "\u00e7"), tokenWith("", "\u012e"),
                                     tokenWith("", "\u00ab")};
  const std::vector<std::string> labels = tokenLabels(tokens);
  EXPECT_EQ(labels[0], "a");
  EXPECT_EQ(labels[1], " \U0001f600\u203920 f0 9f 98\u203a");
  EXPECT_EQ(labels[2], "\U0001f600\u203980\u203a");
  EXPECT_EQ(labels[3], "b");
  EXPECT_EQ(labels[4], "\u732b\u2039e7\u203a");
  EXPECT_EQ(labels[6], "\u732b\u2039ab\u203a");
}

TEST(TokenLabel, aCharacterThatNeverEndsIsShownAsBytes) {
  const std::vector<Token> tokens = {tokenWith("", "\u00e7"), tokenWith("x", "x"), tokenWith("", "\u00e7"),
                                     tokenWith("", "\u012e")};
  EXPECT_EQ(tokenLabels(tokens)[0], "\u2039e7\u203a");
  EXPECT_EQ(tokenLabels(tokens)[3], "\u20398c\u203a");
  for (const std::string& label : tokenLabels(tokens)) EXPECT_EQ(label.find("\ufffd"), std::string::npos);
}

TEST(TokenLabel, aTokenOfTwoHalvesStandsUnderBothCharacters) {
  const std::vector<Token> tokens = {tokenWith("", "\u00e7\u012e"), tokenWith("", "\u00ab\u00e7\u012e"),
                                     tokenWith("", "\u00ab")};
  EXPECT_EQ(tokenLabels(tokens)[1], "\u732b\u732b\u2039ab e7 8c\u203a");
  EXPECT_TRUE(tokenLabels({}).empty());
}

TEST(TokenLabel, aCandidateThatCompletesACharacterStandsUnderIt) {
  const std::vector<Token> before = {tokenWith("a", "a"), tokenWith("", "\u00e7"), tokenWith("", "\u012e")};
  EXPECT_EQ(nextTokenLabel(before, tokenWith("", "\u00ab")), "\u732b\u2039ab\u203a");
  EXPECT_EQ(nextTokenLabel(before, tokenWith("", "\u00e7")), "\u2039e7\u203a");
  EXPECT_EQ(nextTokenLabel(before, tokenWith(" b", "\u0120b")), " b");
  EXPECT_EQ(nextTokenLabel({}, tokenWith("", "\u00ab")), "\u2039ab\u203a");
}

TEST(TokenLabel, anEntryIsShownUnderACharacterOnlyIfItIsTheSameEverywhere) {
  std::vector<Token> tokens = {tokenWith("", "\u00e7\u012e"), tokenWith("", "\u00ab"), tokenWith("", "\u00e7\u012e"),
                               tokenWith("", "\u00ac"), tokenWith("b", "b")};
  for (const auto& [place, id] : {std::pair(0, 1), {1, 2}, {2, 1}, {3, 3}, {4, 4}}) {
    tokens[static_cast<std::size_t>(place)].id = id;
  }
  const auto labels = partLabels(tokens);
  ASSERT_EQ(labels.size(), 3U);
  EXPECT_EQ(labels.at(1), "\u2039e7 8c\u203a");
  EXPECT_EQ(labels.at(2), "\u732b\u2039ab\u203a");
  EXPECT_EQ(labels.at(3), "\u732c\u2039ac\u203a");
}

TEST(Entropy, isInBits) {
  EXPECT_DOUBLE_EQ(entropyBits(std::vector<double>{0.5, 0.25, 0.25, 0.0}), 1.5);
  EXPECT_DOUBLE_EQ(entropyBits(std::vector<double>{1.0}), 0.0);
}

}  // namespace
}  // namespace headlight
