// Whether the distance experiment counts what it says, the same with any number of threads, and can be left.

#include "experiments/distance_experiment.h"

#include <gtest/gtest.h>

#include <set>

#include "analysis/statistics/wilson_interval.h"
#include "experiments/classroom_sentences.h"
#include "formats/model_folder.h"
#include "generate/generation.h"
#include "unit/generate/counting_model.h"

namespace headlight {
namespace {

using testing::CountingModel;
using testing::tinyVocabulary;
using Kind = DistanceFigure::Kind;

TEST(WilsonInterval, hasTheKnownValues) {  // scipy.stats.binomtest(…).proportion_ci(method="wilson")
  struct Row {
    Index right, count;
    double low, high;
  };
  for (const Row& row :
       {Row{50, 100, 0.40383153, 0.59616847}, Row{8, 10, 0.49016247, 0.94331781}, Row{0, 10, 0.0, 0.27753279},
        Row{300, 300, 0.98735698, 1.0}, Row{143, 300, 0.42080166, 0.53312168}}) {
    const ShareInterval interval = wilsonInterval(row.right, row.count);
    EXPECT_NEAR(interval.low, row.low, 1e-7) << row.right << " of " << row.count;
    EXPECT_NEAR(interval.high, row.high, 1e-7) << row.right << " of " << row.count;
  }
  EXPECT_EQ(wilsonInterval(0, 0), (ShareInterval{0, 1}));
  EXPECT_TRUE(areApart({0.1, 0.2}, {0.3, 0.4}));
  EXPECT_TRUE(areApart({0.3, 0.4}, {0.1, 0.2}));
  EXPECT_FALSE(areApart({0.1, 0.3}, {0.3, 0.4}));
}

/// "The cat is on the" with as many cats as the distance says; every index has another word at the end.
DistanceSentence tinySentence(Kind kind, int distance, std::uint64_t index) {
  DistanceSentence sentence;
  sentence.prompt = "The";
  for (int i = 0; i < distance; ++i) sentence.prompt += " cat";
  sentence.prompt += index % 2 == 0 ? " is" : " on";
  sentence.prompt += index % 3 == 0 ? " the" : " bird";
  sentence.right = "mat";
  if (kind == Kind::Agreement) sentence.wrong = "sofa";
  return sentence;
}

class DistanceExperimentTest : public ::testing::Test {
 protected:
  DistanceExperimentTest() : m_tokenizer(tinyVocabulary()) {
    m_settings.kinds = {Kind::Place, Kind::Agreement};
    m_settings.distances = {0, 3, 7};
    m_settings.sentences = 50;
  }

  [[nodiscard]] std::vector<ExperimentModel> two() const {
    return {{"first", &m_first, &m_tokenizer}, {"second", &m_second, &m_tokenizer}};
  }
  [[nodiscard]] DistanceFigure runWith(ThreadPool* pool) const {
    DistanceExperiment experiment(m_settings, two(), tinySentence, pool);
    while (!experiment.isDone()) experiment.step();
    return experiment.figure();
  }

