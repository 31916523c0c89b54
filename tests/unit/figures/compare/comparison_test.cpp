// Models in step: the same bits as each alone, rows of the table against what each model says.

#include <gtest/gtest.h>

#include <cmath>

#include "figures/compare/comparer.h"
#include "generate/joined_activation.h"
#include "models/trainable_model.h"
#include "unit/models/kind_models.h"

namespace headlight {
namespace {

using Ends = std::vector<std::size_t>;

/// A token a byte.
class Letters : public Tokenizer {
 public:
  Letters() {
    for (int byte = 0; byte < 128; ++byte) m_pieces.emplace_back(1, static_cast<char>(byte));
  }
  [[nodiscard]] std::vector<Token> encode(std::string_view text) const override {
    std::vector<Token> tokens;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::string letter(text.substr(i, 1));
      tokens.push_back({static_cast<TokenId>(text[i]), letter, letter, "", i, i + 1});
    }
    return tokens;
  }
  [[nodiscard]] std::string decode(std::span<const TokenId> ids) const override {
    std::string text;
    for (const TokenId id : ids) text += piece(id);
    return text;
  }
  [[nodiscard]] std::int32_t vocabSize() const override { return 128; }
  [[nodiscard]] const std::string& piece(TokenId id) const override {
    return m_pieces.at(static_cast<std::size_t>(id));
  }
  [[nodiscard]] std::string text(TokenId id) const override { return piece(id); }
  [[nodiscard]] std::optional<TokenId> find(std::string_view piece) const override {
    return piece.size() == 1 ? std::optional<TokenId>(piece[0]) : std::nullopt;
  }
  [[nodiscard]] const SpecialTokens& special() const override { return m_special; }

 private:
  std::vector<std::string> m_pieces;
  SpecialTokens m_special;
};

class LettersModel : public testing::KindModel {
 public:
  explicit LettersModel(Index nCtx = 64) : KindModel(ModelKind::Decoder, {}, nCtx) { m_config.dVocab = 128; }
  void forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions&,
               std::span<float> logits) const override {
    auto& ids = dynamic_cast<testing::FakeState&>(state).ids;
    ids.insert(ids.end(), tokens.begin(), tokens.end());
    testing::fillLogits(testing::hashOf(ids), logits);
  }
};

std::unique_ptr<TrainableModel> smallModel(ModelKind kind) {
  ModelConfig config;
  config.kind = kind;
  config.nLayers = 2;
  config.dModel = 32;
  config.nCtx = 40;
  config.dVocab = static_cast<Index>(testing::tinyVocabulary().size());
  if (config.isRecurrent()) {
    config.dHidden = 32;
  } else {
    config.nHeads = 4;
    config.dMlp = 64;
  }
  Parameters parameters = initialParameters(config, 3);
  for (float& weight : parameters.block()) weight *= 2;
  return makeModel(config, std::move(parameters));
}

const WordLevelTokenizer& wordTokenizer() {
  static const WordLevelTokenizer tokenizer(testing::tinyVocabulary());
  return tokenizer;
}

Generation runOf(const LanguageModel& model, const Tokenizer& tokenizer = wordTokenizer()) {
  return {model, tokenizer, preparePrompt("The cat is on the", tokenizer, model.config().nCtx)};
}

std::vector<TokenId> takenBy(const Generation& run) {
  std::vector<TokenId> ids = testing::idsOf(run.tokens());
  ids.erase(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(run.prompt().tokens.size()));
  return ids;
}

ComparedRun compared(const LanguageModel& model, const Generation& run, const Tokenizer& tokenizer = wordTokenizer()) {
  return {&model.config(), &tokenizer, &run.prompt(), run.path(), takenBy(run)};
}

double probabilityAt(const Generation& run, std::size_t step, TokenId token, const LanguageModel& model,
                     const Tokenizer& tokenizer) {
  const Distribution distribution =
      makeDistribution(run.path()[step]->logits, {}, candidateFilter(model.config(), tokenizer));
  return distribution.find(token)->probability;
}

/// Logits of every step, bit for bit.
void expectSameSteps(const Generation& a, const Generation& b) {
  const StepPath first = a.path(), second = b.path();
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i]->tokens.front().id, second[i]->tokens.front().id);
    EXPECT_EQ(first[i]->logits, second[i]->logits) << i;
  }
}

class LockStep : public ::testing::TestWithParam<ModelKind> {};

TEST_P(LockStep, freeStepsBackAndForthHaveTheBitsOfARunAlone) {
  const auto model = smallModel(GetParam());
  Generation alone = runOf(*model), led = runOf(*model);
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(alone.step());
  for (const Index steps : {Index{2}, Index{7}, Index{0}, Index{4}, Index{6}}) ASSERT_TRUE(goFreely(led, steps));
  expectSameSteps(alone, led);
}

