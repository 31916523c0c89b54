#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <iterator>

#include "text/models/word_level.h"
#include "text/training/word_level_training.h"
#include "unit/text/text_probe.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> specialsAnd(const std::vector<std::string>& words) {
  std::vector<std::string> vocabulary(std::begin(kSpecialPieces), std::end(kSpecialPieces));
  vocabulary.insert(vocabulary.end(), words.begin(), words.end());
  return vocabulary;
}

std::vector<std::string> wordsOf(std::string_view text, WordSplit split = WordSplit::SpacesAndPunctuation) {
  std::vector<std::string> words;
  for (const WordSpan& word : splitWords(text, split))
    words.emplace_back(text.substr(word.begin, word.end - word.begin));
  return words;
}

// What Hugging Face's Sequence[WhitespaceSplit, Punctuation(isolated)] gives for each.
TEST(SplitWords, SplitsAtWhiteSpaceAndIsolatesPunctuation) {
  EXPECT_THAT(wordsOf("The cat."), ElementsAre("The", "cat", "."));
  EXPECT_THAT(wordsOf("  don't -- stop...  "), ElementsAre("don", "'", "t", "-", "-", "stop", ".", ".", "."));
  EXPECT_THAT(wordsOf("a\tb\nc\u00A0d\u3000e"), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(wordsOf(""), ElementsAre());
  EXPECT_THAT(wordsOf(" \n "), ElementsAre());
}

TEST(SplitWords, CountsAsciiSymbolsAsPunctuationButNotOthers) {
  EXPECT_THAT(wordsOf("a+b=$5"), ElementsAre("a", "+", "b", "=", "$", "5"));
  EXPECT_THAT(wordsOf("5€ x×y"), ElementsAre("5€", "x×y"));
  EXPECT_THAT(wordsOf("“Hi”—你好。"), ElementsAre("“", "Hi", "”", "—", "你好", "。"));
}

TEST(SplitWords, TakesControlCharactersForWhiteSpace) {
  EXPECT_THAT(wordsOf(std::string_view("a\0b\x1F"
                                       "c\x7F"
                                       "d",
                                       7)),
              ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(wordsOf("a\u0085b\u009Fc"), ElementsAre("a", "b", "c"));
}

TEST(SplitWords, KeepsPunctuationWhenOnlySpacesSplit) {
  EXPECT_THAT(wordsOf("don't stop.", WordSplit::Spaces), ElementsAre("don't", "stop."));
}

TEST(SplitWords, FormsRunsOfWordAndOtherCharacters) {
  EXPECT_THAT(wordsOf("don't stop... a_b", WordSplit::WordRuns), ElementsAre("don", "'", "t", "stop", "...", "a_b"));
}

TEST(WordLevelTokenizer, KeepsTheCaseAndGivesByteOffsets) {
  const WordLevelTokenizer tokenizer(specialsAnd({"The", "the", "cat", "."}));
  const std::vector<Token> tokens = tokenizer.encode("The  cat the.");
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[0].id, 6);
  EXPECT_EQ(tokens[1].begin, 5U);
  EXPECT_EQ(tokens[1].end, 8U);
  EXPECT_EQ(tokens[2].id, 7);
  EXPECT_EQ(tokens[3].begin, 12U);
  EXPECT_TRUE(tokens[0].source.empty());
}

TEST(WordLevelTokenizer, ShowsTheTypedWordOfAnUnknownOne) {
  const WordLevelTokenizer tokenizer(specialsAnd({"cat"}));
  const std::vector<Token> tokens = tokenizer.encode("zebra cat");
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].id, *tokenizer.special().unknown);
  EXPECT_EQ(tokens[0].text, "[UNK]");
  EXPECT_EQ(tokens[0].source, "zebra");
  EXPECT_TRUE(tokens[1].source.empty());
}

TEST(WordLevelTokenizer, MatchesSpecialTokensLiterallyBeforeSplitting) {
  const WordLevelTokenizer tokenizer(specialsAnd({"cat", "[", "]"}));
  EXPECT_THAT(piecesOf(tokenizer, "cat[MASK]cat <|endoftext|>[CLS"),
              ElementsAre("cat", "[MASK]", "cat", "<|endoftext|>", "[", "[UNK]"));
  const std::vector<Token> tokens = tokenizer.encode("[UNK]");
  ASSERT_EQ(tokens.size(), 1U);
  EXPECT_TRUE(tokens[0].source.empty());  // typed as such, no unknown word
}

TEST(WordLevelTokenizer, PrefersTheLongestAddedToken) {
  const WordLevelTokenizer tokenizer(specialsAnd({"<a", "<a>"}),
                                     {WordSplit::Spaces, "[UNK]", std::vector<std::string>{"<a", "<a>"}});
  EXPECT_THAT(piecesOf(tokenizer, "<a><a"), ElementsAre("<a>", "<a"));
}

TEST(WordLevelTokenizer, FindsSpecialTokensByPieceInAnyVocabulary) {
  const WordLevelTokenizer tokenizer({"cat", "<unk>", "[MASK]"}, {WordSplit::Spaces, "<unk>", std::nullopt});
  EXPECT_EQ(tokenizer.special().unknown, 1);
  EXPECT_EQ(tokenizer.special().mask, 2);
  EXPECT_FALSE(tokenizer.special().endOfText.has_value());
  EXPECT_FALSE(tokenizer.isCandidate(1));
  EXPECT_TRUE(tokenizer.isCandidate(0));
}

