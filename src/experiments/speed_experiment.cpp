#include "experiments/speed_experiment.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>

#include "experiments/experiment_models.h"
#include "models/family.h"
#include "models/trainable_model.h"
#include "tensor/random.h"

namespace headlight {
namespace {

constexpr Index kStepsTogether = 8;  // up to a length: one step is too short to be measured well alone
constexpr std::uint64_t kWordSeed = 1;

template <class Work>
double millisecondsOf(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Which words does not matter to the time.
std::vector<TokenId> anyWords(Index count, Index vocabulary) {
  Random random(kWordSeed);
  std::vector<TokenId> words(static_cast<std::size_t>(count));
  for (TokenId& word : words) word = static_cast<TokenId>(random.below(static_cast<std::uint64_t>(vocabulary)));
  return words;
}

/// Milliseconds by length.
struct Samples {
  std::vector<std::vector<double>> step, prompt, oneByOne, promptMoreThreads;
};

}  // namespace

struct SpeedExperiment::Private {
  SpeedSettings settings;
  std::vector<ExperimentModel> models;
  std::vector<std::unique_ptr<LanguageModel>> stretched;  ///< null: measured in its own context alone
  std::vector<Samples> samples;                           ///< by model
  ThreadPool* pool = nullptr;
  std::unique_ptr<ThreadPool> largerPool;  ///< null: nothing is measured with more threads
  std::stop_token stop;
  SpeedFigure figure;
  Index done = 0;

