#include "train/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>

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

Schedule scheduleOf(const TrainingSettings& settings) {
  return {settings.optimizer.learningRate, settings.floor, settings.warmupSteps, settings.steps};
}

bool isDue(std::uint64_t every, std::uint64_t step) {
  return every > 0 && step % every == 0;
}

void copyBlock(std::span<const float> from, std::vector<float>& to) {
  to.assign(from.begin(), from.end());
}

}  // namespace

Trainer::Trainer(TrainableModel& model, const TrainingSettings& settings, std::unique_ptr<BatchSource> batches,
                 std::vector<ValidationText> validation, ThreadPool* pool)
    : m_model(model),
      m_settings(settings),
      m_batches(std::move(batches)),
      m_validationTexts(std::move(validation)),
      m_pool(pool),
      m_gradients(model.weights().layout()),
      m_workspace(model.newWorkspace(m_batches->batch(), m_batches->length())),
      m_optimizer(model.weights().layout(), settings.optimizer),
      m_norm(model.weights().block().size()) {
  m_state.config = model.config();
  for (const ValidationText& text : m_validationTexts) {
    m_evaluations.emplace_back(model, text.text);
    m_validation.push_back({text.name, {}});
  }
}

void Trainer::setIdentity(std::string fingerprint, std::string tokenizerJson) {
  m_state.fingerprint = std::move(fingerprint);
  m_state.tokenizerJson = std::move(tokenizerJson);
}

void Trainer::resume(const TrainingState& state) {
  const std::span<float> weights = m_model.weights().block();
  if (state.weights.size() != weights.size())
    throw Error("internal.failure", {{"what", "a checkpoint of another layout"}});
  m_optimizer.setMoments(state.firstMoment, state.secondMoment);
  std::copy(state.weights.begin(), state.weights.end(), weights.begin());
  m_state = state;
  m_secondsBefore = state.seconds;
  if (state.lossCount > 0) m_lastLoss = state.lossSum / static_cast<double>(state.lossCount);
}

double Trainer::secondsSoFar() const {
  return m_secondsBefore + seconds(now() - m_begin);
}

void Trainer::step() {
  const TrainingBatch batch = m_batches->at(m_state.step);
  const Dropout dropout{static_cast<float>(m_settings.dropout), m_settings.seed, m_state.step};
  const double loss = m_model.lossAndGradients(batch, *m_workspace, dropout, m_pool, &m_gradients);
  m_gradientNorm = m_norm.of(m_gradients.block(), m_pool);
  if (!std::isfinite(loss) || !std::isfinite(m_gradientNorm))
    throw Error("train.diverged", {{"step", std::to_string(m_state.step + 1)}});
  m_optimizer.step(m_model.weights(), m_gradients, clippingScale(m_gradientNorm, m_settings.clip),
                   learningRateAt(scheduleOf(m_settings), m_state.step), m_state.step + 1, m_pool);
  ++m_state.step;
  m_state.lossSum += loss;
  ++m_state.lossCount;
}

void Trainer::measureValidation(const std::stop_token& stop) {
  const auto goesOn = [&stop](double) { return !stop.stop_requested(); };
  for (std::size_t i = 0; i < m_evaluations.size(); ++i)
    m_validation[i].result = m_evaluations[i].run(m_model, m_pool, goesOn);
  if (m_validation.empty()) return;
  const double loss = m_validation.front().result.loss();
  if (m_state.bestValidationStep > 0 && loss >= m_state.bestValidationLoss) return;
  m_state.bestValidationLoss = loss;
  m_state.bestValidationStep = m_state.step;
}

void Trainer::report(const TrainingProgressCallback& progress, bool withValidation, const std::stop_token& stop) {
  TrainingProgress values;
  values.step = m_state.step;
  values.steps = m_settings.steps;
  const std::int64_t time = now();
  const auto steps = static_cast<double>(m_state.step - m_reportedStep);
  const double spent = seconds(time - m_reported);
  values.tokensPerSecond = steps * static_cast<double>(m_settings.batch * m_settings.length) / std::max(spent, 1e-9);
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
}

void Trainer::save(CheckpointSink* sink) {
  if (sink == nullptr) return;
  copyBlock(m_model.weights().block(), m_state.weights);
  copyBlock(m_optimizer.firstMoment(), m_state.firstMoment);
  copyBlock(m_optimizer.secondMoment(), m_state.secondMoment);
  m_state.seconds = secondsSoFar();
  sink->save(m_state);
}

TrainingOutcome Trainer::stopped(CheckpointSink* sink) {
  save(sink);
  return TrainingOutcome{false, m_state.step, m_lastLoss, secondsSoFar(), {}};
}

bool Trainer::reportIfDue(const TrainingProgressCallback& progress, const std::stop_token& stop) {
  const bool validates = m_state.step == m_settings.steps || isDue(m_settings.validateEvery, m_state.step);
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
  while (m_state.step < m_settings.steps) {
    if (stop.stop_requested()) return stopped(sink);
    step();
    if (!reportIfDue(progress, stop)) return stopped(sink);
    if (isDue(m_settings.checkpointEvery, m_state.step) && m_state.step < m_settings.steps) save(sink);
  }
  const bool measured = m_validation.empty() || m_validation.front().result.tokens > 0;
  if (!measured) measureValidation(stop);  // resumed after the last step
  return {true, m_state.step, m_lastLoss, secondsSoFar(), m_validation};
}

}  // namespace headlight