TEST(WordLevelTokenizer, ReadsInvalidUtf8AsReplacementCharacters) {
  const WordLevelTokenizer tokenizer(specialsAnd({"cat", "caf\uFFFD"}));
  const std::vector<Token> tokens = tokenizer.encode("cat \xFF\xFE caf\xE9");
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[1].source, "\uFFFD\uFFFD");
  EXPECT_EQ(tokens[2].piece, "caf\uFFFD");
  EXPECT_EQ(tokens[2].end, 11U);  // offsets count the bytes that were given
}

TEST(WordLevelTokenizer, EncodesItsOwnDecodedTextBackToTheSameTokens) {
  const WordLevelTokenizer tokenizer(specialsAnd(
      {"Lily", "'", "s", "cat", "said", ",", "\"", "Hello", "!", "(", ")", "3", ".", "14", "-", "don", "t"}));
  const std::string text = "Lily's cat said, \"Hello!\" (don't) 3.14 - cat <|endoftext|> \"Hello";
  std::vector<TokenId> ids;
  for (const Token& token : tokenizer.encode(text)) ids.push_back(token.id);
  std::vector<TokenId> again;
  for (const Token& token : tokenizer.encode(tokenizer.decode(ids))) again.push_back(token.id);
  EXPECT_EQ(ids, again);
}

TEST(WordLevelTokenizer, FramesATextAndTakesATypedMaskForTheToken) {
  const WordLevelTokenizer plain(specialsAnd({"The", "the", "cat", "is", "on", "."}));
  const auto tokenizer = framed(plain);
  for (const std::string_view text : {"The cat is on the [MASK] .", "The cat is on the [MASK]."}) {
    EXPECT_THAT(piecesOf(*tokenizer, text),
                ElementsAre("[CLS]", "The", "cat", "is", "on", "the", "[MASK]", ".", "[SEP]"));
    const std::vector<Token> tokens = tokenizer->encode(text);
    EXPECT_EQ(tokens.front().begin, tokens.front().end);
    EXPECT_EQ(tokens.back().begin, text.size());
    EXPECT_EQ(tokens.back().end, text.size());
    EXPECT_EQ(tokens[6].id, tokenizer->special().mask);
  }
  EXPECT_EQ(tokenizer->vocabulary(), plain.vocabulary());
  EXPECT_EQ(codeOf([] { (void)framed(WordLevelTokenizer({"[UNK]", "[CLS]"})); }), "text.added_piece_missing");
}

TEST(WordLevelTokenizer, RefusesVocabulariesThatCannotBe) {
  EXPECT_EQ(codeOf([] { WordLevelTokenizer(std::vector<std::string>{}); }), "text.vocabulary_empty");
  EXPECT_EQ(codeOf([] { WordLevelTokenizer({"[UNK]", "a", "a"}); }), "text.vocabulary_duplicate");
  EXPECT_EQ(codeOf([] { WordLevelTokenizer({"[UNK]", "\xC3"}); }), "text.vocabulary_invalid_utf8");
  EXPECT_EQ(codeOf([] { WordLevelTokenizer({"a"}); }), "text.unknown_piece_missing");
  EXPECT_EQ(codeOf([] {
              WordLevelTokenizer({"[UNK]"}, {WordSplit::Spaces, "[UNK]", std::vector<std::string>{"x"}});
            }),
            "text.added_piece_missing");
}

TEST(UnknownShare, CountsWordsButNotSpecialTokens) {
  const WordLevelTokenizer tokenizer(specialsAnd({"cat"}));
  const UnknownShare share =
      unknownShare(tokenizer.encode("<|endoftext|>cat dog cat [MASK] bird"), tokenizer.special());
  EXPECT_EQ(share.words, 4U);
  EXPECT_EQ(share.unknown, 2U);
  EXPECT_DOUBLE_EQ(share.share(), 0.5);
}

TEST(BuildVocabulary, TakesTheMostFrequentWordsAndBreaksTiesByBytes) {
  WordCounter counter;
  counter.add("b a c c <|endoftext|> c b a zebra");
  EXPECT_EQ(counter.count("c"), 3);
  EXPECT_EQ(counter.count("<|endoftext|>"), 0);
  EXPECT_EQ(counter.total(), 8);
  EXPECT_EQ(buildVocabulary(counter, 9), specialsAnd({"c", "a", "b"}));
  EXPECT_EQ(buildVocabulary(counter, 100), specialsAnd({"c", "a", "b", "zebra"}));
}

TEST(BuildVocabulary, HoldsEveryRequiredWordAtItsFrequency) {
  WordCounter counter;
  counter.add("b a c c c b a zebra");
  EXPECT_EQ(buildVocabulary(counter, 9, {"zebra", "yak", "[PAD]"}), specialsAnd({"c", "zebra", "yak"}));
  EXPECT_EQ(codeOf([&] { (void)buildVocabulary(counter, 7, {"zebra", "yak"}); }), "text.vocabulary_too_small");
}

TEST(BuildVocabulary, WeighsTextsAndNeverTakesDamagedWords) {
  WordCounter counter;
  counter.add("a a \xFF\xFF");
  counter.add("b", 3);
  EXPECT_EQ(buildVocabulary(counter, 20), specialsAnd({"b", "a"}));
}

}  // namespace
}  // namespace headlight
