#include "tensor/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace headlight {

struct ThreadPool::State {
  std::vector<std::thread> workers;
  std::mutex turn;  // one run at a time

  std::mutex mutex;
  std::condition_variable wake;
  std::condition_variable done;
  const std::function<void(Index)>* body = nullptr;
  Index chunks = 0;
  std::atomic<Index> next{0};
  std::uint64_t generation = 0;
  int busy = 0;
  bool stopping = false;
  std::exception_ptr failure;

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
    std::uint64_t seen = 0;
    for (;;) {
      {
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return stopping || generation != seen; });
        if (stopping) return;
        seen = generation;
      }
      work();
      const std::lock_guard lock(mutex);
      if (--busy == 0) done.notify_one();
    }
  }
};

ThreadPool::ThreadPool(int threads) : m_state(std::make_unique<State>()) {
  if (threads <= 0) threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  for (int i = 1; i < threads; ++i) m_state->workers.emplace_back([state = m_state.get()] { state->workerLoop(); });
}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->stopping = true;
  }
  m_state->wake.notify_all();
  for (std::thread& worker : m_state->workers) worker.join();
}

int ThreadPool::threads() const { return static_cast<int>(m_state->workers.size()) + 1; }

void ThreadPool::run(Index chunks, const std::function<void(Index)>& body) {
  State& state = *m_state;
  if (state.workers.empty() || chunks <= 1) {
    for (Index chunk = 0; chunk < chunks; ++chunk) body(chunk);
    return;
  }
  const std::lock_guard turn(state.turn);
  {
    const std::lock_guard lock(state.mutex);
    state.body = &body;
    state.chunks = chunks;
    state.next = 0;
    state.busy = static_cast<int>(state.workers.size());
    state.failure = nullptr;
    ++state.generation;
  }
  state.wake.notify_all();
  state.work();
  std::unique_lock lock(state.mutex);
  state.done.wait(lock, [&] { return state.busy == 0; });
  if (state.failure) std::rethrow_exception(state.failure);
}

void parallelFor(ThreadPool* pool, Index count, Index grain, const std::function<void(Index, Index)>& body) {
  const Index chunks = (count + grain - 1) / grain;
  const auto chunkBody = [&](Index chunk) { body(chunk * grain, std::min(count, (chunk + 1) * grain)); };
  if (!pool || chunks <= 1) {
    for (Index chunk = 0; chunk < chunks; ++chunk) chunkBody(chunk);
    return;
  }
  pool->run(chunks, chunkBody);
}

}  // namespace headlight
