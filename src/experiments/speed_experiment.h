#pragma once
// How long models take on this machine: for one more token, and for a whole prompt, against the length of the text. A
// recurrent net's step is always the same work; attention looks back at every token, so its step grows, and only a
// Transformer can take all tokens of a prompt at once.

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "experiments/distance_experiment.h"
#include "figures/experiments/speed_figure.h"

namespace headlight {

struct SpeedSettings {
  std::vector<Index> lengths{16, 32, 64, 96, 128, 256, 512, 768, 1024};  ///< tokens, rising
  int repetitions = 9;
  /// Decoders with a table of positions are measured beyond their context too, with a copy that repeats the table.
  bool stretches = true;
  /// A prompt in one call is measured with so many threads too (0: all cores), if they are more than those of the pool.
  std::optional<int> moreThreads;
};

/// Works in steps (all measurements of one model once); the models take turns, so that what else the machine does in
/// the meantime falls on all of them. One thread at a time.
class SpeedExperiment {
 public:
  /// Throws Error "experiment.kind" for models that do not continue a text.
  SpeedExperiment(const SpeedSettings& settings, std::vector<ExperimentModel> models, ThreadPool* pool = nullptr,
                  std::stop_token stop = {});
  ~SpeedExperiment();
  SpeedExperiment(SpeedExperiment&&) noexcept;

  /// Measures one model once. Where `stop` is requested on the way it comes back after the call that is under way, and
  /// what it had begun does not count.
  void step();
  [[nodiscard]] bool isDone() const;
  [[nodiscard]] Index stepsDone() const;
  [[nodiscard]] Index steps() const;

  /// What has been measured so far.
  [[nodiscard]] const SpeedFigure& figure() const;

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

/// From the shapes of its matrices.
[[nodiscard]] SpeedFigure::Multiplications multiplicationsOf(const LanguageModel& model);

/// The same weights with a table of positions for `context` tokens, its rows repeated over and over: as much work as a
/// model with that context, but its predictions after its own context have no meaning. Null where this is not possible:
/// no decoder with learned positions, or weights that are not float32.
[[nodiscard]] std::unique_ptr<LanguageModel> stretchedModel(const LanguageModel& model, Index context);

}  // namespace headlight
