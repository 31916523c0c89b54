// What the next word depends on: shares and replacements hold against a plain rerun, classes are told apart, and
// gradients through time are the means of what one sentence gives.

#include "experiments/influence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numeric>

#include "analysis/statistics/divergence.h"
#include "experiments/gradient_time.h"
#include "experiments/word_classes.h"
#include "generate/generation.h"
#include "unit/cli/kind_folders.h"
#include "unit/generate/counting_model.h"

namespace headlight {
namespace {

using testing::tinyConfigOf;
using testing::tinyVocabulary;

constexpr ModelKind kContinuing[] = {ModelKind::Decoder, ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru};

std::unique_ptr<TrainableModel> modelOf(ModelKind kind) {
  const ModelConfig config = tinyConfigOf(kind);
  Parameters parameters = initialParameters(config, 7);
  if (!config.isRecurrent()) {
    for (float& weight : parameters.block()) weight *= 3;
  }
  return makeModel(config, std::move(parameters));
}

const std::map<std::string, std::string>& classes() {
  static const std::map<std::string, std::string> kClasses{{"cat", "animal"}, {"dog", "animal"},  {"bird", "animal"},
                                                           {"The", "word"},   {"the", "word"},    {"is", "word"},
                                                           {"mat", "place"},  {"moon", "animal"}, {"on", "other"}};
  return kClasses;
}

TEST(JensenShannon, hasTheKnownValues) {  // scipy.spatial.distance.jensenshannon(p, q, base=2) ** 2
  EXPECT_EQ(jensenShannonBits(std::vector{0.3, 0.7}, std::vector{0.3, 0.7}), 0);
  EXPECT_NEAR(jensenShannonBits(std::vector{1.0, 0.0}, std::vector{0.0, 1.0}), 1, 1e-15);
  EXPECT_NEAR(jensenShannonBits(std::vector{1.0, 0.0}, std::vector{0.5, 0.5}), 0.311278124459, 1e-12);
}

TEST(WordClasses, holdOtherWordsOfTheClassWithTheSameCapital) {
  const WordLevelTokenizer tokenizer(tinyVocabulary());
  const WordClasses known(classes(), tokenizer);
  const auto id = [&](const char* word) { return tokenizer.find(word).value(); };
  EXPECT_EQ(known.classOf(id("cat")), "animal");
  for (const TokenId peer : known.peersOf(id("cat"))) {
    EXPECT_NE(peer, id("cat"));
    EXPECT_EQ(known.classOf(peer), "animal");
  }
  EXPECT_TRUE(known.peersOf(id("The")).empty());  // "the" and "is" have no capital
  EXPECT_EQ(known.peersOf(id("the")), std::vector<TokenId>{id("is")});
  EXPECT_EQ(known.classOf(id("on")), "");  // "other" says nothing
  EXPECT_TRUE(known.peersOf(id("on")).empty());
  EXPECT_TRUE(WordClasses().peersOf(id("cat")).empty());
}

class InfluenceTest : public ::testing::TestWithParam<ModelKind> {
 protected:
  InfluenceTest() : m_tokenizer(tinyVocabulary()), m_model(modelOf(GetParam())) {
    m_tokens = m_tokenizer.encode("The cat is on the");
  }
  [[nodiscard]] InfluenceInput input(TokenId next = -1) const {
    return {*m_model, m_tokenizer, "tiny", m_tokens, next};
  }

  /// Softmax over all tokens after these tokens, by one prefill.
  [[nodiscard]] std::vector<double> distributionAfter(const std::vector<TokenId>& ids) const {
    std::vector<float> logits(static_cast<std::size_t>(m_model->config().dVocab));
    const auto state = m_model->newState();
    m_model->forward(ids, *state, {}, logits);
    std::vector<double> result(logits.size(), 0.0);
    for (const Candidate& c :
         makeDistribution(logits, {}, candidateFilter(m_model->config(), m_tokenizer)).candidates) {
      result[static_cast<std::size_t>(c.id)] = c.probability;
    }
    return result;
  }
  [[nodiscard]] std::vector<TokenId> ids() const {
    std::vector<TokenId> result;
    for (const Token& token : m_tokens) result.push_back(token.id);
    return result;
  }

