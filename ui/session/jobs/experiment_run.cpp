#include "session/jobs/experiment_run.h"

#include <chrono>
#include <vector>

#include "experiments/classroom_sentences.h"
#include "formats/model_folder.h"
#include "session/jobs/job.h"

namespace headlight {
namespace {

using Clock = std::chrono::steady_clock;
using Show = std::function<void(const ExperimentState&)>;

constexpr auto kBetweenPoints = std::chrono::milliseconds(200);
constexpr Index kStepsToEstimate = 3;

/// Steps to the end; returns the state at the end. Throws Error "cancelled" and what the experiment throws.
template <class Experiment>
ExperimentState follow(Experiment experiment, const JobControl& job, const Show& show) {
  ExperimentState now;
  now.stage = ExperimentState::Stage::Running;
  now.steps = experiment.steps();
  const Clock::time_point begin = Clock::now();
  Clock::time_point shown{};
  while (!experiment.isDone()) {
    experiment.step();
    job.throwIfCancelled();
    now.step = experiment.stepsDone();
    if (experiment.isDone()) break;
    if (Clock::now() - shown < kBetweenPoints) continue;
    shown = Clock::now();
    if (now.step >= kStepsToEstimate) {
      now.secondsLeft = std::chrono::duration<double>(shown - begin).count() / static_cast<double>(now.step) *
                        static_cast<double>(now.steps - now.step);
    }
    now.figure = std::make_shared<const FigureData>(experiment.figure());
    show(now);
  }
  now.stage = ExperimentState::Stage::Done;
  now.secondsLeft = 0;
  now.figure = std::make_shared<const FigureData>(experiment.figure());
  return now;
}

ExperimentState carryOut(const ExperimentPlan& plan, JobControl& job, const Show& show) {
  std::vector<std::shared_ptr<const OpenedModel>> opened;
  std::vector<ExperimentModel> models;
  for (const QString& name : plan.models) {
    opened.push_back(openModel(name.toStdString(), job.progress()));
    models.push_back({opened.back()->name, opened.back()->model.get(), opened.back()->tokenizer.get()});
  }
  const std::stop_token stop = job.stopToken();
  if (const auto* distance = std::get_if<DistanceSettings>(&plan.settings)) {
    const auto sentences = classroomSentences(openClassroomGrammar());
    return follow(DistanceExperiment(*distance, models, sentences, &job.pool(), stop), job, show);
  }
  if (const auto* gradients = std::get_if<GradientTimeSettings>(&plan.settings)) {
    const auto sentences = classroomSentences(openClassroomGrammar());
    return follow(GradientTimeExperiment(*gradients, models, sentences, nullptr, stop), job, show);
  }
  return follow(SpeedExperiment(std::get<SpeedSettings>(plan.settings), models, nullptr, stop), job, show);
}

}  // namespace

struct ExperimentRun::Private {
  JobQueue counts{JobQueue::Priority::Low};
  JobQueue times{JobQueue::Priority::Normal};  // a thread that gives way to all others would measure the others
  ExperimentState state;

  void drop() {
    counts.drop();
    times.drop();
  }
};

ExperimentRun::ExperimentRun(QObject* parent) : QObject(parent), d(std::make_unique<Private>()) {}

ExperimentRun::~ExperimentRun() = default;

void ExperimentRun::start(const ExperimentPlan& plan) {
  d->state = {};
  d->state.stage = ExperimentState::Stage::Preparing;
  const auto take = [this](const ExperimentState& now) {
    d->state = now;
    emit advanced();
  };
  d->drop();
  JobQueue& jobs = std::holds_alternative<SpeedSettings>(plan.settings) ? d->times : d->counts;
  jobs.add(
      [plan, take](JobControl& job) {
        return carryOut(plan, job, [&job, &take](const ExperimentState& now) { job.show([take, now] { take(now); }); });
      },
      [take](const JobOutcome<ExperimentState>& outcome) {
        if (outcome.value) return take(*outcome.value);
        ExperimentState failed;
        failed.stage = ExperimentState::Stage::Failed;
        failed.failure = outcome.failure;
        take(failed);
      });
  emit advanced();
}

void ExperimentRun::cancel() {
  if (!d->state.isUnderWay()) return;
  d->drop();
  d->state.stage = ExperimentState::Stage::Cancelled;
  emit advanced();
}

void ExperimentRun::clear() {
  d->drop();
  d->state = {};
  emit advanced();
}

const ExperimentState& ExperimentRun::state() const {
  return d->state;
}

}  // namespace headlight
