#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "text/models/word_piece_model.h"
#include "text/pipeline_tokenizer.h"
#include "text/unicode/utf8.h"
#include "unit/text/text_probe.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;

/// BERT's own example vocabulary and stages.
PipelineTokenizer bert(BertNormalizer normalizer = {}) {
  TokenizerStages stages;
  stages.vocabulary = std::make_shared<const Vocabulary>(std::vector<std::string>{
      "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[PAD]", "want", "##want", "##ed",   "wa",        "un",         "runn",
      "##ing", ",",     "low",   "lowest", "hello", "!",    "\u535A", "\u63A8", "##n\u0303", "H\u00E9llo", "."});
  for (TokenId id = 0; id < 5; ++id) stages.added.push_back({id, stages.vocabulary->piece(id)});
  stages.normalizers = {normalizer};
  stages.preTokenizers = {BertSplit{}};
  stages.model = std::make_shared<const WordPieceModel>(stages.vocabulary, 0, "##", 20);
  stages.frame = {{1}, {2}};
  stages.decoders = {WordPieceDecoder{}};
  stages.unknownPiece = "[UNK]";
  return PipelineTokenizer(std::move(stages));
}

// The examples of the tests that come with BERT (Devlin and others 2019).
TEST(WordPiece, TakesTheLongestPieceFromTheLeft) {
  EXPECT_THAT(piecesOf(bert(), "unwanted running"),
              ElementsAre("[CLS]", "un", "##want", "##ed", "runn", "##ing", "[SEP]"));
  EXPECT_THAT(piecesOf(bert(), "unwantedX running"), ElementsAre("[CLS]", "[UNK]", "runn", "##ing", "[SEP]"));
  EXPECT_THAT(piecesOf(bert(), "UNwant\u00E9d,running"),
              ElementsAre("[CLS]", "un", "##want", "##ed", ",", "runn", "##ing", "[SEP]"));
  EXPECT_THAT(piecesOf(bert(), "lowest low lowed"), ElementsAre("[CLS]", "lowest", "low", "low", "##ed", "[SEP]"));
}

TEST(WordPiece, LowersCasesStripsAccentsAndSetsChineseApart) {
  EXPECT_THAT(piecesOf(bert(), " \tHeLLo!\n "), ElementsAre("[CLS]", "hello", "!", "[SEP]"));
  EXPECT_THAT(piecesOf(bert(), "h\u00E9llo\u535A\u63A8hello"),
              ElementsAre("[CLS]", "hello", "\u535A", "\u63A8", "hello", "[SEP]"));
  BertNormalizer cased;
  cased.lowercase = false;
  EXPECT_THAT(piecesOf(bert(cased), "H\u00E9llo"), ElementsAre("[CLS]", "H\u00E9llo", "[SEP]"));
  cased.stripAccents = true;
  EXPECT_THAT(piecesOf(bert(cased), "H\u00E9llo"), ElementsAre("[CLS]", "[UNK]", "[SEP]"));
}

TEST(WordPiece, GivesTheBytesOfTheTypedText) {
  const std::string text = "H\u00C9LLO\u535A want\u00E9d\u0301";
  const std::vector<Token> tokens = bert().encode(text);
  ASSERT_EQ(tokens.size(), 6U);
  EXPECT_EQ(text.substr(tokens[1].begin, tokens[1].end - tokens[1].begin), "H\u00C9LLO");
  EXPECT_EQ(text.substr(tokens[2].begin, tokens[2].end - tokens[2].begin), "\u535A");
  EXPECT_EQ(text.substr(tokens[3].begin, tokens[3].end - tokens[3].begin), "want");
  EXPECT_EQ(tokens[4].begin, tokens[3].end);
  EXPECT_EQ(tokens[4].text, "ed");
}

TEST(WordPiece, TakesATypedMaskForTheToken) {
  const std::vector<Token> tokens = bert().encode("want [MASK].");
  ASSERT_EQ(tokens.size(), 5U);
  EXPECT_EQ(tokens[2].id, bert().special().mask);
  EXPECT_EQ(tokens[2].begin, 5U);
  EXPECT_EQ(tokens[2].end, 11U);
}

TEST(WordPiece, CallsTooLongAWordUnknownAndShowsIt) {
  const std::vector<Token> tokens = bert().encode("aaaaaaaaaaaaaaaaaaaaa low");
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[1].source, "aaaaaaaaaaaaaaaaaaaaa");
}

