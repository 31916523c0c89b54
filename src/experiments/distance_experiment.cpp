#include "experiments/distance_experiment.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/statistics/softmax.h"
#include "experiments/experiment_models.h"
#include "tensor/error.h"

namespace headlight {
namespace {

constexpr Index kBlock = 20;  // sentences that each model is asked in a step
constexpr TokenId kNone = -1;

/// A sentence as one model reads it.
struct Question {
  std::vector<TokenId> prompt;
  TokenId right = kNone;
  TokenId wrong = kNone;  ///< kNone: the right word must be the likeliest
};

struct Answer {
  TokenId said = kNone;  ///< the likeliest
  double probability = 0;
  bool isRight = false;
};

/// The one token that `word` becomes behind the prompt.
TokenId tokenBehind(const ExperimentModel& asked, const std::string& prompt, std::size_t promptTokens,
                    const std::string& word) {
  const std::vector<Token> tokens = asked.tokenizer->encode(prompt + " " + word);
  const bool isOne = tokens.size() == promptTokens + 1 && tokens.back().source.empty();
  if (!isOne) throw Error("distance.word", {{"model", asked.name}, {"word", word}});
  return tokens.back().id;
}

Question questionFor(const ExperimentModel& asked, const DistanceSentence& sentence, int distance) {
  Question question;
  for (const Token& token : asked.tokenizer->encode(sentence.prompt)) {
    if (!token.source.empty()) throw Error("distance.word", {{"model", asked.name}, {"word", token.source}});
    question.prompt.push_back(token.id);
  }
  const auto length = static_cast<Index>(question.prompt.size());
  if (length > asked.model->config().nCtx) {
    throw Error("distance.context", {{"model", asked.name},
                                     {"distance", std::to_string(distance)},
                                     {"tokens", std::to_string(length)},
                                     {"n_ctx", std::to_string(asked.model->config().nCtx)}});
  }
  question.right = tokenBehind(asked, sentence.prompt, question.prompt.size(), sentence.right);
  if (!sentence.wrong.empty())
    question.wrong = tokenBehind(asked, sentence.prompt, question.prompt.size(), sentence.wrong);
  return question;
}

/// One prefill, as the first step of a run is made; the likeliest token is chosen as the sampler does
/// (generate/sampler.h): among the candidates, of equal logits the smaller id.
Answer ask(const ExperimentModel& asked, const Question& question) {
  std::vector<float> logits(static_cast<std::size_t>(asked.model->config().dVocab));
  const std::unique_ptr<DecodingState> state = asked.model->newState();
  asked.model->prefill(question.prompt, *state, {}, logits);
  Answer answer;
  float largest = -std::numeric_limits<float>::infinity();
  const auto words = std::min(static_cast<TokenId>(logits.size()), static_cast<TokenId>(asked.tokenizer->vocabSize()));
  for (TokenId id = 0; id < words; ++id) {
    const float logit = logits[static_cast<std::size_t>(id)];
    if (logit <= largest || !asked.tokenizer->isCandidate(id)) continue;
    largest = logit;
    answer.said = id;
  }
  answer.probability = tokenShare(logits, question.right).probability;
  const float right = logits[static_cast<std::size_t>(question.right)];
  answer.isRight = question.wrong == kNone ? answer.said == question.right
                                           : right > logits[static_cast<std::size_t>(question.wrong)];
  return answer;
}

}  // namespace

struct DistanceExperiment::Private {
  std::vector<ExperimentModel> models;
  ThreadPool* pool = nullptr;
  std::stop_token stop;
  DistanceFigure figure;
  std::vector<Question> questions;  ///< [(kind · distances + distance) · wanted + sentence] · models + model
  std::vector<double> sums;         ///< of the probabilities, as figure.points
  Index rounds = 0;
  Index done = 0;  ///< steps

