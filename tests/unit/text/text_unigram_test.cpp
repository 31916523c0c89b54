#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <random>

#include "tensor/error.h"
#include "text/models/unigram_lattice.h"
#include "text/models/unigram_model.h"
#include "text/pipeline_tokenizer.h"
#include "text/training/unigram_training.h"
#include "text/training/unigram_words.h"
#include "text/unicode/utf8.h"
#include "unit/text/text_probe.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;

std::shared_ptr<const Vocabulary> vocabularyOf(std::vector<std::string> pieces) {
  return std::make_shared<const Vocabulary>(std::move(pieces));
}

std::vector<ModelToken> tokensOf(const UnigramModel& model, std::string_view preToken) {
  std::vector<ModelToken> tokens;
  model.newEncoder()->encode(preToken, tokens);
  return tokens;
}

/// All ways to cut `word`, by brute force.
void forEachCut(std::string_view word, const std::vector<std::string>& pieces,
                const std::function<void(const std::vector<std::size_t>&)>& visit, std::vector<std::size_t> path = {}) {
  if (word.empty()) return visit(path);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!word.starts_with(pieces[i])) continue;
    path.push_back(i);
    forEachCut(word.substr(pieces[i].size()), pieces, visit, path);
    path.pop_back();
  }
}

struct RandomVocabulary {
  std::vector<std::string> pieces{"a", "b", "c"};
  std::vector<double> scores;

  explicit RandomVocabulary(std::mt19937& random) {
    std::map<std::string, bool> seen;
    for (int i = 0; i < 12; ++i) {
      std::string piece;
      for (auto n = 2 + random() % 3; n > 0; --n) piece += static_cast<char>('a' + random() % 3);
      if (!seen[piece]) pieces.push_back(piece);
      seen[piece] = true;
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) scores.push_back(-1.0 - static_cast<double>(random() % 1000) / 250);
  }
};

std::string randomWord(std::mt19937& random, unsigned size) {
  std::string word;
  for (; size > 0; --size) word += static_cast<char>('a' + random() % 3);
  return word;
}

TEST(UnigramModel, FindsTheLikeliestOfAllCuts) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    RandomVocabulary vocabulary(random);
    const std::string word = randomWord(random, 9);
    double best = -1e9;
    forEachCut(word, vocabulary.pieces, [&](const std::vector<std::size_t>& path) {
      double score = 0;
      for (const std::size_t piece : path) score += vocabulary.scores[piece];
      best = std::max(best, score);
    });
    vocabulary.pieces.push_back("<unk>");
    vocabulary.scores.push_back(0);
    const auto unknown = static_cast<TokenId>(vocabulary.pieces.size() - 1);
    const UnigramModel model(vocabularyOf(vocabulary.pieces), vocabulary.scores, unknown);
    double score = 0;
    std::size_t place = 0;
    for (const ModelToken& token : tokensOf(model, word)) {
      EXPECT_EQ(token.begin, place);
      EXPECT_EQ(word.substr(token.begin, token.end - token.begin),
                vocabulary.pieces[static_cast<std::size_t>(token.id)]);
      score += vocabulary.scores[static_cast<std::size_t>(token.id)];
      place = token.end;
    }
    EXPECT_EQ(place, word.size());
    EXPECT_NEAR(score, best, 1e-12) << word;
  }
}

TEST(UnigramModel, FusesUnknownCharactersAndPenalizesThem) {
  const UnigramModel model(vocabularyOf({"<unk>", "a", "b", "\u4F60"}), {0, -1, -2, -3}, 0);
  EXPECT_EQ(model.unknownScore(), -13);
  const std::vector<ModelToken> tokens = tokensOf(model, "axy\u4F60\u597D\xFF");
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_TRUE(tokens[1].isUnknown);
  EXPECT_EQ(tokens[1].begin, 1U);
  EXPECT_EQ(tokens[1].end, 3U);
  EXPECT_EQ(tokens[2].id, 3);
  EXPECT_TRUE(tokens[3].isUnknown);
  EXPECT_EQ(tokens[3].end, 10U);
}

TEST(UnigramModel, SpellsUnknownCharactersAsBytesWhereAsked) {
  std::vector<std::string> pieces{"<unk>", "a"};
  std::vector<double> scores{0, -1};
  for (const char* byte : {"<0xE4>", "<0xBD>", "<0xA0>"}) {
    pieces.emplace_back(byte);
    scores.push_back(-5);
  }
  const UnigramModel model(vocabularyOf(pieces), scores, 0, true);
  const std::vector<ModelToken> spelled = tokensOf(model, "a\u4F60");
  ASSERT_EQ(spelled.size(), 4U);
  EXPECT_EQ(spelled[3].id, 4);
  EXPECT_EQ(spelled[3].begin, 3U);
  EXPECT_TRUE(tokensOf(model, "\u597D")[0].isUnknown);  // a byte of it has no piece
}