TEST_P(LockStep, aForcedTextHasTheBitsOfThatTextAlone) {
  const auto model = smallModel(GetParam());
  const std::vector<TokenId> text{11, 12, 8, 9, 15};
  Generation alone = runOf(*model), led = runOf(*model);
  for (const TokenId token : text) ASSERT_TRUE(alone.take(token));
  ASSERT_TRUE(goAlong(led, std::vector<TokenId>{11, 12, 14}));  // another text first, longer here, shorter there
  ASSERT_TRUE(goAlong(led, std::span(text).first(1)));
  ASSERT_TRUE(goAlong(led, text));
  expectSameSteps(alone, led);
}

INSTANTIATE_TEST_SUITE_P(Kinds, LockStep,
                         ::testing::Values(ModelKind::Decoder, ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru));

TEST(LockStepLimits, aRunWhoseContextIsFullStandsStill) {
  const testing::CountingModel model(7);
  Generation run = runOf(model);
  EXPECT_FALSE(goFreely(run, 5));
  EXPECT_EQ(run.current()->length(), 7);
  EXPECT_FALSE(goAlong(run, std::vector<TokenId>{6, 7, 8}));
  EXPECT_EQ(takenBy(run), (std::vector<TokenId>{6, 7}));
}

TEST(LockStepLimits, onlyModelsThatWriteATextAreCompared) {
  EXPECT_NO_THROW(checkWritesText("a", ModelConfig{.kind = ModelKind::Gru}));
  for (const ModelKind kind : {ModelKind::Encoder, ModelKind::EncoderDecoder}) {
    try {
      checkWritesText("bert", ModelConfig{.kind = kind});
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "compare.kind");
      EXPECT_NE(std::string(error.what()).find("bert"), std::string::npos);
    }
  }
}

TEST(LeadText, isWhatWasTypedAndWhatWasWrittenWithTheEndsOfItsWords) {
  const Prompt prompt = preparePrompt("The cat  is", wordTokenizer(), 32);
  const LeadText lead = leadText(wordTokenizer(), prompt, {9, 10, 11, 12}, -1, true);
  EXPECT_EQ(lead.continuation, " on the mat.");
  EXPECT_EQ(lead.ends, (Ends{14, 18, 22, 23}));
  const LeadText ended = leadText(wordTokenizer(), prompt, {9, 5}, 5, true);
  EXPECT_EQ(ended.continuation, " on") << "the token that ends a text is none of its words";
  EXPECT_EQ(ended.ends, (Ends{14, 14}));
}

TEST(LeadText, anotherTokenizerCutsTheSameCharacters) {
  const Prompt prompt = preparePrompt("The cat is", wordTokenizer(), 32);
  const LeadText lead = leadText(wordTokenizer(), prompt, {9, 10}, -1, false);
  std::string text;
  for (const Token& token : tokensAlong(lead, Letters())) text += token.text;
  EXPECT_EQ(text, " on the");
  EXPECT_EQ(tokensAlong(lead, Letters()).front().begin, 10U);
  const std::vector<Token> own = tokensAlong(lead, wordTokenizer());
  EXPECT_EQ(testing::idsOf(own), (std::vector<TokenId>{9, 10}));
}

TEST(LeadText, aTokenThatWouldReachOverTheEndOfThePromptIsCutThere) {
  const Letters letters;
  const Prompt prompt = preparePrompt("The c", letters, 32);
  const LeadText lead = leadText(letters, prompt, {'a', 't'}, -1, false);
  const std::vector<Token> tokens = tokensAlong(lead, wordTokenizer());  // "cat" is a word, "c" and "at" are none
  ASSERT_EQ(tokens.size(), 1U);
  EXPECT_EQ(tokens[0].source, "at");
  EXPECT_EQ(tokens[0].begin, 5U);
  EXPECT_EQ(tokens[0].end, 7U);
}

