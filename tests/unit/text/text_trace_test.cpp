// How a text was split, step by step, and which characters each token covers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "text/models/unigram_model.h"
#include "text/models/word_level.h"
#include "text/models/word_piece_model.h"
#include "text/pipeline_tokenizer.h"
#include "text/split_trace.h"
#include "text/stages/byte_alphabet.h"
#include "text/training/bpe_training.h"
#include "text/training/token_cover.h"
#include "text/training/tokenizer_making.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;

/// Bytes, and the merges h+u, hu+g, u+g in this rank order.
std::shared_ptr<const PipelineTokenizer> hugTokenizer() {
  ByteLevelParts parts;
  for (const unsigned char byte : bytesInAlphabetOrder()) parts.tokens.push_back(byteLetters()[byte]);
  for (const char* piece : {"hu", "hug", "ug", "<|end|>"}) parts.tokens.emplace_back(piece);
  parts.merges = {{"h", "u"}, {"hu", "g"}, {"u", "g"}};
  parts.added = {{259, "<|end|>"}};
  return makeByteLevelTokenizer(std::move(parts));
}

std::vector<std::string> spelled(const std::vector<TracePiece>& pieces) {
  std::vector<std::string> texts;
  for (const TracePiece& piece : pieces) texts.push_back(piece.piece);
  return texts;
}

TEST(SplitTrace, TellsEveryMergeInRankOrder) {
  const auto tokenizer = hugTokenizer();
  const SplitTrace trace = traceSplit(*tokenizer, "hug pug<|end|>");
  EXPECT_EQ(trace.algorithm, SplitTrace::Algorithm::Bpe);
  ASSERT_EQ(trace.parts.size(), 2U);
  EXPECT_EQ(trace.parts[1].added, 259);
  EXPECT_EQ(trace.parts[0].normalized, "hug pug");
  ASSERT_EQ(trace.parts[0].preTokens.size(), 2U);
  const TracePreToken& hug = trace.parts[0].preTokens[0];
  EXPECT_EQ(hug.text, "hug");
  EXPECT_EQ(hug.tokenCount, 1U);
  const auto& first = std::get<BpeTrace>(hug.steps);
  ASSERT_EQ(first.merges.size(), 2U);
  EXPECT_EQ(first.merges[0].rank, 0);
  EXPECT_EQ(first.merges[1].rank, 1);
  EXPECT_THAT(spelled(piecesAfter(first, *tokenizer, 0)), ElementsAre("h", "u", "g"));
  EXPECT_THAT(spelled(piecesAfter(first, *tokenizer, 1)), ElementsAre("hu", "g"));
  EXPECT_THAT(spelled(piecesAfter(first, *tokenizer, 2)), ElementsAre("hug"));

  const TracePreToken& pug = trace.parts[0].preTokens[1];
  const auto& second = std::get<BpeTrace>(pug.steps);
  ASSERT_EQ(second.merges.size(), 1U);
  EXPECT_EQ(second.merges[0].place, 2U);
  EXPECT_EQ(second.merges[0].rank, 2);
  EXPECT_THAT(spelled(piecesAfter(second, *tokenizer, 1)), ElementsAre("Ġ", "p", "ug"));
  EXPECT_EQ(pug.firstToken, 1U);
  EXPECT_EQ(pug.tokenCount, 3U);
  EXPECT_EQ(pug.origin, (ByteRange{3, 7}));
}

