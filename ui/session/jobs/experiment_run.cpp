#include "session/jobs/experiment_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#ifdef __linux__
#include <sys/resource.h>
#endif

#include "experiments/classroom_sentences.h"
#include "formats/model_folder.h"
#include "tensor/thread_pool.h"

namespace headlight {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kBetweenPoints = std::chrono::milliseconds(200);
constexpr Index kStepsToEstimate = 3;
#ifdef __linux__
constexpr int kNiceness = 10;
#endif

/// On Linux a thread has a niceness of its own, and the threads that it starts inherit it.
void giveWay() {
#ifdef __linux__
  setpriority(PRIO_PROCESS, 0, kNiceness);
#endif
}

/// One core is left to the window.
int threadsBeside() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

}  // namespace

/// What a thread and the object share; outlives both.
struct ExperimentRun::Work {
  ExperimentPlan plan;
  std::atomic<bool> isOver{false};

  std::mutex mutex;
  ExperimentRun* owner = nullptr;  // guarded; null once the run has been left
  ExperimentState latest;          // guarded
  bool announced = false;          // guarded: a call of collect() is on its way

  static void publish(const std::shared_ptr<Work>& work, ExperimentState now);
  static void work(const std::shared_ptr<Work>& work, const std::stop_token& stop);
  template <class Experiment>
  static void follow(const std::shared_ptr<Work>& work, Experiment experiment, const std::stop_token& stop);
};

struct ExperimentRun::Private {
  struct Thread {
    std::shared_ptr<Work> work;
    std::jthread thread;
  };
  std::shared_ptr<Work> work;   // of the run that is shown
  std::vector<Thread> threads;  // its own, and those that were left and have not ended yet
  ExperimentState state;
};

void ExperimentRun::Work::publish(const std::shared_ptr<Work>& work, ExperimentState now) {
  const std::lock_guard lock(work->mutex);
  if (work->owner == nullptr) return;
  work->latest = std::move(now);
  if (work->announced) return;
  work->announced = true;
  ExperimentRun* owner = work->owner;
  QMetaObject::invokeMethod(
      owner, [owner, work] { owner->collect(work); }, Qt::QueuedConnection);
}

template <class Experiment>
void ExperimentRun::Work::follow(const std::shared_ptr<Work>& work, Experiment experiment,
                                 const std::stop_token& stop) {
  ExperimentState now;
  now.stage = ExperimentState::Stage::Running;
  now.steps = experiment.steps();
  const Clock::time_point begin = Clock::now();
  Clock::time_point shown{};
  while (!experiment.isDone()) {
    experiment.step();
    if (stop.stop_requested()) return;
    now.step = experiment.stepsDone();
    if (experiment.isDone()) now.stage = ExperimentState::Stage::Done;
    if (!experiment.isDone() && Clock::now() - shown < kBetweenPoints) continue;
    shown = Clock::now();
    if (now.step >= kStepsToEstimate) {
      now.secondsLeft = std::chrono::duration<double>(shown - begin).count() / static_cast<double>(now.step) *
                        static_cast<double>(now.steps - now.step);
    }
    now.figure = std::make_shared<const FigureData>(experiment.figure());
    publish(work, now);
  }
}

void ExperimentRun::Work::work(const std::shared_ptr<Work>& work, const std::stop_token& stop) {
  giveWay();
  try {
    std::vector<std::shared_ptr<const OpenedModel>> opened;
    std::vector<ExperimentModel> models;
    for (const QString& name : work->plan.models) {
      opened.push_back(openModel(name.toStdString(), [&stop](double) { return !stop.stop_requested(); }));
      models.push_back({opened.back()->name, opened.back()->model.get(), opened.back()->tokenizer.get()});
    }
    if (const auto* distance = std::get_if<DistanceSettings>(&work->plan.settings)) {
      ThreadPool pool(threadsBeside());
      follow(work, DistanceExperiment(*distance, models, classroomSentences(openClassroomGrammar()), &pool, stop),
             stop);
    } else if (const auto* gradients = std::get_if<GradientTimeSettings>(&work->plan.settings)) {
      follow(work,
             GradientTimeExperiment(*gradients, models, classroomSentences(openClassroomGrammar()), nullptr, stop),
             stop);
    } else {
      follow(work, SpeedExperiment(std::get<SpeedSettings>(work->plan.settings), models, nullptr, stop), stop);
    }
  } catch (const Error& error) {
    ExperimentState failed;
    failed.stage = ExperimentState::Stage::Failed;
    failed.failure = error.message();
    if (!stop.stop_requested()) publish(work, std::move(failed));
  } catch (const std::exception& error) {
    ExperimentState failed;
    failed.stage = ExperimentState::Stage::Failed;
    failed.failure = {"internal.failure", {{"what", error.what()}}};
    publish(work, std::move(failed));
  }
  work->isOver = true;
}

ExperimentRun::ExperimentRun(QObject* parent) : QObject(parent), d(std::make_unique<Private>()) {}

ExperimentRun::~ExperimentRun() {
  leave();
  d->threads.clear();  // joins
}

/// Nothing comes from it any more; its thread ends by itself.
void ExperimentRun::leave() {
  if (!d->work) return;
  {
    const std::lock_guard lock(d->work->mutex);
    d->work->owner = nullptr;
  }
  for (Private::Thread& thread : d->threads) thread.thread.request_stop();
  d->work.reset();
}

void ExperimentRun::start(const ExperimentPlan& plan) {
  leave();
  std::erase_if(d->threads, [](const Private::Thread& thread) { return thread.work->isOver.load(); });
  d->state = {};
  d->state.stage = ExperimentState::Stage::Preparing;
  d->work = std::make_shared<Work>();
  d->work->plan = plan;
  d->work->owner = this;
  d->threads.push_back(
      {d->work, std::jthread([work = d->work](const std::stop_token& stop) { Work::work(work, stop); })});
  emit advanced();
}

void ExperimentRun::cancel() {
  if (!d->state.isUnderWay()) return;
  leave();
  d->state.stage = ExperimentState::Stage::Cancelled;
  emit advanced();
}

void ExperimentRun::clear() {
  leave();
  d->state = {};
  emit advanced();
}

const ExperimentState& ExperimentRun::state() const {
  return d->state;
}

void ExperimentRun::collect(const std::shared_ptr<Work>& work) {
  if (work != d->work) return;
  {
    const std::lock_guard lock(work->mutex);
    work->announced = false;
    d->state = work->latest;
  }
  emit advanced();
}

}  // namespace headlight