TEST(Comparison, aFreeRowAsksEachModelForTheLeadsWordAfterItsOwnText) {
  const auto first = smallModel(ModelKind::Decoder), second = smallModel(ModelKind::Gru);
  Generation a = runOf(*first), b = runOf(*second);
  ASSERT_TRUE(goFreely(a, 4) && goFreely(b, 4));
  const std::vector<ComparedRun> runs{compared(*first, a), compared(*second, b)};
  const auto rows = Comparer().rows(runs[0], runs, false, a.nextChoice());
  ASSERT_EQ(rows.size(), 5U);
  double ownBits = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    const TokenId word = runs[0].taken[k];
    EXPECT_EQ(rows[k].word, wordTokenizer().piece(word));
    EXPECT_EQ(rows[k].cells[0].probability, probabilityAt(a, k, word, *first, wordTokenizer()));
    const double other = probabilityAt(b, k, word, *second, wordTokenizer());
    EXPECT_EQ(rows[k].cells[1].probability, other);
    EXPECT_EQ(rows[k].cells[1].bits, -std::log2(other));
    ownBits -= std::log2(probabilityAt(b, k, runs[1].taken[k], *second, wordTokenizer()));
    EXPECT_NEAR(*rows[k].cells[1].perplexity, std::exp2(ownBits / static_cast<double>(k + 1)), 1e-9);
    const bool same = runs[0].taken[k] == runs[1].taken[k];  // both are greedy: what they took is the likeliest
    EXPECT_EQ(rows[k].agreeing, same ? 2 : 1);
    ASSERT_TRUE(rows[k].divergence[0]);
    EXPECT_GT(*rows[k].divergence[0], 0);
  }
  EXPECT_TRUE(rows[4].isNext);
  EXPECT_EQ(rows[4].cells[0].probability, a.distribution().find(a.nextChoice())->probability);
  EXPECT_FALSE(rows[4].cells[0].perplexity);
}

TEST(Comparison, theSameModelTwiceIsNoBitApart) {
  const auto model = smallModel(ModelKind::Lstm);
  Generation a = runOf(*model);
  ASSERT_TRUE(goFreely(a, 3));
  const std::vector<ComparedRun> runs{compared(*model, a), compared(*model, a)};
  for (const auto& row : Comparer().rows(runs[0], runs, true, -1)) {
    EXPECT_EQ(row.divergence[0], 0.0);
    EXPECT_EQ(row.agreeing, 2);
    EXPECT_EQ(row.cells[0].probability, row.cells[1].probability);
  }
}

/// Words lead, letters are forced along.
class ForcedLetters : public ::testing::Test {
 protected:
  void force(std::vector<TokenId> words) {
    for (const TokenId word : words) ASSERT_TRUE(lead.take(word));
    const LeadText text = leadText(wordTokenizer(), lead.prompt(), takenBy(lead), -1, false);
    std::vector<TokenId> along;
    for (const Token& token : tokensAlong(text, letters)) along.push_back(token.id);
    ASSERT_TRUE(goAlong(led, along));
  }
  [[nodiscard]] std::vector<CompareFigure::Row> rows(TokenId next = -1) {
    const std::vector<ComparedRun> runs{compared(*wordModel, lead), compared(letterModel, led, letters)};
    return Comparer().rows(runs[0], runs, true, next);
  }

  std::unique_ptr<TrainableModel> wordModel = smallModel(ModelKind::Decoder);
  LettersModel letterModel;
  Letters letters;
  Generation lead = runOf(*wordModel);
  Generation led = runOf(letterModel, letters);
};

TEST_F(ForcedLetters, aWordsProbabilityIsTheProductOverItsLetters) {
  force({11, 12});  // " mat" and "."
  const auto all = rows();
  double product = 1;
  for (std::size_t i = 0; i < 4; ++i) {
    product *= probabilityAt(led, i, static_cast<TokenId>(" mat"[i]), letterModel, letters);
  }
  EXPECT_EQ(all[0].cells[1].probability, product);
  EXPECT_EQ(all[0].cells[1].tokens, 4);
  EXPECT_EQ(all[0].cells[1].words, 1);
  const double point = probabilityAt(led, 4, '.', letterModel, letters);
  EXPECT_EQ(all[1].cells[1].probability, point);
  EXPECT_NEAR(*all[1].cells[1].perplexity, std::exp2(-(std::log2(product) + std::log2(point)) / 2), 1e-9);
  EXPECT_FALSE(all[0].divergence[0]) << "the vocabularies differ";
}

TEST_F(ForcedLetters, whatComesNextIsAskedOnlyWhereOneTokenSpellsIt) {
  force({11});
  const auto point = rows(12), word = rows(7);
  EXPECT_EQ(point.back().cells[1].probability, led.distribution().find('.')->probability);
  EXPECT_FALSE(word.back().cells[1].probability) << "\" cat\" is no letter";
  EXPECT_FALSE(word.back().cells[1].likeliest.empty()) << "it has a distribution there all the same";
}