TEST(SplitTrace, OfALearntVocabularyLeadsToTheTokens) {
  const std::vector<WeightedText> texts{{"the cat sat on the mat, the cat's hat. 猫在垫子上。猫。", 3}};
  const auto tokenizer = makeByteLevelBpe(trainByteLevelBpe(texts, 300));
  const std::string text = "the cat sat; 猫在 the hats 😀";
  const SplitTrace trace = traceSplit(*tokenizer, text);
  const std::vector<Token> tokens = tokenizer->encode(text);
  ASSERT_EQ(trace.tokens.size(), tokens.size());
  for (const TracePreToken& preToken : trace.parts.at(0).preTokens) {
    const auto& merges = std::get<BpeTrace>(preToken.steps);
    const std::vector<TracePiece> pieces = piecesAfter(merges, *tokenizer, merges.merges.size());
    ASSERT_EQ(pieces.size(), preToken.tokenCount);
    for (std::size_t i = 0; i < pieces.size(); ++i) EXPECT_EQ(pieces[i].id, tokens[preToken.firstToken + i].id);
    for (std::size_t i = 1; i < merges.merges.size(); ++i) EXPECT_GE(merges.merges[i].rank, 0);
  }
}

std::shared_ptr<const PipelineTokenizer> pieceTokenizer() {
  TokenizerStages stages;
  stages.vocabulary = std::make_shared<const Vocabulary>(std::vector<std::string>{"<unk>", "a", "b", "ab", "bc", "c"});
  stages.unknownPiece = "<unk>";
  stages.model =
      std::make_shared<const UnigramModel>(stages.vocabulary, std::vector<double>{0, -2, -2.5, -3, -3.25, -2}, 0);
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

TEST(SplitTrace, ShowsTheLatticeAndItsBestPath) {
  const SplitTrace trace = traceSplit(*pieceTokenizer(), "abc?");
  EXPECT_EQ(trace.algorithm, SplitTrace::Algorithm::Unigram);
  const auto& lattice = std::get<UnigramTrace>(trace.parts.at(0).preTokens.at(0).steps);
  std::vector<std::string> edges;
  for (const UnigramTraceEdge& edge : lattice.edges) edges.push_back(edge.piece.piece);
  EXPECT_THAT(edges, ElementsAre("a", "ab", "b", "bc", "c", "<unk>"));
  EXPECT_THAT(lattice.bestPath, ElementsAre(1U, 4U, 5U));  // ab c is -5, a bc is -5.25, a b c is -6.5
  EXPECT_DOUBLE_EQ(lattice.edges[3].pathScore, -5.25);
  EXPECT_DOUBLE_EQ(lattice.edges[4].pathScore, -5);
  EXPECT_DOUBLE_EQ(lattice.edges[5].score, -13.25);  // ten below the lowest score
  EXPECT_DOUBLE_EQ(lattice.bestScore, -18.25);
  EXPECT_TRUE(lattice.edges[5].piece.isUnknown);
}

TEST(SplitTrace, ShowsWhatWordPieceTried) {
  TokenizerStages stages;
  stages.vocabulary = std::make_shared<const Vocabulary>(std::vector<std::string>{"[UNK]", "un", "##able", "##a", "u"});
  stages.unknownPiece = "[UNK]";
  stages.preTokenizers = {BertSplit{}};
  stages.model = std::make_shared<const WordPieceModel>(stages.vocabulary, 0);
  const PipelineTokenizer tokenizer(std::move(stages));
  const SplitTrace trace = traceSplit(tokenizer, "unable unax");
  ASSERT_EQ(trace.parts.at(0).preTokens.size(), 2U);
  const auto& word = std::get<WordPieceTrace>(trace.parts[0].preTokens[0].steps);
  ASSERT_EQ(word.steps.size(), 2U);
  EXPECT_THAT(word.steps[0].triedEnds, ElementsAre(6U, 5U, 4U, 3U, 2U));
  EXPECT_EQ(word.steps[0].match->piece, "un");
  EXPECT_EQ(word.steps[1].match->piece, "##able");
  const auto& failed = std::get<WordPieceTrace>(trace.parts[0].preTokens[1].steps);
  ASSERT_EQ(failed.steps.size(), 3U);
  EXPECT_EQ(failed.steps[2].match, std::nullopt);
  EXPECT_THAT(failed.steps[2].triedEnds, ElementsAre(4U));
  EXPECT_EQ(trace.parts[0].preTokens[1].tokenCount, 1U);
}

TEST(SplitTrace, KnowsWholeWordsAndCutsLongTextsAtACharacter) {
  const WordLevelTokenizer tokenizer({"[UNK]", "the", "[MASK]"});
  const SplitTrace trace = traceSplit(tokenizer, "the cat [MASK] the");
  ASSERT_EQ(trace.parts.size(), 3U);
  EXPECT_TRUE(std::get<WordTrace>(trace.parts[0].preTokens[0].steps).isKnown);
  EXPECT_FALSE(std::get<WordTrace>(trace.parts[0].preTokens[1].steps).isKnown);
  EXPECT_EQ(trace.parts[1].added, 2);
  const SplitTrace head = traceSplit(tokenizer, "猫猫猫", 7);
  EXPECT_TRUE(head.isCut);
  EXPECT_EQ(head.text, "猫猫");
}

TEST(TokenCover, ShowsBytesOfACharacterUnderIt) {
  const auto tokenizer = hugTokenizer();
  const std::string text = "h猫";
  const TextCover cover = coverOf(text, tokenizer->encode(text));
  ASSERT_EQ(cover.characters.size(), 2U);
  EXPECT_EQ(cover.characters[1].text, "猫");
  ASSERT_EQ(cover.tokens.size(), 4U);
  EXPECT_FALSE(cover.tokens[0].splitsCodePoint);
  for (std::size_t i = 1; i < 4; ++i) {
    EXPECT_EQ(cover.tokens[i].firstCharacter, 1U);
    EXPECT_EQ(cover.tokens[i].endCharacter, 2U);
    EXPECT_EQ(cover.tokens[i].firstCodePoint, 1U);
    EXPECT_TRUE(cover.tokens[i].splitsCodePoint);
    EXPECT_EQ(cover.tokens[i].beginsInside, i > 1);
    EXPECT_EQ(cover.tokens[i].endsInside, i < 3);
  }
  EXPECT_EQ(tokensOfCharacters(cover)[1], (ByteRange{1, 4}));
}

TEST(TokenCover, AFamilyOfEmojiIsOneCharacter) {
  const auto tokenizer = hugTokenizer();
  const std::string text = "👨‍👩‍👧e\xCC\x81";
  const TextCover cover = coverOf(text, tokenizer->encode(text));
  ASSERT_EQ(cover.characters.size(), 2U);
  EXPECT_EQ(cover.characters[0].codePoints, 5U);
  EXPECT_EQ(cover.characters[1].bytes.size(), 3U);
  EXPECT_EQ(cover.tokens.size(), text.size());
  EXPECT_EQ(cover.tokens[18].firstCharacter, 1U);
  EXPECT_TRUE(cover.tokens[18].endsInside);
  EXPECT_FALSE(cover.tokens[18].splitsCodePoint);  // e is a code point of its own
}

TEST(TokenCover, OfGeneratedTokensIsThatOfTheirBytes) {
  const auto tokenizer = hugTokenizer();
  std::vector<TokenId> ids;
  for (const Token& token : tokenizer->encode("猫")) ids.push_back(token.id);
  ids.pop_back();  // a character that is not finished yet
  const TextCover cover = coverOf(*tokenizer, ids);
  EXPECT_EQ(cover.text, "\xE7\x8C");
  ASSERT_EQ(cover.characters.size(), 1U);
  EXPECT_EQ(cover.characters[0].text, "\uFFFD");
  EXPECT_EQ(cover.tokens.size(), 2U);
}

TEST(TokenizerMaking, ReadsLinesOfMerges) {
  EXPECT_EQ(readMergeLine("a b"), (std::pair<std::string, std::string>("a", "b")));
  for (const char* line : {"", "a", " a", "a ", "a b c", "a  b"}) EXPECT_EQ(readMergeLine(line), std::nullopt) << line;
}

}  // namespace
}  // namespace headlight
