#include "train/evaluation/coarse_evaluation.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "hooks/hook_names.h"
#include "tensor/error.h"
#include "train/evaluation/evaluation_rows.h"

namespace headlight {
namespace {

/// Scores every position of a run by its logits.
class Scorer : public Observer {
 public:
  Scorer(std::span<const TokenId> targets, EvaluationResult& result) : m_targets(targets), m_result(result) {}

  bool wants(const HookPoint& point) override { return point.name == hook_names::kUnembedOut; }

  void observe(const HookPoint& /*point*/, const HookValue& logits) override {
    const auto vocabulary = static_cast<std::size_t>(logits.extents[1]);
    for (std::size_t row = 0; row < m_targets.size(); ++row) {
      if (m_targets[row] < 0) continue;
      const std::span<const float> values(logits.data + row * vocabulary, vocabulary);
      const double largest = *std::max_element(values.begin(), values.end());
      double sum = 0;
      for (const float value : values) sum += std::exp(static_cast<double>(value) - largest);
      const double target = values[static_cast<std::size_t>(m_targets[row])];
      m_result.tokenNats += largest + std::log(sum) - target;
      ++m_result.tokens;
    }
  }

 private:
  std::span<const TokenId> m_targets;
  EvaluationResult& m_result;
};

}  // namespace

bool roundsValues(const ModelConfig& config) {
  return config.role() == Role::Continues;
}

EvaluationResult evaluateCoarsely(const TrainableModel& model, const TokenizedText& text,
                                  const EvaluationSettings& settings, Precision precision, ThreadPool* pool) {
  if (!roundsValues(model.config()))
    throw Error("internal.failure", {{"what", "a coarse evaluation of a model that does not go on word by word"}});
  const std::vector<Intervention> rounding = roundingInterventions(model.hooks(), precision);
  const std::unique_ptr<EvaluationRows> rows = textRows(model.config(), text, settings);
  EvaluationResult result = rows->known();
  std::vector<float> last(static_cast<std::size_t>(model.config().dVocab));
  for (std::size_t row = 0; row < rows->count(); ++row) {
    const TrainingBatch batch = rows->batch(row, 1);
    Scorer scorer(batch.targets, result);
    const auto state = model.newState();
    model.forward(batch.inputs, *state, {.observer = &scorer, .interventions = rounding, .pool = pool}, last);
  }
  return result;
}

}  // namespace headlight
