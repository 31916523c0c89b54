#include "train/evaluation/evaluation.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tensor/error.h"
#include "train/evaluation/evaluation_rows.h"

namespace headlight {

double EvaluationResult::loss() const {
  return tokens == 0 ? 0 : (tokenNats + spellingNats) / static_cast<double>(tokens);
}
double EvaluationResult::lossOfTokens() const {
  return tokens == 0 ? 0 : tokenNats / static_cast<double>(tokens);
}
double EvaluationResult::perplexity() const {
  return std::exp(loss());
}
double EvaluationResult::bitsPerCharacter() const {
  return characters == 0 ? 0 : (tokenNats + spellingNats) / std::numbers::ln2 / static_cast<double>(characters);
}
double EvaluationResult::unknownShare() const {
  return words == 0 ? 0 : static_cast<double>(unknown) / static_cast<double>(words);
}

Evaluation::Evaluation(const TrainableModel& model, const TokenizedText& text, const EvaluationSettings& settings)
    : m_rows(textRows(model.config(), text, settings)) {
  prepare(model, settings.rows);
}

Evaluation::Evaluation(const TrainableModel& model, const TokenizedPairs& pairs, const EvaluationSettings& settings)
    : m_rows(pairRows(model.config(), pairs, settings)) {
  prepare(model, settings.rows);
}

Evaluation::~Evaluation() = default;
Evaluation::Evaluation(Evaluation&&) noexcept = default;

void Evaluation::prepare(const TrainableModel& model, Index rows) {
  m_atOnce = std::min(static_cast<std::size_t>(std::max<Index>(rows, 1)), m_rows->count());
  if (m_atOnce > 0) m_workspace = model.newWorkspace(static_cast<Index>(m_atOnce), m_rows->longest());
}

EvaluationResult Evaluation::run(const TrainableModel& model, ThreadPool* pool,
                                 const std::function<bool(double)>& progress) {
  EvaluationResult result = m_rows->known();
  for (std::size_t first = 0; first < m_rows->count();) {
    const std::size_t count = std::min(m_atOnce, m_rows->count() - first);
    const TrainingBatch batch = m_rows->batch(first, count);
    const auto counted =
        std::count_if(batch.targets.begin(), batch.targets.end(), [](TokenId target) { return target >= 0; });
    const double mean = model.lossAndGradients(batch, *m_workspace, Dropout{}, pool, nullptr);
    result.tokenNats += mean * static_cast<double>(counted);
    result.tokens += static_cast<std::uint64_t>(counted);
    first += count;
    const double done = static_cast<double>(first) / static_cast<double>(m_rows->count());
    if (progress && !progress(done)) throw Error("cancelled");
  }
  return result;
}

}  // namespace headlight
