#include "views/embedding/projection_run.h"

#include <chrono>
#include <functional>
#include <optional>

#include "session/jobs/job.h"

namespace headlight {
namespace {

using Clock = std::chrono::steady_clock;
using State = ProjectionRun::State;

constexpr auto kBetweenPictures = std::chrono::milliseconds(33);

/// Steps to the end; returns the state at the end. Throws Error "cancelled" and what the method throws.
template <class Method>
State watch(Method run, const char* name, Index steps, UsedNeighbours used, JobControl& job,
            const std::function<void(const State&)>& show) {
  State now;
  now.steps = steps;
  Clock::time_point shown{};
  while (!now.isDone) {
    if (!job.goOn()) throw Error("cancelled");
    run.step();
    ++now.step;
    now.isDone = run.isDone();
    if (now.isDone || Clock::now() - shown < kBetweenPictures) continue;
    shown = Clock::now();
    now.points =
        projectedPoints(name, run.coordinates(), std::nullopt, used);  // counting takes too long for every picture
    show(now);
  }
  now.points = projectedPoints(name, run.coordinates(),
                               neighboursKept(run.neighbours(), run.coordinates(), kKeptNeighbours, &job.pool()), used);
  return now;
}

State project(const EmbeddingSpace& space, const ProjectionSettings& settings, JobControl& job,
              const std::function<void(const State&)>& show) {
  Matrix<float> room;
  const ConstMatrixMap<float> rows = space.rows(room);
  if (settings.method == ProjectionMethod::Tsne) {
    const TsneOptions options = tsneOptions(settings);
    Tsne run(rows, options, &job.pool(), job.stopToken());
    const UsedNeighbours used{run.perplexity()};
    return watch(std::move(run), "t-SNE", options.iterations, used, job, show);
  }
  Umap run(rows, umapOptions(settings), &job.pool(), job.stopToken());
  const Index epochs = run.epochs();
  const UsedNeighbours used{0, run.usedNeighbours()};
  return watch(std::move(run), "UMAP", epochs, used, job, show);
}

}  // namespace

struct ProjectionRun::Private {
  std::shared_ptr<const EmbeddingSpace> space;
  ProjectionSettings settings;
  State state;
  JobQueue jobs;
  Job job;
};

ProjectionRun::ProjectionRun(std::shared_ptr<const EmbeddingSpace> space, const ProjectionSettings& settings,
                             QObject* parent)
    : QObject(parent), d(std::make_unique<Private>()) {
  d->space = std::move(space);
  d->settings = settings;
  const auto take = [this](const State& now) {
    d->state = now;
    emit advanced();
  };
  d->job = d->jobs.add(
      [of = d->space, settings, take](JobControl& job) {
        return project(*of, settings, job, [&job, &take](const State& now) { job.show([take, now] { take(now); }); });
      },
      [take](const JobOutcome<State>& outcome) {
        if (outcome.value) return take(*outcome.value);
        State failed;
        failed.isDone = failed.hasFailed = true;
        failed.failure = outcome.failure;
        take(failed);
      });
}

ProjectionRun::~ProjectionRun() = default;

const ProjectionSettings& ProjectionRun::settings() const {
  return d->settings;
}

const std::shared_ptr<const EmbeddingSpace>& ProjectionRun::space() const {
  return d->space;
}

const ProjectionRun::State& ProjectionRun::state() const {
  return d->state;
}

void ProjectionRun::setPaused(bool paused) {
  d->job.setHeld(paused);
}

}  // namespace headlight
