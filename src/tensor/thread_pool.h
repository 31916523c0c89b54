#pragma once
// Parallel loops over fixed chunks. The chunks depend on the work alone, never on the number of threads, and each
// chunk writes its own part of the output: results have the same bits with 1, 2 or 64 threads.

#include <memory>

#include "tensor/function_ref.h"
#include "tensor/matrix.h"

namespace headlight {

/// A pool of threads. Between runs a worker looks out for the next one for some microseconds before it sleeps, since
/// the products of one forward step follow each other closely. One run uses a pool at a time; calls from several
/// threads to one pool take turns.
class ThreadPool {
 public:
  /// `threads` counts the calling thread: 1 makes a pool that runs everything in place. 0 takes the machine's cores.
  /// Where the system refuses a thread (a limit of processes or memory), the pool has those that could be made, at
  /// least the calling one: see threads(). Throws std::bad_alloc before the first thread is made.
  explicit ThreadPool(int threads = 0);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  [[nodiscard]] int threads() const;

  /// Calls body(chunk) for every chunk in [0, chunks), in any order, on any thread of the pool, and returns when all
  /// are done. The first exception thrown by a body is thrown here. Not to be called from inside a body.
  void run(Index chunks, FunctionRef<void(Index)> body);

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

/// Cuts [0, count) into chunks of `grain` (the last may be shorter) and calls body(begin, end) for each.
/// A null pool, or work of one chunk, runs in place over the same chunks.
void parallelFor(ThreadPool* pool, Index count, Index grain, FunctionRef<void(Index, Index)> body);

}  // namespace headlight