TEST(WordPiece, DecodesPiecesToWords) {
  std::vector<TokenId> ids;
  for (const Token& token : bert().encode("Unwanted, running low!"))
    if (token.end > token.begin) ids.push_back(token.id);
  EXPECT_EQ(bert().decode(ids), "unwanted, running low!");
}

TEST(WordPiece, StandsAnyBytesAndControls) {
  std::string bytes;
  for (int i = 0; i < 2000; ++i) bytes += static_cast<char>((i * 7919 + i / 7) % 256);
  for (const Token& token : bert().encode(bytes)) {
    EXPECT_TRUE(isValidUtf8(token.source));
    EXPECT_LE(token.end, bytes.size());
  }
  EXPECT_FALSE(bert().encode(std::string(1'000'000, 'a')).empty());
  std::string accents = "e";
  for (int i = 0; i < 20'000; ++i) accents += i % 2 == 0 ? "\u0301" : "\u0323";  // must not take quadratic time
  EXPECT_FALSE(bert().encode(accents).empty());
}

TEST(Normalizers, KeepTheOriginOfWhatTheyChange) {
  AlignedText text("\uFF21 e\u0301\uFB01x", 10);
  normalize(text, {UnicodeForm{UnicodeForm::Form::Nfkc}});
  EXPECT_EQ(text.view(), "A \u00E9fix");
  EXPECT_EQ(text.origin({0, 1}), (ByteRange{10, 13}));
  EXPECT_EQ(text.origin({2, 4}), (ByteRange{14, 17}));
  EXPECT_EQ(text.origin({5, 6}), (ByteRange{17, 20}));  // the i of the ligature
  EXPECT_EQ(text.origin({6, 7}), (ByteRange{20, 21}));
}

TEST(Normalizers, StripReplaceAndPrepend) {
  AlignedText text(" \t a  b  ", 0);
  normalize(text, {StripSpaces{}, ReplaceSpaceRuns{"_"}, ReplaceText{"b", "bee"}, PrependText{"^"}});
  EXPECT_EQ(text.view(), "^a_bee");
  EXPECT_EQ(text.origin({0, 1}), (ByteRange{3, 3}));
  EXPECT_EQ(text.origin({3, 6}), (ByteRange{6, 7}));
  AlignedText dotted("\u0130I");
  normalize(dotted, {Lowercase{}});
  EXPECT_EQ(dotted.view(), "i\u0307i");
}

TEST(PreTokenizers, TreatDelimitersAsTheirNamesSay) {
  const auto cut = [](std::vector<PreTokenizer> steps, std::string_view text) {
    const PreTokens preTokens = preTokenize(AlignedText(text), steps);
    std::vector<std::string> pieces;
    for (const ByteRange range : preTokens.ranges)
      pieces.emplace_back(preTokens.text.view().substr(range.begin, range.size()));
    return pieces;
  };
  EXPECT_THAT(cut({PunctuationSplit{Delimiter::Removed}}, "a.,b."), ElementsAre("a", "b"));
  EXPECT_THAT(cut({PunctuationSplit{Delimiter::Isolated}}, "a.,b."), ElementsAre("a", ".", ",", "b", "."));
  EXPECT_THAT(cut({PunctuationSplit{Delimiter::MergedWithPrevious}}, "a.,b."), ElementsAre("a.", ",", "b."));
  EXPECT_THAT(cut({PunctuationSplit{Delimiter::MergedWithNext}}, "a.,b."), ElementsAre("a", ".", ",b", "."));
  EXPECT_THAT(cut({PunctuationSplit{Delimiter::Contiguous}}, "a.,b."), ElementsAre("a", ".,", "b", "."));
  EXPECT_THAT(cut({DigitsSplit{true}}, "a12b"), ElementsAre("a", "1", "2", "b"));
  EXPECT_THAT(cut({DigitsSplit{}}, "a12b"), ElementsAre("a", "12", "b"));
  EXPECT_THAT(cut({MetaspaceSplit{}}, "a  b"), ElementsAre("▁a", "▁", "▁b"));
  EXPECT_THAT(cut({MetaspaceSplit{"▁", MetaspaceSplit::Prepend::Never, false}}, "a b"), ElementsAre("a▁b"));
  EXPECT_THAT(cut({WhitespaceSplit{}, MetaspaceSplit{"▁", MetaspaceSplit::Prepend::First}}, "a b"),
              ElementsAre("▁a", "b"));
  EXPECT_THAT(cut({WordRunSplit{}}, "it's a_b"), ElementsAre("it", "'", "s", "a_b"));
  EXPECT_THAT(cut({ByteLevelSplit{true}}, "a b"), ElementsAre(" a", " b"));
}

}  // namespace
}  // namespace headlight