  [[nodiscard]] Index lengthOf(std::size_t at) const { return settings.lengths[at]; }
  void measure(const LanguageModel& model, Index shortest, Index longest, Samples& into) const;
  [[nodiscard]] static double promptTime(const LanguageModel& model, std::span<const TokenId> prompt, ThreadPool* pool);
  void measureSteps(const LanguageModel& model, std::span<const TokenId> words, Index shortest, Samples& into) const;
  void makeLargerPool();
  void keep(std::size_t model, const Samples& once);
  void summarize(std::size_t model);
};

/// A text of so many words a token at a time: every step is timed.
void SpeedExperiment::Private::measureSteps(const LanguageModel& model, std::span<const TokenId> words, Index shortest,
                                            Samples& into) const {
  std::vector<float> logits(static_cast<std::size_t>(model.config().dVocab));
  RunOptions options;
  options.pool = pool;
  const std::unique_ptr<DecodingState> state = model.newState();
  std::vector<double> times;
  double sum = 0;
  std::size_t at = 0;
  for (Index i = 0; i < static_cast<Index>(words.size()); ++i) {
    if (stop.stop_requested()) return;
    times.push_back(
        millisecondsOf([&] { model.forward(words.subspan(static_cast<std::size_t>(i), 1), *state, options, logits); }));
    sum += times.back();
    while (at < settings.lengths.size() && lengthOf(at) < i + 1) ++at;
    if (at == settings.lengths.size() || lengthOf(at) != i + 1 || i + 1 < shortest) continue;
    into.oneByOne[at].push_back(sum);
    const auto together = static_cast<std::ptrdiff_t>(std::min(kStepsTogether, i + 1));
    into.step[at].insert(into.step[at].end(), times.end() - together, times.end());
  }
}

/// Everything at the lengths from `shortest` to `longest`.
void SpeedExperiment::Private::measure(const LanguageModel& model, Index shortest, Index longest, Samples& into) const {
  Index last = 0;
  for (const Index length : settings.lengths) last = length >= shortest && length <= longest ? length : last;
  if (last == 0) return;
  const std::vector<TokenId> words = anyWords(last, model.config().dVocab);
  measureSteps(model, words, shortest, into);
  for (std::size_t at = 0; at < settings.lengths.size(); ++at) {
    if (stop.stop_requested()) return;
    if (lengthOf(at) < shortest || lengthOf(at) > longest) continue;
    const std::span<const TokenId> prompt(words.data(), static_cast<std::size_t>(lengthOf(at)));
    into.prompt[at].push_back(promptTime(model, prompt, pool));
    if (largerPool) into.promptMoreThreads[at].push_back(promptTime(model, prompt, largerPool.get()));
  }
}

double SpeedExperiment::Private::promptTime(const LanguageModel& model, std::span<const TokenId> prompt,
                                            ThreadPool* pool) {
  std::vector<float> logits(static_cast<std::size_t>(model.config().dVocab));
  RunOptions options;
  options.pool = pool;
  return millisecondsOf([&] {
    const std::unique_ptr<DecodingState> state = model.newState();
    model.prefill(prompt, *state, options, logits);
  });
}

void SpeedExperiment::Private::makeLargerPool() {
  if (!settings.moreThreads) return;
  largerPool = std::make_unique<ThreadPool>(*settings.moreThreads);
  if (largerPool->threads() > figure.threads)
    figure.moreThreads = largerPool->threads();
  else
    largerPool.reset();
}

void SpeedExperiment::Private::keep(std::size_t model, const Samples& once) {
  const auto append = [](std::vector<std::vector<double>>& to, const std::vector<std::vector<double>>& from) {
    for (std::size_t at = 0; at < to.size(); ++at) to[at].insert(to[at].end(), from[at].begin(), from[at].end());
  };
  append(samples[model].step, once.step);
  append(samples[model].prompt, once.prompt);
  append(samples[model].oneByOne, once.oneByOne);
  append(samples[model].promptMoreThreads, once.promptMoreThreads);
}

void SpeedExperiment::Private::summarize(std::size_t model) {
  SpeedFigure::Model& shown = figure.models[model];
  for (std::size_t at = 0; at < settings.lengths.size(); ++at) {
    shown.step[at] = median(samples[model].step[at]);
    shown.prompt[at] = median(samples[model].prompt[at]);
    shown.oneByOne[at] = median(samples[model].oneByOne[at]);
    shown.promptMoreThreads[at] = median(samples[model].promptMoreThreads[at]);
  }
}

SpeedExperiment::SpeedExperiment(const SpeedSettings& settings, std::vector<ExperimentModel> models, ThreadPool* pool,
                                 std::stop_token stop)
    : d(std::make_unique<Private>()) {
  requireContinuing(models);
  d->settings = settings;
  d->models = std::move(models);
  d->pool = pool;
  d->stop = std::move(stop);
  d->figure.source.model = namesOf(d->models);
  d->figure.lengths = settings.lengths;
  d->figure.threads = pool == nullptr ? 1 : pool->threads();
  d->makeLargerPool();
  const std::vector<double> nothing(settings.lengths.size(), std::numeric_limits<double>::quiet_NaN());
  const std::vector<std::vector<double>> none(settings.lengths.size());
  for (const ExperimentModel& asked : d->models) {
    const Index longest = settings.lengths.empty() ? 0 : settings.lengths.back();
    const Index context = asked.model->config().nCtx;
    const bool stretches = settings.stretches && longest > context;
    d->stretched.push_back(stretches ? stretchedModel(*asked.model, longest) : nullptr);
    d->figure.models.push_back({asked.name, context, d->stretched.back() != nullptr, nothing, nothing, nothing, nothing,
                                multiplicationsOf(*asked.model)});
    d->samples.push_back({none, none, none, none});
  }
}

SpeedExperiment::~SpeedExperiment() = default;
SpeedExperiment::SpeedExperiment(SpeedExperiment&&) noexcept = default;

void SpeedExperiment::step() {
  if (isDone()) return;
  const std::size_t at = static_cast<std::size_t>(d->done) % d->models.size();
  const LanguageModel& model = *d->models[at].model;
  const std::vector<std::vector<double>> none(d->settings.lengths.size());
  Samples once{none, none, none, none};
  d->measure(model, 1, model.config().nCtx, once);
  if (d->stretched[at]) {
    const LanguageModel& longer = *d->stretched[at];
    d->measure(longer, model.config().nCtx + 1, longer.config().nCtx, once);
  }
  if (d->stop.stop_requested()) return;
  d->keep(at, once);
  d->summarize(at);
  ++d->done;
  d->figure.repetitions = static_cast<int>(d->done / static_cast<Index>(d->models.size()));
}

bool SpeedExperiment::isDone() const {
  return d->done == steps();
}

Index SpeedExperiment::stepsDone() const {
  return d->done;
}

Index SpeedExperiment::steps() const {
  return static_cast<Index>(d->models.size()) * d->settings.repetitions;
}

const SpeedFigure& SpeedExperiment::figure() const {
  return d->figure;
}

SpeedFigure::Multiplications multiplicationsOf(const LanguageModel& model) {
  const ModelConfig& config = model.config();
  const ModelFamily& family = familyOf(config.kind);
  SpeedFigure::Multiplications count;
  for (const ParameterInfo& info : model.parameters().layout().all()) {
    const bool isTable = info.name == family.tokenEmbedding || info.name == family.ownHead;
    const bool isProduct = family.isRecurrent ? !info.isVector && !isTable : info.use == MatrixUse::Linear;
    if (info.name == outputMatrixName(config)) count.scores = info.size();
    if (isProduct) count.layers += info.size();
  }
  // A query with each key, and each weight with its value.
  if (config.hasAttention()) count.attention = 2 * config.nLayers * config.nHeads * config.dHead();
  return count;
}

std::unique_ptr<LanguageModel> stretchedModel(const LanguageModel& model, Index context) {
  ModelConfig config = model.config();
  const Parameters& own = model.parameters();
  const bool hasTable = config.hasAttention() && config.positions == Positions::Learned;
  if (!hasTable || own.layout().anyCompact()) return nullptr;
  config.nCtx = context;
  Parameters weights(parameterLayout(config));
  for (const ParameterInfo& info : weights.layout().all()) {
    const ConstMatrixMap<float> from = own.matrix(info.name);
    MatrixMap<float> to = weights.matrix(info);
    for (Index row = 0; row < to.rows(); ++row) to.row(row) = from.row(row % from.rows());
  }
  return makeModel(config, std::move(weights));
}

}  // namespace headlight
