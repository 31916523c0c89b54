#include "train/trained_weights.h"

#include <algorithm>

#include "tensor/error.h"
#include "train/lora.h"
#include "train/precision.h"

namespace headlight {
namespace {

FrozenParameters frozenBy(const FineTuning& tuning, const ParameterLayout& layout) {
  return tuning.frozen.empty() ? FrozenParameters{} : matchingParameters(layout, tuning.frozen);
}

/// What does not move has no share in the gradient's norm.
void clearFrozen(Parameters& gradients, const FrozenParameters& frozen) {
  for (std::size_t i = 0; i < frozen.size(); ++i)
    if (frozen[i]) gradients.matrix(gradients.layout().all()[i]).setZero();
}

/// The optimizer moves the model's weights, rounded after every step if the precision is coarse.
class WeightsThemselves : public TrainedWeights {
 public:
  WeightsThemselves(TrainableModel& model, Precision precision, FrozenParameters frozen)
      : m_weights(model.weights()), m_precision(precision), m_frozen(std::move(frozen)) {
    roundTo(m_weights.block(), m_precision, nullptr);
  }

  Parameters& moved() override { return m_weights; }
  const FrozenParameters& frozen() const override { return m_frozen; }
  Parameters& gradients(Parameters& ofWeights, ThreadPool* pool) override {
    clearFrozen(ofWeights, m_frozen);
    roundTo(ofWeights.block(), m_precision, pool);
    return ofWeights;
  }
  void update(ThreadPool* pool) override { roundTo(m_weights.block(), m_precision, pool); }
  bool movesWeightsThemselves() const override { return true; }

 private:
  Parameters& m_weights;
  Precision m_precision;
  FrozenParameters m_frozen;
};

/// The optimizer moves float32 copies; the model runs with them rounded (Micikevicius and others 2018, section 3.1).
class MasterWeights : public TrainedWeights {
 public:
  MasterWeights(TrainableModel& model, Precision precision, FrozenParameters frozen)
      : m_weights(model.weights()), m_masters(m_weights.layout()), m_precision(precision), m_frozen(std::move(frozen)) {
    const std::span<const float> now = m_weights.block();
    std::copy(now.begin(), now.end(), m_masters.block().begin());
    update(nullptr);
  }

  Parameters& moved() override { return m_masters; }
  const FrozenParameters& frozen() const override { return m_frozen; }
  Parameters& gradients(Parameters& ofWeights, ThreadPool* pool) override {
    clearFrozen(ofWeights, m_frozen);
    roundTo(ofWeights.block(), m_precision, pool);
    return ofWeights;
  }
  void update(ThreadPool* pool) override {
    const std::span<const float> masters = m_masters.block();
    std::copy(masters.begin(), masters.end(), m_weights.block().begin());
    roundTo(m_weights.block(), m_precision, pool);
  }
  bool movesWeightsThemselves() const override { return false; }

 private:
  Parameters& m_weights;
  Parameters m_masters;
  Precision m_precision;
  FrozenParameters m_frozen;
};

}  // namespace

Index TrainedWeights::movedCount() {
  Index count = 0;
  const std::vector<ParameterInfo>& all = moved().layout().all();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (frozen().empty() || !frozen()[i]) count += all[i].size();
  return count;
}

std::vector<bool> matchingParameters(const ParameterLayout& layout, const std::vector<std::string>& globs) {
  std::vector<bool> matches(layout.all().size());
  for (const std::string& glob : globs) {
    bool any = false;
    for (std::size_t i = 0; i < matches.size(); ++i) {
      if (!globMatches(glob, layout.all()[i].name)) continue;
      matches[i] = any = true;
    }
    if (!any) throw Error("train.no_parameter_matches", {{"glob", glob}});
  }
  return matches;
}

std::unique_ptr<TrainedWeights> makeTrainedWeights(TrainableModel& model, const TrainingSettings& settings,
                                                   const FineTuning& tuning) {
  if (tuning.lora.rank > 0) return std::make_unique<LoraWeights>(model, tuning.lora, settings.seed);
  FrozenParameters frozen = frozenBy(tuning, model.weights().layout());
  if (settings.precision != Precision::Float32 && settings.masterWeights)
    return std::make_unique<MasterWeights>(model, settings.precision, std::move(frozen));
  return std::make_unique<WeightsThemselves>(model, settings.precision, std::move(frozen));
}

}  // namespace headlight