  [[nodiscard]] Index places() const { return static_cast<Index>(figure.kinds.size() * figure.distances.size()); }
  [[nodiscard]] Index modelCount() const { return static_cast<Index>(models.size()); }
  [[nodiscard]] const Question& question(Index place, Index sentence, Index model) const {
    return questions[static_cast<std::size_t>((place * figure.wanted + sentence) * modelCount() + model)];
  }
  void makeQuestions(const DistanceSentences& sentences);
  void count(Index place, Index begin, const std::vector<Answer>& answers);
};

void DistanceExperiment::Private::makeQuestions(const DistanceSentences& sentences) {
  const Index total = places() * figure.wanted;
  questions.resize(static_cast<std::size_t>(total * modelCount()));
  figure.examples.resize(static_cast<std::size_t>(places()));
  parallelFor(pool, total, kBlock, [&](Index begin, Index end) {
    if (stop.stop_requested()) return;
    for (Index i = begin; i < end; ++i) {
      const auto place = static_cast<std::size_t>(i / figure.wanted);
      const int distance = figure.distances[place % figure.distances.size()];
      const Index index = i % figure.wanted;
      const DistanceSentence sentence =
          sentences(figure.kinds[place / figure.distances.size()], distance, static_cast<std::uint64_t>(index));
      for (std::size_t m = 0; m < models.size(); ++m)
        questions[static_cast<std::size_t>(i) * models.size() + m] = questionFor(models[m], sentence, distance);
      if (index == 0) figure.examples[place] = {sentence.prompt, sentence.right, sentence.wrong, {}};
    }
  });
  if (stop.stop_requested()) throw Error("cancelled");
}

/// In the order of the sentences, so that sums have the same bits with any number of threads.
void DistanceExperiment::Private::count(Index place, Index begin, const std::vector<Answer>& answers) {
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::size_t model = i % models.size();
    const std::size_t at = static_cast<std::size_t>(place) * models.size() + model;
    DistanceFigure::Point& point = figure.points[at];
    point.right += answers[i].isRight ? 1 : 0;
    sums[at] += answers[i].probability;
    point.probability = sums[at] / static_cast<double>(++point.sentences);
    if (begin > 0 || i >= models.size()) continue;
    figure.examples[static_cast<std::size_t>(place)].said.push_back(
        {models[model].tokenizer->text(answers[i].said), answers[i].probability, answers[i].isRight});
  }
}

DistanceExperiment::DistanceExperiment(const DistanceSettings& settings, std::vector<ExperimentModel> models,
                                       const DistanceSentences& sentences, ThreadPool* pool, std::stop_token stop)
    : d(std::make_unique<Private>()) {
  d->models = std::move(models);
  d->pool = pool;
  d->stop = std::move(stop);
  requireContinuing(d->models);
  d->figure.source.model = namesOf(d->models);
  for (const ExperimentModel& model : d->models) d->figure.models.push_back(model.name);
  d->figure.kinds = settings.kinds;
  d->figure.distances = settings.distances;
  d->figure.wanted = settings.sentences;
  d->rounds = (settings.sentences + kBlock - 1) / kBlock;
  d->figure.points.resize(static_cast<std::size_t>(d->places() * d->modelCount()));
  d->sums.resize(d->figure.points.size());
  d->makeQuestions(sentences);
}

DistanceExperiment::~DistanceExperiment() = default;
DistanceExperiment::DistanceExperiment(DistanceExperiment&&) noexcept = default;

void DistanceExperiment::step() {
  if (isDone()) return;
  const Index place = d->done % d->places();
  const Index begin = d->done / d->places() * kBlock;
  const Index end = std::min(d->figure.wanted, begin + kBlock);
  std::vector<Answer> answers(static_cast<std::size_t>((end - begin) * d->modelCount()));
  parallelFor(d->pool, static_cast<Index>(answers.size()), 1, [&](Index i, Index) {
    if (d->stop.stop_requested()) return;
    const Index model = i % d->modelCount();
    answers[static_cast<std::size_t>(i)] =
        ask(d->models[static_cast<std::size_t>(model)], d->question(place, begin + i / d->modelCount(), model));
  });
  if (d->stop.stop_requested()) return;
  d->count(place, begin, answers);
  ++d->done;
}

bool DistanceExperiment::isDone() const {
  return d->done == steps();
}

Index DistanceExperiment::stepsDone() const {
  return d->done;
}

Index DistanceExperiment::steps() const {
  return d->rounds * d->places();
}

const DistanceFigure& DistanceExperiment::figure() const {
  return d->figure;
}

}  // namespace headlight
