#include "views/embedding/projection_run.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "tensor/thread_pool.h"

namespace headlight {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kBetweenPictures = std::chrono::milliseconds(33);

/// One core is left to the window.
int threadsBeside() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

}  // namespace

struct ProjectionRun::Private {
  std::shared_ptr<const EmbeddingSpace> space;
  ProjectionSettings settings;
  State state;  // of the object's thread

  std::mutex mutex;
  std::condition_variable_any wake;
  State latest;            // guarded
  bool paused = false;     // guarded
  bool announced = false;  // guarded: a call of collect() is on its way
  std::jthread thread;     // last: it ends before what it uses

  void work(ProjectionRun* owner, const std::stop_token& stop);
  template <class Method>
  void watch(ProjectionRun* owner, Method run, const char* name, Index steps, ThreadPool& pool,
             const std::stop_token& stop);
  void publish(ProjectionRun* owner, State now);
};

void ProjectionRun::Private::publish(ProjectionRun* owner, State now) {
  const std::lock_guard lock(mutex);
  latest = std::move(now);
  if (announced) return;
  announced = true;
  QMetaObject::invokeMethod(
      owner, [owner] { owner->collect(); }, Qt::QueuedConnection);
}

template <class Method>
void ProjectionRun::Private::watch(ProjectionRun* owner, Method run, const char* name, Index steps, ThreadPool& pool,
                                   const std::stop_token& stop) {
  State now;
  now.steps = steps;
  Clock::time_point shown{};
  while (!now.isDone) {
    {
      std::unique_lock lock(mutex);
      if (!wake.wait(lock, stop, [this] { return !paused; })) return;
    }
    if (stop.stop_requested()) return;
    run.step();
    ++now.step;
    now.isDone = run.isDone();
    if (!now.isDone && Clock::now() - shown < kBetweenPictures) continue;
    std::optional<double> kept;  // too long to count for every picture
    if (now.isDone) kept = neighboursKept(run.neighbours(), run.coordinates(), kKeptNeighbours, &pool);
    shown = Clock::now();
    now.points = projectedPoints(name, run.coordinates(), kept);
    publish(owner, now);
  }
}

void ProjectionRun::Private::work(ProjectionRun* owner, const std::stop_token& stop) {
  try {
    ThreadPool pool(threadsBeside());
    Matrix<float> room;
    const ConstMatrixMap<float> rows = space->rows(room);
    if (settings.method == ProjectionMethod::Tsne) {
      const TsneOptions options = tsneOptions(settings);
      watch(owner, Tsne(rows, options, &pool, stop), "t-SNE", options.iterations, pool, stop);
    } else {
      Umap run(rows, umapOptions(settings), &pool, stop);
      const Index epochs = run.epochs();
      watch(owner, std::move(run), "UMAP", epochs, pool, stop);
    }
  } catch (const Error& error) {
    if (stop.stop_requested()) return;
    State failed;
    failed.isDone = failed.hasFailed = true;
    failed.failure = error.message();
    publish(owner, std::move(failed));
  }
}

ProjectionRun::ProjectionRun(std::shared_ptr<const EmbeddingSpace> space, const ProjectionSettings& settings,
                             QObject* parent)
    : QObject(parent), d(std::make_unique<Private>()) {
  d->space = std::move(space);
  d->settings = settings;
  d->thread = std::jthread([this](const std::stop_token& stop) { d->work(this, stop); });
}

ProjectionRun::~ProjectionRun() {
  d->thread.request_stop();
  d->thread.join();
}

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
  {
    const std::lock_guard lock(d->mutex);
    d->paused = paused;
  }
  d->wake.notify_all();
}

void ProjectionRun::collect() {
  {
    const std::lock_guard lock(d->mutex);
    d->announced = false;
    d->state = d->latest;
  }
  emit advanced();
}

}  // namespace headlight