TEST(UnigramModel, RefusesScoresThatAreNoNumbers) {
  EXPECT_EQ(codeOf([] { UnigramModel(vocabularyOf({"a", "b"}), {0, std::nan("")}, 0); }), "text.score_not_finite");
  EXPECT_EQ(codeOf([] { UnigramModel(vocabularyOf({"a", "b"}), {0, 0}, 2); }), "text.unknown_piece_missing");
}

TEST(UnigramLattice, CountsPiecesByTheProbabilitiesOfAllCuts) {
  std::mt19937 random(11);
  for (int round = 0; round < 20; ++round) {
    const RandomVocabulary vocabulary(random);
    const std::string word = randomWord(random, 8);
    double total = 0;
    std::vector<double> expected(vocabulary.pieces.size(), 0);
    forEachCut(word, vocabulary.pieces, [&](const std::vector<std::size_t>& path) {
      double score = 0;
      for (const std::size_t piece : path) score += vocabulary.scores[piece];
      total += std::exp(score);
      for (const std::size_t piece : path) expected[piece] += std::exp(score);
    });
    PieceTrie trie;
    for (std::size_t i = 0; i < vocabulary.pieces.size(); ++i)
      trie.insert(vocabulary.pieces[i], static_cast<std::int32_t>(i));
    UnigramLattice lattice;
    std::vector<double> counted(vocabulary.pieces.size(), 0);
    lattice.fill(word, trie, vocabulary.scores);
    EXPECT_NEAR(lattice.addExpectedCounts(3, counted), std::log(total), 1e-10);
    for (std::size_t i = 0; i < counted.size(); ++i) EXPECT_NEAR(counted[i], 3 * expected[i] / total, 1e-9);
  }
}

TEST(UnigramWords, EndWhereTheScriptChangesAndKeepTheSpaceWithLetters) {
  const std::vector<WeightedText> texts{{"don't 3cats\u6211\u559C\u6B22\u732B\u3002 \u6211e\u0301</s>x", 2}};
  const std::vector<std::string> specials{"</s>"};
  CountedTexts words = countUnigramWords(texts, specials);
  std::map<std::string, std::int64_t> counts(words.begin(), words.end());
  const std::map<std::string, std::int64_t> expected{
      {"▁don", 2},   {"'", 2}, {"t", 2},      {"▁3", 2},     {"cats", 2}, {"\u6211\u559C\u6B22\u732B", 2},
      {"\u3002", 2}, {"▁", 2}, {"\u6211", 2}, {"\u00E9", 2}, {"▁x", 2}};
  EXPECT_EQ(counts, expected);
}

std::vector<WeightedText> bilingualTexts() {
  return {{"the cat sat on the mat. the cats sat.", 20},
          {"the dog is on the mat. where is the dog?", 20},
          {"\u732B\u5728\u57AB\u5B50\u4E0A\u3002\u72D7\u5728\u57AB\u5B50\u4E0A\u3002", 20},
          {"\u72D7\u5728\u54EA\u91CC\uFF1F\u732B\u5728\u54EA\u91CC\uFF1F", 20}};
}

TrainedUnigram trainedOnBoth(std::int32_t size = 60) {
  UnigramTrainingOptions options;
  options.vocabSize = size;
  const std::vector<WeightedText> texts = bilingualTexts();
  return trainUnigram(texts, options);
}

TEST(UnigramTraining, FindsTheWordsOfBothLanguages) {
  const TrainedUnigram trained = trainedOnBoth();
  ASSERT_LE(trained.vocabulary.size(), 60U);
  const auto tokenizer = makeUnigram(trained);
  EXPECT_THAT(piecesOf(*tokenizer, "the dog is on the mat."),
              ElementsAre("▁the", "▁dog", "▁is", "▁on", "▁the", "▁mat", "."));
  EXPECT_THAT(piecesOf(*tokenizer, "\u732B\u5728\u57AB\u5B50\u4E0A\u3002"), ::testing::Contains("▁"));
  double total = 0;
  for (const UnigramPiece& piece : trained.vocabulary)
    if (piece.logProbability != 0) total += std::exp(piece.logProbability);
  EXPECT_NEAR(total, 1, 1e-6);
}

TEST(UnigramTraining, SetsTheSpecialTokensAsMarianDoes) {
  const auto tokenizer = makeUnigram(trainedOnBoth(), {true});
  EXPECT_EQ(tokenizer->special().endOfText, 0);
  EXPECT_EQ(tokenizer->special().unknown, 1);
  EXPECT_EQ(tokenizer->special().padding, tokenizer->vocabSize() - 1);
  const std::vector<Token> tokens = tokenizer->encode("the cat");
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[2].id, 0);
  EXPECT_EQ(tokens[2].begin, tokens[2].end);
  EXPECT_TRUE(tokenizer->isCandidate(0));
  EXPECT_FALSE(tokenizer->isCandidate(1));
}

