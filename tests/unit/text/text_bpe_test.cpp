#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tensor/error.h"
#include "text/models/bpe_model.h"
#include "text/pipeline_tokenizer.h"
#include "text/stages/byte_alphabet.h"
#include "text/stages/gpt2_split.h"
#include "text/training/bpe_training.h"
#include "text/unicode/utf8.h"
#include "unit/text/text_probe.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> splitOf(std::string_view text) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = gpt2PieceEnd(text, at);
    pieces.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return pieces;
}

TEST(ByteAlphabet, SpellsEveryByteAndReadsItBack) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  EXPECT_EQ(bytesOfSpelling(spellBytes(bytes)), bytes);
  EXPECT_EQ(spellBytes(" a\n"), "ĠaĊ");
  EXPECT_EQ(bytesOfSpelling("a b"), std::nullopt);
  EXPECT_EQ(bytesInAlphabetOrder()[0], '!');
}

TEST(Gpt2Split, FollowsThePattern) {
  EXPECT_THAT(splitOf("I'll don't we've"), ElementsAre("I", "'ll", " don", "'t", " we", "'ve"));
  EXPECT_THAT(splitOf("I'LL 's 'sx"), ElementsAre("I", "'", "LL", " '", "s", " '", "sx"));
  EXPECT_THAT(splitOf("a1 2b..."), ElementsAre("a", "1", " 2", "b", "..."));
  EXPECT_THAT(splitOf("a   b"), ElementsAre("a", "  ", " b"));
  EXPECT_THAT(splitOf("a \n b  "), ElementsAre("a", " \n", " b", "  "));
  EXPECT_THAT(splitOf("a\nb\n\nc"), ElementsAre("a", "\n", "b", "\n", "\n", "c"));
  EXPECT_THAT(splitOf("a\u3000b"), ElementsAre("a", "\u3000", "b"));
  EXPECT_THAT(splitOf("a.'s"), ElementsAre("a", ".'", "s"));
  EXPECT_THAT(splitOf("\u4F60\u597D\uFF0C \u00BD\u0661"), ElementsAre("\u4F60\u597D", "\uFF0C", " \u00BD\u0661"));
  EXPECT_THAT(splitOf("e\u0301"), ElementsAre("e", "\u0301"));  // a mark is neither letter nor number
  EXPECT_THAT(splitOf("a\xFF\xE4 b"), ElementsAre("a", "\xFF\xE4", " b"));
}

/// "hug" and "pug" many times, so that the merges are known.
TrainedBpe trainedOnHugs(std::int32_t size = 256 + 5 + 1) {
  const std::vector<WeightedText> texts{{"hug hug hug hug pug pug bun<|endoftext|>hug", 1}, {"bun", 2}};
  const std::vector<std::string> specials{"<|endoftext|>"};
  return trainByteLevelBpe(texts, size, specials);
}

TEST(BpeTraining, MergesTheMostFrequentPairFirst) {
  const TrainedBpe trained = trainedOnHugs();
  ASSERT_EQ(trained.merges.size(), 5U);
  // 7 times u g, 5 times h ug, then of those that stand 3 times the smaller ids: b is 65, a space 220, bu 258
  EXPECT_EQ(trained.merges[0].left + "+" + trained.merges[0].right, "u+g");
  EXPECT_EQ(trained.merges[0].count, 7);
  EXPECT_EQ(trained.merges[1].left + "+" + trained.merges[1].right, "h+ug");
  EXPECT_EQ(trained.merges[1].count, 5);
  EXPECT_EQ(trained.merges[2].left + "+" + trained.merges[2].right, "b+u");
  EXPECT_EQ(trained.merges[3].left + "+" + trained.merges[3].right, "Ġ+hug");
  EXPECT_EQ(trained.merges[4].left + "+" + trained.merges[4].right, "bu+n");
  EXPECT_EQ(trained.vocabulary.size(), 262U);
  EXPECT_EQ(trained.vocabulary[257], "hug");
  EXPECT_EQ(trained.vocabulary.back(), "<|endoftext|>");
}

TEST(BpeTraining, StopsWhenNoPairStandsTwice) {
  const TrainedBpe trained = trainedOnHugs(5000);
  EXPECT_LT(trained.merges.size(), 20U);
  EXPECT_EQ(trained.vocabulary.size(), 256 + trained.merges.size() + 1);
}

TEST(BpeTraining, IsTheSameEveryTimeAndWhateverTheOrderOfTexts) {
  const std::vector<WeightedText> texts{{"the cat sat on the mat", 1}, {"the dog sat on the log", 1}};
  const std::vector<WeightedText> turned{texts[1], texts[0]};
  const TrainedBpe first = trainByteLevelBpe(texts, 300);
  EXPECT_EQ(first.vocabulary, trainByteLevelBpe(texts, 300).vocabulary);
  EXPECT_EQ(first.vocabulary, trainByteLevelBpe(turned, 300).vocabulary);
}

TEST(BpeTraining, RefusesAVocabularyThatCannotHoldTheBytesAndCanBeCancelled) {
  const std::vector<WeightedText> texts{{"abab abab", 1}};
  EXPECT_EQ(codeOf([&] { (void)trainByteLevelBpe(texts, 255); }), "text.vocabulary_too_small");
  EXPECT_EQ(codeOf([&] { (void)trainByteLevelBpe(texts, 300, {}, [](auto, auto) { return false; }); }), "cancelled");
}