TEST(Comparison, aTokenOverSeveralWordsStandsInTheRowOfTheLastOfThem) {
  const auto wordModel = smallModel(ModelKind::Rnn);
  const LettersModel letterModel;
  const Letters letters;
  Generation lead = runOf(letterModel, letters), led = runOf(*wordModel);
  for (const char letter : std::string(" mat.")) ASSERT_TRUE(lead.take(letter));
  ASSERT_TRUE(goAlong(led, std::vector<TokenId>{11, 12}));
  const std::vector<ComparedRun> runs{compared(*wordModel, led)};
  const auto rows = Comparer().rows(compared(letterModel, lead, letters), runs, true, -1);
  ASSERT_EQ(rows.size(), 5U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_FALSE(rows[i].cells[0].probability) << i;
  EXPECT_FALSE(rows[0].cells[0].likeliest.empty()) << "the word begins there";
  EXPECT_TRUE(rows[1].cells[0].likeliest.empty()) << "and there is none inside it";
  EXPECT_EQ(rows[3].cells[0].probability, probabilityAt(led, 0, 11, *wordModel, wordTokenizer()));
  EXPECT_EQ(rows[3].cells[0].words, 4);
  EXPECT_EQ(rows[4].cells[0].words, 1);
}

TEST(Comparison, keptRowsAreThoseThatWouldBeMadeAnew) {
  const auto first = smallModel(ModelKind::Decoder), second = smallModel(ModelKind::Rnn);
  Generation a = runOf(*first), b = runOf(*second);
  Comparer keeping;
  const auto same = [](const CompareFigure::Row& x, const CompareFigure::Row& y) {
    bool equal = x.word == y.word && x.isNext == y.isNext && x.divergence == y.divergence;
    for (std::size_t i = 0; i < x.cells.size(); ++i) {
      equal =
          equal && x.cells[i].probability == y.cells[i].probability && x.cells[i].perplexity == y.cells[i].perplexity;
    }
    return equal;
  };
  for (const Index steps : {Index{3}, Index{5}, Index{1}, Index{6}}) {
    ASSERT_TRUE(goFreely(a, steps) && goFreely(b, steps));
    if (steps == 1) {
      ASSERT_TRUE(a.take(13));  // a fork
      ASSERT_TRUE(goFreely(b, 2));
    }
    const std::vector<ComparedRun> runs{compared(*first, a), compared(*second, b)};
    const auto kept = keeping.rows(runs[0], runs, false, a.nextChoice());
    const auto fresh = Comparer().rows(runs[0], runs, false, a.nextChoice());
    ASSERT_EQ(kept.size(), fresh.size());
    for (std::size_t i = 0; i < kept.size(); ++i) EXPECT_TRUE(same(kept[i], fresh[i])) << steps << ' ' << i;
  }
}

TEST(ComparedColumn, showsTheNewestTokenApartAndTheMemoryOfItsKind) {
  const auto lstm = smallModel(ModelKind::Lstm);
  Generation run = runOf(*lstm);
  ASSERT_TRUE(run.take(11) && run.take(12));
  const Distribution distribution = run.distribution();
  ColumnMoment moment{"lstm", lstm.get(), &wordTokenizer(), &run.prompt(), run.path(), run.tokens()};
  moment.promptLength = 5;
  moment.distribution = &distribution;
  moment.chosen = run.nextChoice();
  const CompareFigure::Column column = compareColumn(moment, 3, -1);
  EXPECT_EQ(column.before, "The cat is on the mat");
  EXPECT_EQ(column.newest, ".");
  EXPECT_EQ(column.bars.size(), 3U);
  EXPECT_TRUE(column.bars[0].chosen);
  EXPECT_EQ(column.memory.kind, CompareFigure::Memory::Kind::Hidden);
  EXPECT_EQ(column.memory.layer, 1);
  const JoinedActivation hidden = run.activation("cells.1.hook_h");
  ASSERT_EQ(column.memory.values.cols(), 7);
  EXPECT_EQ(column.memory.values(5, 6), hidden.values[6 * 32 + 5]);
}

TEST(ComparedColumn, aTransformersMemoryIsTheMeanRowOfItsLastToken) {
  const auto decoder = smallModel(ModelKind::Decoder);
  Generation run = runOf(*decoder);
  ASSERT_TRUE(run.step());
  const Distribution distribution = run.distribution();
  ColumnMoment moment{"decoder", decoder.get(), &wordTokenizer(), &run.prompt(), run.path(), run.tokens()};
  moment.promptLength = 5;
  moment.distribution = &distribution;
  const CompareFigure::Memory memory = compareColumn(moment, 3, 0).memory;
  EXPECT_EQ(memory.heads, 4);
  const JoinedActivation pattern = run.activation("blocks.0.attn.hook_pattern");
  double sum = 0;
  for (std::size_t key = 0; key < 6; ++key) {
    double mean = 0;
    for (std::size_t head = 0; head < 4; ++head) mean += double(pattern.values[(head * 6 + 5) * 6 + key]) / 4;
    EXPECT_NEAR(double(memory.values(0, static_cast<Index>(key))), mean, 1e-6);
    sum += double(memory.values(0, static_cast<Index>(key)));
  }
  EXPECT_NEAR(sum, 1, 1e-5);
}

}  // namespace
}  // namespace headlight
