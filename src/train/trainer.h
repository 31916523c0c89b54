#pragma once
// The training loop: batches → loss and gradients → clipping → AdamW, with validation, progress, checkpoints and a
// stop. It opens no file: checkpoints go to a sink that it is given. An interrupted and resumed training ends with the
// same bits as an uninterrupted one, with any number of threads, because everything random is a function of (seed,
// step).

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "models/trainable_model.h"
#include "train/batches.h"
#include "train/evaluation.h"
#include "train/optimizer.h"
#include "train/recipe.h"

namespace headlight {

/// Everything needed to go on. A plain value; formats/checkpoint_file.h stores it.
struct TrainingState {
  ModelConfig config;
  std::string fingerprint;    ///< of recipe and data; the trainer carries it, whoever resumes compares it
  std::string tokenizerJson;  ///< carried likewise, so that a checkpoint can be opened as a model
  std::uint64_t step = 0;     ///< steps done; with the seed it is also the state of everything random
  double lossSum = 0;         ///< since the last logged step
  std::uint64_t lossCount = 0;
  double seconds = 0;  ///< spent so far
  double bestValidationLoss = 0;
  std::uint64_t bestValidationStep = 0;                   ///< 0: none measured yet
  std::vector<float> weights, firstMoment, secondMoment;  ///< blocks in parameterLayout(config)
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
  std::vector<NamedLoss> validation;  ///< at the end; empty if stopped
};

/// Trains one model. Belongs to one thread (which may be any); `model` and `pool` must outlive it.
class Trainer {
 public:
  Trainer(TrainableModel& model, const TrainingSettings& settings, std::unique_ptr<BatchSource> batches,
          std::vector<ValidationText> validation, ThreadPool* pool);

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
  /// False if it was stopped meanwhile.
  bool reportIfDue(const TrainingProgressCallback& progress, const std::stop_token& stop);
  void report(const TrainingProgressCallback& progress, bool withValidation, const std::stop_token& stop);
  void measureValidation(const std::stop_token& stop);
  void save(CheckpointSink* sink);
  TrainingOutcome stopped(CheckpointSink* sink);
  [[nodiscard]] double secondsSoFar() const;

  TrainableModel& m_model;
  TrainingSettings m_settings;
  std::unique_ptr<BatchSource> m_batches;
  std::vector<ValidationText> m_validationTexts;
  std::vector<Evaluation> m_evaluations;
  std::vector<NamedLoss> m_validation;
  ThreadPool* m_pool;
  Parameters m_gradients;
  std::unique_ptr<TrainingWorkspace> m_workspace;
  AdamW m_optimizer;
  GlobalNorm m_norm;
  TrainingState m_state;  ///< its blocks are filled when saving
  double m_gradientNorm = 0;
  double m_lastLoss = 0;
  double m_secondsBefore = 0;   ///< of earlier runs
  std::int64_t m_begin = 0;     ///< nanoseconds of the steady clock at the start of this run
  std::int64_t m_reported = 0;  ///< and at the last report
  std::uint64_t m_reportedStep = 0;
};

}  // namespace headlight
