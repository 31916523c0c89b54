#pragma once
// How far back models remember: sentences with 0 to 40 words between the deciding word and the place
// where it matters, the same for every model, and how many of them each model gets right.

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "figures/experiments/distance_figure.h"
#include "models/language_model.h"
#include "text/tokenizer.h"

namespace headlight {

/// A sentence up to the place where it matters.
struct DistanceSentence {
  std::string prompt;  ///< "The cat that the old farmer saw is on the"
  std::string right;   ///< "mat": of Place the most probable place, of Agreement the verb's form, of Name the name
  std::string wrong;   ///< of Agreement the verb's other form; else empty
};

/// The held-out sentence with this index; a pure function, called from any thread. experiments/classroom_sentences.h
/// makes one of the classroom grammar.
using DistanceSentences = std::function<DistanceSentence(DistanceFigure::Kind kind, int distance, std::uint64_t index)>;

struct DistanceSettings {
  std::vector<DistanceFigure::Kind> kinds{DistanceFigure::Kind::Place, DistanceFigure::Kind::Agreement,
                                          DistanceFigure::Kind::Name};
  std::vector<int> distances{0, 5, 10, 15, 20, 25, 30, 35, 40};  ///< rising
  Index sentences = 300;                                         ///< at each distance
};

/// A model of an experiment, which must outlive it.
struct ExperimentModel {
  std::string name;
  const LanguageModel* model = nullptr;
  const Tokenizer* tokenizer = nullptr;
};

/// Works in steps, so that whoever runs it can show what has been found so far and stop at any time. Every step asks
/// all models some more sentences at one distance; the distances take turns, so that intervals shrink everywhere at
/// once. Counts do not depend on the number of threads. One thread at a time.
class DistanceExperiment {
 public:
  /// Makes the sentences and reads them with every tokenizer. Throws Error "experiment.kind" for models that do not
  /// continue a text, "distance.word" where a model has no single token for a word that it would have to say or does
  /// not know a word of a sentence, "distance.context" where a sentence is too long for a model, "cancelled" if `stop`
  /// is requested.
  DistanceExperiment(const DistanceSettings& settings, std::vector<ExperimentModel> models,
                     const DistanceSentences& sentences, ThreadPool* pool = nullptr, std::stop_token stop = {});
  ~DistanceExperiment();
  DistanceExperiment(DistanceExperiment&&) noexcept;

  /// Asks some more sentences. Where `stop` is requested on the way it comes back after the sentences under way, and
  /// what it had begun does not count. Throws what the models throw.
  void step();
  [[nodiscard]] bool isDone() const;
  [[nodiscard]] Index stepsDone() const;
  [[nodiscard]] Index steps() const;

  /// What has been found so far.
  [[nodiscard]] const DistanceFigure& figure() const;

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
