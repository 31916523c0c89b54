#include "tensor/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace headlight {

namespace {

// Some ten microseconds: about what it costs to put a thread to sleep and wake it.
constexpr int kSpins = 400;

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

/// Whether `condition` came true while spinning.
template <class Condition>
bool spinUntil(const Condition& condition) {
  for (int spin = 0; spin < kSpins; ++spin) {
    if (condition()) return true;
    pause();
  }
  return condition();
}

}  // namespace

struct ThreadPool::State {
  std::vector<std::thread> workers;
  std::mutex turn;  // one run at a time

  std::mutex mutex;  // for sleeping and waking, and for `failure`
  std::condition_variable wake;
  std::condition_variable done;
  int asleep = 0;
  std::exception_ptr failure;

  // Written by run() before `generation` is raised, read by workers after they saw it rise.
  const FunctionRef<void(Index)>* body = nullptr;
  Index chunks = 0;
  std::atomic<Index> next{0};
  std::atomic<int> busy{0};  // workers that have not finished this generation
  std::atomic<std::uint64_t> generation{0};
  std::atomic<bool> stopping{false};

  void work() {
    for (Index chunk = next++; chunk < chunks; chunk = next++) {
      try {
        (*body)(chunk);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        next = chunks;
      }
    }
  }

  void workerLoop() {
    for (std::uint64_t seen = 0;; ++seen) {
      const auto called = [&] { return stopping.load() || generation.load() != seen; };
      if (!spinUntil(called)) {
        std::unique_lock lock(mutex);
        ++asleep;
        wake.wait(lock, called);
        --asleep;
      }
      if (stopping) return;
      work();
      if (--busy == 0) {
        const std::lock_guard lock(mutex);  // the caller is either before its check of `busy` or waiting
        done.notify_one();
      }
    }
  }
};

ThreadPool::ThreadPool(int threads) : m_state(std::make_unique<State>()) {
  if (threads <= 0) threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  m_state->workers.reserve(static_cast<std::size_t>(threads) - 1);
  try {
    for (int i = 1; i < threads; ++i) m_state->workers.emplace_back([state = m_state.get()] { state->workerLoop(); });
  } catch (const std::system_error&) {  // a limit of the system: go on with the threads that could be made
  } catch (const std::bad_alloc&) {
  }
}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->stopping = true;
  }
  m_state->wake.notify_all();
  for (std::thread& worker : m_state->workers) worker.join();
}

int ThreadPool::threads() const {
  return static_cast<int>(m_state->workers.size()) + 1;
}

void ThreadPool::run(Index chunks, FunctionRef<void(Index)> body) {
  State& state = *m_state;
  if (state.workers.empty() || chunks <= 1) {
    for (Index chunk = 0; chunk < chunks; ++chunk) body(chunk);
    return;
  }
  const std::lock_guard turn(state.turn);
  state.body = &body;
  state.chunks = chunks;
  state.next = 0;
  state.busy = static_cast<int>(state.workers.size());
  state.failure = nullptr;
  bool anyAsleep = false;
  {
    const std::lock_guard lock(state.mutex);
    ++state.generation;
    anyAsleep = state.asleep > 0;
  }
  if (anyAsleep) state.wake.notify_all();
  state.work();
  const auto finished = [&] { return state.busy.load() == 0; };
  if (!spinUntil(finished)) {
    std::unique_lock lock(state.mutex);
    state.done.wait(lock, finished);
  }
  if (state.failure) std::rethrow_exception(state.failure);
}

void parallelFor(ThreadPool* pool, Index count, Index grain, FunctionRef<void(Index, Index)> body) {
  const Index chunks = (count + grain - 1) / grain;
  const auto chunkBody = [&](Index chunk) { body(chunk * grain, std::min(count, (chunk + 1) * grain)); };
  if (!pool || chunks <= 1) {
    for (Index chunk = 0; chunk < chunks; ++chunk) chunkBody(chunk);
    return;
  }
  pool->run(chunks, chunkBody);
}

}  // namespace headlight
