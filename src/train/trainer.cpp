#include "train/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "tensor/error.h"
#include "train/schedule.h"

namespace headlight {
namespace {

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

double seconds(std::int64_t nanoseconds) {
  return static_cast<double>(nanoseconds) * 1e-9;
}

bool isDue(std::uint64_t every, std::uint64_t step) {
  return every > 0 && step % every == 0;
}

std::vector<float> copyOf(std::span<const float> block) {
  return {block.begin(), block.end()};
}

void copyTo(std::span<float> block, const std::vector<float>& from) {
  if (from.size() != block.size()) throw Error("internal.failure", {{"what", "a checkpoint of another layout"}});
  std::copy(from.begin(), from.end(), block.begin());
}

std::uint64_t countedTargets(const TrainingBatch& batch) {
  return static_cast<std::uint64_t>(
      std::count_if(batch.targets.begin(), batch.targets.end(), [](TokenId target) { return target >= 0; }));
}

/// Tokens that the model reads, a source's included, padding not.
std::uint64_t tokensOf(const TrainingBatch& batch) {
  const auto sum = [](std::span<const Index> lengths, Index all) {
    return lengths.empty() ? static_cast<std::uint64_t>(all)
                           : static_cast<std::uint64_t>(std::accumulate(lengths.begin(), lengths.end(), Index{0}));
  };
  return sum(batch.lengths, batch.batch * batch.length) + sum(batch.sourceLengths, batch.batch * batch.sourceLength);
}

}  // namespace

Trainer::Trainer(TrainableModel& model, const TrainingSettings& settings, std::unique_ptr<BatchSource> batches,
                 std::vector<ValidationText> validation, ThreadPool* pool, const FineTuning& tuning)
    : m_model(model),
      m_settings(settings),
      m_batches(std::move(batches)),
      m_validationTexts(std::move(validation)),
      m_pool(pool),
      m_gradients(model.weights().layout()),
      m_workspace(model.newWorkspace(m_batches->batch(), m_batches->length())),
      m_trained(makeTrainedWeights(model, settings, tuning)),
      m_optimizer(makeOptimizer(m_trained->moved().layout(), settings, m_trained->frozen())),
      m_norm(m_trained->moved().block().size()) {
  if (settings.accumulate > 1) m_accumulated = Parameters(model.weights().layout());
  m_state.config = model.config();
  for (const ValidationText& text : m_validationTexts) {
    if (model.config().role() == Role::Translates)
      m_evaluations.emplace_back(model, text.pairs, text.settings);
    else
      m_evaluations.emplace_back(model, text.text, text.settings);
    m_validation.push_back({text.name, {}});
  }
  if (settings.keepBest && !m_evaluations.empty()) m_state.best = copyOf(model.weights().block());
}

void Trainer::setIdentity(std::string fingerprint, std::string tokenizerJson) {
  m_state.fingerprint = std::move(fingerprint);
  m_state.tokenizerJson = std::move(tokenizerJson);
}

void Trainer::resume(const TrainingState& state) {
  copyTo(m_model.weights().block(), state.weights);
  if (!m_trained->movesWeightsThemselves()) {
    copyTo(m_trained->moved().block(), state.moved);
    m_trained->update(m_pool);
  }
  m_optimizer->setMoments(state.firstMoment, state.secondMoment);
  const std::span<float> carried = m_workspace->carriedState();
  if (!state.carried.empty()) copyTo(carried, state.carried);
  std::vector<float> best = std::move(m_state.best);
  if (!best.empty() && state.best.size() == best.size()) best = state.best;
  m_state = state;
  for (std::vector<float>* block :
       {&m_state.weights, &m_state.moved, &m_state.firstMoment, &m_state.secondMoment, &m_state.carried})
    *block = {};
  m_state.best = std::move(best);
  m_secondsBefore = state.seconds;
  if (state.lossCount > 0) m_lastLoss = state.lossSum / static_cast<double>(state.lossCount);
}

double Trainer::secondsSoFar() const {
  return m_secondsBefore + seconds(now() - m_begin);
}

double Trainer::gradientsOfStep() {
  const auto batches = static_cast<std::uint64_t>(m_settings.accumulate);
  const std::span<float> sum = m_accumulated.block();
  std::fill(sum.begin(), sum.end(), 0.0F);
  double loss = 0;
  std::uint64_t counted = 0;
  for (std::uint64_t number = m_state.step * batches; number < (m_state.step + 1) * batches; ++number) {
    const TrainingBatch batch = m_batches->at(number);
    const Dropout dropout{static_cast<float>(m_settings.dropout), m_settings.seed, number,
                          static_cast<float>(m_settings.labelSmoothing)};
    m_state.tokens += tokensOf(batch);
    const double mean = m_model.lossAndGradients(batch, *m_workspace, dropout, m_pool, &m_gradients);
    if (batches == 1) return mean;
    const std::uint64_t targets = countedTargets(batch);
    const std::span<const float> gradients = m_gradients.block();
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<float>(targets) * gradients[i];
    loss += static_cast<double>(targets) * mean;
    counted += targets;
  }
  // The mean over all targets of the step, as one batch of all rows has it.
  const float scale = 1.0F / static_cast<float>(std::max<std::uint64_t>(1, counted));
  const std::span<float> gradients = m_gradients.block();
  for (std::size_t i = 0; i < sum.size(); ++i) gradients[i] = scale * sum[i];
  return loss / static_cast<double>(std::max<std::uint64_t>(1, counted));
}

void Trainer::step() {
  const double loss = gradientsOfStep();
  const Parameters& gradients = m_trained->gradients(m_gradients, m_pool);
  m_gradientNorm = m_norm.of(gradients.block(), m_pool);
  if (!std::isfinite(loss) || !std::isfinite(m_gradientNorm))
    throw Error("train.diverged", {{"step", std::to_string(m_state.step + 1)}});
  m_optimizer->step(m_trained->moved(), gradients, clippingScale(m_gradientNorm, m_settings.clip),
                    learningRateAt(scheduleOf(m_settings), m_state.step), m_state.step + 1, m_pool);
  m_trained->update(m_pool);
  ++m_state.step;
  m_state.lossSum += loss;
  ++m_state.lossCount;
}

void Trainer::measure(const std::stop_token& stop) {
  const auto goesOn = [&stop](double) { return !stop.stop_requested(); };
  for (std::size_t i = 0; i < m_evaluations.size(); ++i)
    m_validation[i].result = m_evaluations[i].run(m_model, m_pool, goesOn);
}

void Trainer::measureValidation(const std::stop_token& stop) {
  measure(stop);
  m_measured = true;
  m_state.validatedStep = m_state.step;
  if (m_validation.empty()) return;
  const double loss = m_validation.front().result.loss();
  if (m_state.bestValidationStep > 0 && loss >= m_state.bestValidationLoss) {
    ++m_state.validationsWithoutBetter;
    return;
  }
  m_state.bestValidationLoss = loss;
  m_state.bestValidationStep = m_state.step;
  m_state.validationsWithoutBetter = 0;
  const std::span<const float> weights = m_model.parameters().block();
  if (!m_state.best.empty()) std::copy(weights.begin(), weights.end(), m_state.best.begin());
}

bool Trainer::patienceIsOver() const {
  return m_settings.patience > 0 && m_state.validationsWithoutBetter >= m_settings.patience;
}

void Trainer::report(const TrainingProgressCallback& progress, bool withValidation, const std::stop_token& stop) {
  TrainingProgress values;
  values.step = m_state.step;
  values.steps = m_settings.steps;
  const double spent = std::max(seconds(now() - m_reported), 1e-9);
  const auto steps = static_cast<double>(m_state.step - m_reportedStep);
  values.tokensPerSecond = static_cast<double>(m_state.tokens - m_reportedTokens) / spent;
  values.secondsLeft = static_cast<double>(m_settings.steps - m_state.step) * spent / std::max(steps, 1.0);
  if (withValidation) measureValidation(stop);
  m_lastLoss = m_state.lossCount > 0 ? m_state.lossSum / static_cast<double>(m_state.lossCount) : m_lastLoss;
  values.loss = m_lastLoss;
  values.learningRate = learningRateAt(scheduleOf(m_settings), m_state.step - 1);
  values.gradientNorm = m_gradientNorm;
  values.validation = withValidation && !m_validation.empty() ? &m_validation : nullptr;
  if (progress) progress(values);
  m_state.lossSum = 0;
  m_state.lossCount = 0;
  m_reported = now();
  m_reportedStep = m_state.step;
  m_reportedTokens = m_state.tokens;
}

void Trainer::save(CheckpointSink* sink) {
  if (sink == nullptr) return;
  TrainingState whole = m_state;  // a copy that goes again: checkpoints are rare, and memory is not
  whole.weights = copyOf(m_model.parameters().block());
  if (!m_trained->movesWeightsThemselves()) whole.moved = copyOf(m_trained->moved().block());
  whole.firstMoment = copyOf(m_optimizer->firstMoment());
  whole.secondMoment = copyOf(m_optimizer->secondMoment());
  whole.carried = copyOf(m_workspace->carriedState());
  whole.seconds = secondsSoFar();
  sink->save(whole);
}

TrainingOutcome Trainer::outcome(bool isFinished) {
  TrainingOutcome result;
  result.finished = isFinished;
  result.step = result.weightsOfStep = m_state.step;
  result.loss = m_lastLoss;
  result.seconds = secondsSoFar();
  result.tokens = m_state.tokens;
  result.moved = m_trained->movedCount();
  return result;
}

TrainingOutcome Trainer::stopped(CheckpointSink* sink) {
  save(sink);
  return outcome(false);
}

TrainingOutcome Trainer::finished() {
  if (!m_measured) measure({});  // resumed after the last step
  TrainingOutcome result = outcome(true);
  result.endedEarly = m_state.step < m_settings.steps;
  if (!m_state.best.empty() && m_state.bestValidationStep != m_state.step) {
    copyTo(m_model.weights().block(), m_state.best);
    result.weightsOfStep = m_state.bestValidationStep;
    measure({});  // not to be stopped: the last weights are gone
  }
  result.validation = m_validation;
  return result;
}

bool Trainer::validationIsDue() const {
  return m_state.step == m_settings.steps || isDue(m_settings.validateEvery, m_state.step);
}

bool Trainer::reportIfDue(const TrainingProgressCallback& progress, const std::stop_token& stop) {
  const bool validates = validationIsDue();
  if (!validates && !isDue(m_settings.logEvery, m_state.step) && m_state.step != 1) return true;
  try {
    report(progress, validates, stop);
    return true;
  } catch (const Error& error) {
    if (error.code() != "cancelled") throw;
    return false;  // in the middle of a validation
  }
}

TrainingOutcome Trainer::run(const TrainingProgressCallback& progress, CheckpointSink* sink, std::stop_token stop) {
  m_begin = m_reported = now();
  m_reportedStep = m_state.step;
  m_reportedTokens = m_state.tokens;
  const bool stoppedInValidation = validationIsDue() && m_state.validatedStep < m_state.step;
  if (stoppedInValidation && !reportIfDue(progress, stop)) return stopped(sink);
  while (m_state.step < m_settings.steps && !patienceIsOver()) {
    if (stop.stop_requested()) return stopped(sink);
    step();
    if (!reportIfDue(progress, stop)) return stopped(sink);
    if (isDue(m_settings.checkpointEvery, m_state.step) && m_state.step < m_settings.steps) save(sink);
  }
  return finished();
}

}  // namespace headlight