  WordLevelTokenizer m_tokenizer;
  CountingModel m_first;
  CountingModel m_second{24, ModelKind::Gru};
  DistanceSettings m_settings;
};

TEST_F(DistanceExperimentTest, countsWhatSingleRunsGive) {
  const DistanceFigure figure = runWith(nullptr);
  ASSERT_EQ(figure.models, (std::vector<std::string>{"first", "second"}));
  for (std::size_t kind = 0; kind < 2; ++kind) {
    for (std::size_t at = 0; at < 3; ++at) {
      Index right = 0;
      double probability = 0;
      for (std::uint64_t index = 0; index < 50; ++index) {
        const DistanceSentence sentence = tinySentence(m_settings.kinds[kind], m_settings.distances[at], index);
        const Generation run(m_first, m_tokenizer, preparePrompt(sentence.prompt, m_tokenizer, 32));
        const Distribution distribution = run.distribution();
        const double mat = distribution.find(*m_tokenizer.find("mat"))->probability;
        probability += mat / 50;
        right += kind == 0 ? distribution.candidates.front().id == *m_tokenizer.find("mat")
                           : mat > distribution.find(*m_tokenizer.find("sofa"))->probability;
      }
      EXPECT_EQ(figure.point(kind, at, 0).right, right);
      EXPECT_EQ(figure.point(kind, at, 0).sentences, 50);
      EXPECT_NEAR(figure.point(kind, at, 0).probability, probability, 1e-12);
    }
  }
}

TEST_F(DistanceExperimentTest, hasTheSameBitsWithAnyNumberOfThreads) {
  const DistanceFigure alone = runWith(nullptr);
  ThreadPool three(3);
  const DistanceFigure together = runWith(&three);
  for (std::size_t i = 0; i < alone.points.size(); ++i) {
    EXPECT_EQ(alone.points[i].right, together.points[i].right);
    EXPECT_EQ(alone.points[i].probability, together.points[i].probability);
  }
}

TEST_F(DistanceExperimentTest, everyDistanceHasItsTurnAndAnExample) {
  DistanceExperiment experiment(m_settings, two(), tinySentence);
  EXPECT_EQ(experiment.steps(), 3 * 6);
  for (int i = 0; i < 6; ++i) experiment.step();
  for (const DistanceFigure::Point& point : experiment.figure().points) EXPECT_EQ(point.sentences, 20);
  for (const DistanceFigure::Example& example : experiment.figure().examples) {
    ASSERT_EQ(example.said.size(), 2U);
    EXPECT_FALSE(example.said.front().word.empty());
  }
  EXPECT_EQ(experiment.figure().examples[1].prompt, "The cat cat cat is the");
}

TEST_F(DistanceExperimentTest, whatWasBegunBeforeACancelDoesNotCount) {
  std::stop_source stop;
  DistanceExperiment experiment(m_settings, two(), tinySentence, nullptr, stop.get_token());
  experiment.step();
  const int calls = m_first.calls;
  stop.request_stop();
  experiment.step();
  EXPECT_EQ(m_first.calls, calls);
  EXPECT_EQ(experiment.stepsDone(), 1);
  EXPECT_EQ(experiment.figure().points.front().sentences, 20);
  EXPECT_THROW(DistanceExperiment(m_settings, two(), tinySentence, nullptr, stop.get_token()), Error);
}

TEST_F(DistanceExperimentTest, refusesModelsThatCannotSayTheWords) {
  const auto codeOf = [&](const DistanceSettings& settings, const ExperimentModel& model) -> std::string {
    try {
      const DistanceExperiment experiment(settings, {model}, tinySentence);
    } catch (const Error& error) {
      return error.code();
    }
    return "";
  };
  EXPECT_EQ(codeOf(m_settings, {"first", &m_first, &m_tokenizer}), "");
  std::vector<std::string> words = tinyVocabulary();
  std::erase(words, "mat");
  const WordLevelTokenizer noMat(words);
  EXPECT_EQ(codeOf(m_settings, {"first", &m_first, &noMat}), "distance.word");
  const CountingModel encoder(32, ModelKind::Encoder);
  EXPECT_EQ(codeOf(m_settings, {"encoder", &encoder, &m_tokenizer}), "experiment.kind");
  DistanceSettings far = m_settings;
  far.distances = {0, 30};
  EXPECT_EQ(codeOf(far, {"first", &m_first, &m_tokenizer}), "distance.context");
}

TEST(ClassroomSentences, areHeldOutAndAsFarApartAsAsked) {
  const auto grammar = openClassroomGrammar();
  const DistanceSentences sentences = classroomSentences(grammar);
  std::set<std::string> prompts;
  for (std::uint64_t index = 0; index < 40; ++index) {
    const DistanceSentence place = sentences(Kind::Place, 20, index);
    const GrammarSentence drawn = grammar->heldOutSentence(SentenceKind::Place, 20, index);
    EXPECT_TRUE(grammar->isReserved(drawn.subject, drawn.verb, drawn.modifier));
    EXPECT_EQ(drawn.distance, 20);
    EXPECT_EQ(place.prompt, drawn.prompt);
    EXPECT_EQ(place.right, drawn.distribution.front().word);
    EXPECT_TRUE(place.wrong.empty());
    prompts.insert(place.prompt);
    const DistanceSentence agreement = sentences(Kind::Agreement, 5, index);
    EXPECT_FALSE(agreement.wrong.empty());
    EXPECT_NE(agreement.wrong, agreement.right);
    const DistanceSentence name = sentences(Kind::Name, 5, index);
    EXPECT_NE(name.prompt.find(name.right), std::string::npos) << name.prompt;
    EXPECT_TRUE(name.wrong.empty());
  }
  EXPECT_EQ(prompts.size(), 40U);
}

TEST(ClassroomSentences, areReadByTheSampleModels) {
  const auto opened = openModel(std::string(HEADLIGHT_SOURCE_DIR) + "/sample_models/classroom-rnn");
  DistanceSettings settings;
  settings.sentences = 2;
  DistanceExperiment experiment(settings, {{opened->name, opened->model.get(), opened->tokenizer.get()}},
                                classroomSentences(openClassroomGrammar()));
  while (!experiment.isDone()) experiment.step();
  EXPECT_EQ(experiment.figure().points.size(), 27U);
  for (const DistanceFigure::Point& point : experiment.figure().points) {
    EXPECT_EQ(point.sentences, 2);
    EXPECT_GT(point.probability, 0);
  }
}

}  // namespace
}  // namespace headlight