  WordLevelTokenizer m_tokenizer;
  std::unique_ptr<TrainableModel> m_model;
  std::vector<Token> m_tokens;
};

TEST_P(InfluenceTest, gradientsAreSharesOfTheChosenLogit) {
  const InfluenceFigure::Row row = measureGradients(input());
  const std::vector<double> distribution = distributionAfter(ids());
  std::vector<double> drawn = distribution;
  const auto mayBeDrawn = candidateFilter(m_model->config(), m_tokenizer);
  for (std::size_t id = 0; id < drawn.size(); ++id) drawn[id] *= mayBeDrawn(static_cast<TokenId>(id)) ? 1 : 0;
  const auto likeliest = std::max_element(drawn.begin(), drawn.end()) - drawn.begin();
  EXPECT_EQ(row.nextId, likeliest);
  EXPECT_NEAR(row.probability, distribution[static_cast<std::size_t>(likeliest)], 1e-9);
  EXPECT_EQ(row.kind, modelKindName(GetParam()));
  EXPECT_EQ(row.tokens, (std::vector<std::string>{"The", "cat", "is", "on", "the"}));
  const InputGradients gradients = m_model->inputGradients(ids(), {EndValue::Kind::Logit, row.nextId});
  ASSERT_EQ(row.norms.size(), 5U);
  EXPECT_NEAR(std::accumulate(row.shares.begin(), row.shares.end(), 0.0), 1, 1e-12);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_GT(row.norms[i], 0);
    EXPECT_NEAR(row.norms[i], gradients.embedding.row(static_cast<Index>(i)).cast<double>().norm(), 1e-12);
    EXPECT_NEAR(row.shares[i] / row.shares[0], row.norms[i] / row.norms[0], 1e-9);
  }
  const TokenId other = m_tokenizer.find(row.next == "mat" ? "sofa" : "mat").value();
  EXPECT_EQ(measureGradients(input(other)).nextId, other);
  EXPECT_NE(measureGradients(input(other)).norms, row.norms);
}

TEST_P(InfluenceTest, replacementsAreWhatAPlainRerunGives) {
  const WordClasses known(classes(), m_tokenizer);
  double last = 0;
  const auto replaced = measureReplacements(input(), known, [&](double share) {
    EXPECT_GE(share, last);
    last = share;
    return true;
  });
  EXPECT_EQ(last, 1);
  ASSERT_EQ(replaced.size(), 5U);
  const std::vector<double> unchanged = distributionAfter(ids());
  for (std::size_t place = 0; place < 5; ++place) {
    const std::vector<TokenId> peers = known.peersOf(ids()[place]);
    EXPECT_EQ(replaced[place].words, static_cast<Index>(peers.size()));
    double sum = 0, largest = 0;
    for (const TokenId peer : peers) {
      std::vector<TokenId> other = ids();
      other[place] = peer;
      const double bits = jensenShannonBits(unchanged, distributionAfter(other));
      sum += bits;
      largest = std::max(largest, bits);
    }
    if (peers.empty()) continue;
    EXPECT_NEAR(replaced[place].meanBits, sum / static_cast<double>(peers.size()), 1e-6) << place;
    EXPECT_NEAR(replaced[place].largestBits, largest, 1e-6) << place;
    EXPECT_GT(replaced[place].meanBits, 0);
  }
  EXPECT_EQ(replaced[0].words, 0);
  EXPECT_EQ(replaced[0].wordClass, "word");
  EXPECT_EQ(replaced[1].wordClass, "animal");
  EXPECT_EQ(replaced[3].wordClass, "");
}

TEST_P(InfluenceTest, replacingCanBeLeftAtEveryWord) {
  int calls = 0;
  const WordClasses known(classes(), m_tokenizer);
  try {
    (void)measureReplacements(input(), known, [&](double) { return ++calls < 2; });
    FAIL() << "it went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.message().code, "cancelled");
  }
  EXPECT_EQ(calls, 2);
}

TEST_P(InfluenceTest, gradientsThroughTimeAreTheMeansOverTheSentences) {
  const DistanceSentences sentences = [](DistanceFigure::Kind, int between, std::uint64_t index) {
    EXPECT_EQ(between, 3);
    return DistanceSentence{index % 2 == 0 ? "The cat is on the" : "The bird on the", "mat", ""};
  };
  GradientTimeSettings settings;
  settings.sentences = 4;
  settings.between = 3;
  settings.reach = 4;
  settings.seed = 5;
  GradientTimeExperiment experiment(settings, {{"tiny", m_model.get(), &m_tokenizer}}, sentences);
  EXPECT_EQ(experiment.steps(), 4);
  while (!experiment.isDone()) experiment.step();
  const GradientTimeFigure& figure = experiment.figure();
  EXPECT_EQ(figure.sentences, 4);
  ASSERT_EQ(figure.curves.size(), 2U);
  EXPECT_FALSE(figure.curves[0].trained);
  EXPECT_TRUE(figure.curves[1].trained);
  const auto fresh = makeModel(m_model->config(), initialParameters(m_model->config(), 5));
  for (const bool trained : {false, true}) {
    const TrainableModel& model = trained ? *m_model : *fresh;
    const EndValue end{EndValue::Kind::Loss, m_tokenizer.find("mat").value()};
    const auto normsOf = [&](const char* text) {
      std::vector<TokenId> read;
      for (const Token& token : m_tokenizer.encode(text)) read.push_back(token.id);
      return rowNorms(model.inputGradients(read, end).states[0]);
    };
    const std::vector<double> longer = normsOf("The cat is on the"), shorter = normsOf("The bird on the");
    const auto& points = figure.curves[trained ? 1 : 0].layers[0];
    ASSERT_EQ(points.size(), 5U);
    for (std::size_t distance = 0; distance < 4; ++distance) {
      const double a = longer[4 - distance], b = shorter[3 - distance];
      EXPECT_EQ(points[distance].sentences, 4);
      EXPECT_NEAR(points[distance].mean, (a + b) / 2, 1e-9 * (a + b));
      EXPECT_NEAR(points[distance].standardError, std::abs(a - b) / 2 / std::sqrt(3.0), 1e-9 * (a + b));
    }
    EXPECT_EQ(points[4].sentences, 2);  // only the longer ones reach so far
    EXPECT_NEAR(points[4].mean, longer[0], 1e-9 * longer[0]);
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, InfluenceTest, ::testing::ValuesIn(kContinuing),
                         [](const auto& test) { return std::string(modelKindName(test.param)); });

TEST(InfluenceErrors, sayWhichKindsCannotBeMeasured) {
  const WordLevelTokenizer tokenizer(tinyVocabulary());
  const auto encoder = modelOf(ModelKind::Encoder);
  const std::vector<Token> tokens = tokenizer.encode("The cat");
  const InfluenceInput input{*encoder, tokenizer, "tiny", tokens, -1};
  const auto codeOf = [](const auto& act) {
    try {
      act();
    } catch (const Error& error) {
      return error.message().code;
    }
    return std::string();
  };
  EXPECT_EQ(codeOf([&] { (void)measureGradients(input); }), "gradient.kind");
  EXPECT_EQ(codeOf([&] { (void)measureReplacements(input, WordClasses()); }), "gradient.kind");
  EXPECT_EQ(codeOf([&] {
              GradientTimeExperiment({}, {{"tiny", encoder.get(), &tokenizer}},
                                     [](DistanceFigure::Kind, int, std::uint64_t) { return DistanceSentence(); });
            }),
            "experiment.kind");
}

TEST(LexiconClasses, comeFromTheModelsFolder) {
  const testing::TemporaryFolder folder;
  const WordLevelTokenizer tokenizer(tinyVocabulary());
  EXPECT_EQ(wordClassesOf(folder.path(), tokenizer).classOf(tokenizer.find("cat").value()), "");
  std::ofstream(folder.path() / "lexicon.tsv") << "word\tclass\tfrequency\ncat\tanimal\t12\n";
  EXPECT_EQ(wordClassesOf(folder.path(), tokenizer).classOf(tokenizer.find("cat").value()), "animal");
}

}  // namespace
}  // namespace headlight
