#pragma once
// The training loop: batches → loss and gradients → clipping → optimizer, with validation, progress, checkpoints and a
// stop. It opens no file: checkpoints go to a sink that it is given. An interrupted and resumed training ends with the
// same bits as an uninterrupted one, with any number of threads, because everything random is a function of (seed,
// step), and what a recurrent net carries is in the checkpoint.

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "models/trainable_model.h"
#include "train/batches/batches.h"
#include "train/evaluation/evaluation.h"
#include "train/optimizer.h"
#include "train/recipe.h"
#include "train/trained_weights.h"

namespace headlight {

/// Everything needed to go on. A plain value; formats/archive/checkpoint_file.h stores it.
struct TrainingState {
  ModelConfig config;
  std::string fingerprint;    ///< of recipe and data; the trainer carries it, whoever resumes compares it
  std::string tokenizerJson;  ///< carried likewise, so that a checkpoint can be opened as a model
  std::uint64_t step = 0;     ///< steps done; with the seed it is also the state of everything random
  double lossSum = 0;         ///< since the last logged step
  std::uint64_t lossCount = 0;
  double seconds = 0;  ///< spent so far
  double bestValidationLoss = 0;
  std::uint64_t bestValidationStep = 0;        ///< 0: none measured yet
  std::uint64_t validationsWithoutBetter = 0;  ///< since then
  std::uint64_t validatedStep = 0;             ///< the last step whose validation is in the numbers above
  std::uint64_t tokens = 0;                    ///< seen in training, padding not counted
  std::vector<float> weights;                  ///< that the model runs with: a block in parameterLayout(config)
  /// What the optimizer moves where that is not the weights: float32 masters, or low-rank adapters by their own layout.
  std::vector<float> moved;
  std::vector<float> firstMoment, secondMoment;  ///< blocks like what is moved; SGD has no second
  std::vector<float> best;                       ///< weights of the best validation, if they are kept
  std::vector<float> carried;                    ///< TrainingWorkspace::carriedState()
};

/// Where checkpoints go. Called between steps on the training thread; what it throws ends the training.
class CheckpointSink {
 public:
  virtual ~CheckpointSink() = default;
  virtual void save(const TrainingState& state) = 0;
};

/// A text kept back to measure on. The first one's loss is "the" validation loss.
struct ValidationText {
  std::string name;
  TokenizedText text;
  TokenizedPairs pairs{};  ///< of an encoder-decoder, instead of the text
  EvaluationSettings settings{};
};

struct NamedLoss {
  std::string name;
  EvaluationResult result;
};

struct TrainingProgress {
  std::uint64_t step = 0;  ///< done
  std::uint64_t steps = 0;
  double loss = 0;  ///< mean over the steps since the last report, nats a token, with dropout on
  double learningRate = 0;
  double gradientNorm = 0;  ///< of the last step, before clipping
  double tokensPerSecond = 0;
  double secondsLeft = 0;
  const std::vector<NamedLoss>* validation = nullptr;  ///< null unless measured at this step
};
using TrainingProgressCallback = std::function<void(const TrainingProgress&)>;

struct TrainingOutcome {
  bool finished = false;  ///< false: stopped; the last checkpoint holds this very step
  std::uint64_t step = 0;
  double loss = 0;  ///< of the last report
  double seconds = 0;
  std::vector<NamedLoss> validation{};  ///< of the finished weights; empty if stopped
  std::uint64_t tokens = 0;             ///< seen, padding not counted
  std::uint64_t weightsOfStep = 0;      ///< the step that the weights are of: the last, or the best validation's
  bool endedEarly = false;              ///< patience was over
  Index moved = 0;                      ///< numbers that the optimizer moved
};

/// Trains one model. Belongs to one thread (which may be any); `model` and `pool` must outlive it.
class Trainer {
 public:
  /// The weights that the model has now are the beginning. Throws what makeTrainedWeights and Evaluation throw.
  Trainer(TrainableModel& model, const TrainingSettings& settings, std::unique_ptr<BatchSource> batches,
          std::vector<ValidationText> validation, ThreadPool* pool, const FineTuning& tuning = {});

  /// Carried into every checkpoint.
  void setIdentity(std::string fingerprint, std::string tokenizerJson);
  /// Goes on from there. Throws Error "internal.failure" if the blocks do not have this model's layout.
  void resume(const TrainingState& state);

  /// Trains until the last step or until `stop` is requested, which is looked at between steps (and during a
  /// validation); then it saves a checkpoint. `sink` and `progress` may be null. Throws Error "train.diverged" when the
  /// loss is no finite number, and what sink and progress throw.
  TrainingOutcome run(const TrainingProgressCallback& progress, CheckpointSink* sink, std::stop_token stop);

 private:
  void step();
  /// Mean loss over the step's batches; their gradient is in m_gradients.
  double gradientsOfStep();
  [[nodiscard]] bool patienceIsOver() const;
  [[nodiscard]] bool validationIsDue() const;
  /// False if it was stopped meanwhile.
  bool reportIfDue(const TrainingProgressCallback& progress, const std::stop_token& stop);
  void report(const TrainingProgressCallback& progress, bool withValidation, const std::stop_token& stop);
  void measure(const std::stop_token& stop);
  void measureValidation(const std::stop_token& stop);
  void save(CheckpointSink* sink);
  TrainingOutcome stopped(CheckpointSink* sink);
  TrainingOutcome finished();
  [[nodiscard]] TrainingOutcome outcome(bool isFinished);
  [[nodiscard]] double secondsSoFar() const;

  TrainableModel& m_model;
  TrainingSettings m_settings;
  std::unique_ptr<BatchSource> m_batches;
  std::vector<ValidationText> m_validationTexts;
  std::vector<Evaluation> m_evaluations;
  std::vector<NamedLoss> m_validation;
  bool m_measured = false;  ///< m_validation is of m_state.validatedStep
  ThreadPool* m_pool;
  Parameters m_gradients;
  Parameters m_accumulated;  ///< empty unless several batches make a step
  std::unique_ptr<TrainingWorkspace> m_workspace;
  std::unique_ptr<TrainedWeights> m_trained;
  std::unique_ptr<Optimizer> m_optimizer;
  GlobalNorm m_norm;
  TrainingState m_state;  ///< the blocks but `best` are filled in copies that are saved
  double m_gradientNorm = 0;
  double m_lastLoss = 0;
  double m_secondsBefore = 0;   ///< of earlier runs
  std::int64_t m_begin = 0;     ///< nanoseconds of the steady clock at the start of this run
  std::int64_t m_reported = 0;  ///< and at the last report
  std::uint64_t m_reportedStep = 0;
  std::uint64_t m_reportedTokens = 0;
};

}  // namespace headlight
