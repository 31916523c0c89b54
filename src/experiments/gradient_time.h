#pragma once
// Vanishing and exploding gradients, made visible (Bengio and others 1994; Pascanu and others 2013): how long the
// gradient of a word's loss still is so many positions before the word, for models as they are and as they were before
// training.

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

#include "experiments/distance_experiment.h"
#include "figures/experiments/gradient_time_figure.h"

namespace headlight {

struct GradientTimeSettings {
  Index sentences = 300;
  int between = 40;        ///< words between the subject and the place in each sentence, so that all reach far back
  Index reach = 40;        ///< longest distance of the curves, in tokens
  std::uint64_t seed = 1;  ///< of the fresh weights, initialParameters(config, seed); the sample models began with 1
};

/// Works in steps, one sentence for all models, trained and fresh, so that whoever runs it can show what has been found
/// so far and stop between two. One thread at a time; numbers do not depend on the number of threads. The sentences are
/// of the kind Place; the loss is −ln of the probability of the right word (of its first token), and distance d lies d
/// tokens before the last one of the prompt. A model that cannot read a whole sentence gets its last n_ctx tokens, and
/// a point of its curve is made of the sentences that reach so far back.
class GradientTimeExperiment {
 public:
  /// Makes the fresh models and the sentences. The models must outlive it. Throws Error "experiment.kind" and
  /// "gradient.compact_weights" of a model that cannot be measured, "cancelled" if `stop` is requested.
  GradientTimeExperiment(const GradientTimeSettings& settings, const std::vector<ExperimentModel>& models,
                         const DistanceSentences& sentences, ThreadPool* pool = nullptr,
                         const std::stop_token& stop = {});
  ~GradientTimeExperiment();
  GradientTimeExperiment(GradientTimeExperiment&&) noexcept;

  /// Measures one more sentence. Throws what the models throw.
  void step();
  [[nodiscard]] bool isDone() const { return stepsDone() >= steps(); }
  [[nodiscard]] Index stepsDone() const;
  [[nodiscard]] Index steps() const;
  /// What has been found so far.
  [[nodiscard]] const GradientTimeFigure& figure() const;

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