TEST(ByteLevelBpe, EncodesWhatItLearntAndDecodesAnyBytes) {
  const auto tokenizer = makeByteLevelBpe(trainedOnHugs());
  const std::vector<Token> tokens = tokenizer->encode("hug bun<|endoftext|>");
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[0].text, "hug");
  EXPECT_EQ(tokens[1].piece, "Ġ");
  EXPECT_EQ(tokens[1].text, " ");
  EXPECT_EQ(tokens[2].text, "bun");
  EXPECT_EQ(tokens[3].id, tokenizer->special().endOfText);
  EXPECT_EQ(tokens[3].begin, 7U);
  EXPECT_EQ(tokens[3].end, 20U);
}

TEST(ByteLevelBpe, ShowsPartsOfACharacterAsBytes) {
  const auto tokenizer = makeByteLevelBpe(trainedOnHugs());
  const std::string text = "\u4F60\xF0\x9F\x98\x80";
  const std::vector<Token> tokens = tokenizer->encode(text);
  ASSERT_EQ(tokens.size(), 7U);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    EXPECT_EQ(tokens[i].text, "");
    EXPECT_EQ(tokenizer->bytes(tokens[i].id), text.substr(i, 1));
    EXPECT_EQ(tokens[i].begin, i);
    EXPECT_EQ(tokens[i].end, i + 1);
  }
  EXPECT_EQ(tokenizer->decode(idsOf(*tokenizer, text)), text);
  const std::vector<TokenId> half{tokens[0].id, tokens[1].id};
  EXPECT_EQ(tokenizer->decode(half), "\uFFFD");
}

TEST(ByteLevelBpe, KeepsControlCharactersAndInvalidBytes) {
  const auto tokenizer = makeByteLevelBpe(trainedOnHugs());
  std::string text;
  for (int byte = 255; byte >= 0; --byte) text += static_cast<char>(byte);
  text += text;
  const auto& pipeline = dynamic_cast<const PipelineTokenizer&>(*tokenizer);
  EXPECT_EQ(pipeline.decodeBytes(idsOf(*tokenizer, text)), text);
  EXPECT_TRUE(isValidUtf8(tokenizer->decode(idsOf(*tokenizer, text))));
  EXPECT_TRUE(tokenizer->encode("").empty());
  const std::vector<TokenId> outside{-1, 100'000};
  EXPECT_EQ(tokenizer->decode(outside), "");
}

TEST(BpeModel, DoesMergesInRankOrderNotFromTheLeft) {
  // b c before a b: "abc" becomes a|bc though a b stands first
  const auto vocabulary = std::make_shared<const Vocabulary>(std::vector<std::string>{"a", "b", "c", "ab", "bc"});
  const BpeModel model(vocabulary, {{"b", "c"}, {"a", "b"}});
  std::vector<ModelToken> tokens;
  model.newEncoder()->encode("abcab", tokens);
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[0].id, 0);
  EXPECT_EQ(tokens[1].id, 4);
  EXPECT_EQ(tokens[2].id, 3);
}

TEST(BpeModel, LeavesOutOrMarksBytesThatTheVocabularyLacks) {
  const auto vocabulary = std::make_shared<const Vocabulary>(std::vector<std::string>{"a", "b", "ab", "?"});
  std::vector<ModelToken> tokens;
  BpeModel(vocabulary, {{"a", "b"}}).newEncoder()->encode("axb", tokens);
  ASSERT_EQ(tokens.size(), 1U);  // as Hugging Face: what is left stands side by side
  EXPECT_EQ(tokens[0].id, 2);
  tokens.clear();
  BpeModel(vocabulary, {{"a", "b"}}, {.unknown = 3}).newEncoder()->encode("axb", tokens);
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_TRUE(tokens[1].isUnknown);
}

TEST(BpeModel, RefusesMergesOfUnknownPieces) {
  const auto vocabulary = std::make_shared<const Vocabulary>(std::vector<std::string>{"a", "b"});
  EXPECT_EQ(codeOf([&] { BpeModel(vocabulary, {{"a", "b"}}); }), "text.merge_unknown_piece");
}

TEST(PipelineTokenizer, GivesAddedTokensTheSpaceAndTheNeighboursThatTheyAskFor) {
  TokenizerStages stages = dynamic_cast<const PipelineTokenizer&>(*makeByteLevelBpe(trainedOnHugs())).stages();
  std::vector<std::string> pieces = stages.vocabulary->pieces();
  pieces.insert(pieces.end(), {"<mask>", "word"});
  stages.vocabulary = std::make_shared<const Vocabulary>(pieces);
  stages.added.push_back({262, "<mask>", false, true, true});
  stages.added.push_back({263, "word", true});
  const PipelineTokenizer tokenizer(stages);
  const std::vector<Token> tokens = tokenizer.encode("a \t<mask>  words word");
  std::vector<std::string> texts;
  for (const Token& token : tokens) texts.push_back(token.text);
  EXPECT_THAT(texts, ElementsAre("a", "<mask>", "w", "o", "r", "d", "s", " ", "word"));
  EXPECT_EQ(tokens[1].begin, 1U);
  EXPECT_EQ(tokens[1].end, 11U);
  EXPECT_EQ(tokenizer.special().mask, 262);
}

}  // namespace
}  // namespace headlight