TEST(UnigramTraining, KeepsEveryFrequentCharacter) {
  const TrainedUnigram trained = trainedOnBoth(40);
  const auto tokenizer = makeUnigram(trained);
  for (const WeightedText& text : bilingualTexts())
    for (const Token& token : tokenizer->encode(text.text)) EXPECT_NE(token.id, 1) << token.source;
}

TEST(UnigramTraining, IsTheSameEveryTimeAndWhateverTheOrderOfTexts) {
  const TrainedUnigram first = trainedOnBoth();
  std::vector<WeightedText> turned = bilingualTexts();
  std::reverse(turned.begin(), turned.end());
  UnigramTrainingOptions options;
  options.vocabSize = 60;
  const TrainedUnigram second = trainUnigram(turned, options);
  ASSERT_EQ(first.vocabulary.size(), second.vocabulary.size());
  for (std::size_t i = 0; i < first.vocabulary.size(); ++i) {
    EXPECT_EQ(first.vocabulary[i].piece, second.vocabulary[i].piece);
    EXPECT_EQ(first.vocabulary[i].logProbability, second.vocabulary[i].logProbability);
  }
}

TEST(UnigramTraining, RefusesWhatCannotBe) {
  UnigramTrainingOptions options;
  options.vocabSize = 3;
  const std::vector<WeightedText> texts{{"ab ab", 1}};
  EXPECT_EQ(codeOf([&] { (void)trainUnigram(texts, options); }), "text.vocabulary_too_small");
  options.vocabSize = 50;
  EXPECT_EQ(codeOf([&] { (void)trainUnigram({}, options); }), "text.no_text");
  EXPECT_EQ(codeOf([&] { (void)trainUnigram(texts, options, [](auto, auto) { return false; }); }), "cancelled");
  options.unknownPiece = "?";
  EXPECT_EQ(codeOf([&] { (void)trainUnigram(texts, options); }), "text.unknown_piece_missing");
}

TEST(UnigramTokenizer, DecodesToTheTextWithSingleSpaces) {
  const auto tokenizer = makeUnigram(trainedOnBoth());
  for (const std::string text : {"the cat sat on the mat.", "\u732B\u5728\u54EA\u91CC\uFF1F", "where is the cat?"})
    EXPECT_EQ(tokenizer->decode(idsOf(*tokenizer, text)), text);
  EXPECT_EQ(tokenizer->decode(idsOf(*tokenizer, "  the\tcat\n")), "the cat");
  EXPECT_EQ(tokenizer->text(*tokenizer->find("▁cat")), " cat");
}

TEST(UnigramTokenizer, GivesTheBytesOfTheTextAndShowsTheUnknown) {
  const auto tokenizer = makeUnigram(trainedOnBoth());
  const std::string text = " the \xF0\x9F\x98\x80 \u732B\u9F98";
  const std::vector<Token> tokens = tokenizer->encode(text);
  std::size_t unknowns = 0;
  std::size_t place = 0;
  for (const Token& token : tokens) {
    EXPECT_GE(token.begin, place);
    EXPECT_GE(token.end, token.begin);
    EXPECT_LE(token.end, text.size());
    place = token.begin;
    if (token.id == 1) {
      ++unknowns;
      EXPECT_EQ(token.source, text.substr(token.begin, token.end - token.begin));
    }
  }
  EXPECT_EQ(unknowns, 2U);
  EXPECT_EQ(tokens[0].piece, "▁the");
  EXPECT_EQ(tokens[0].begin, 1U);
  EXPECT_EQ(tokens[0].end, 4U);
}

TEST(UnigramTokenizer, ReadsControlCharactersAsSpacesAndStandsAnyBytes) {
  const auto tokenizer = makeUnigram(trainedOnBoth());
  for (int control = 0; control < 32; ++control) {
    const std::string text = std::string("the") + static_cast<char>(control) + "cat";
    EXPECT_THAT(piecesOf(*tokenizer, text), ElementsAre("▁the", "▁cat")) << control;
  }
  std::string bytes;
  for (int i = 0; i < 3000; ++i) bytes += static_cast<char>((i * 7919 + i / 7) % 256);
  for (const Token& token : tokenizer->encode(bytes)) EXPECT_TRUE(isValidUtf8(token.source));
  const std::string longWord(1'000'000, 't');
  EXPECT_FALSE(tokenizer->encode(longWord).empty());
}

}  // namespace
}  // namespace headlight
