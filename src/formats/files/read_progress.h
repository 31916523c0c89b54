#pragma once
// Progress and cancelling of reading, in bytes: what every reader of models calls while it reads, so that the window
// can show a bar and stop, and the command line a percentage.

#include <cstdint>
#include <functional>

namespace headlight {

/// Called with the share done, 0 to 1, never falling; returning false cancels (Error "cancelled"). On the thread that
/// reads.
using Progress = std::function<bool(double)>;

/// How many bytes a reader asks for at a time between two looks at the progress (some milliseconds of a disk's work).
inline constexpr std::uint64_t kReadPiece = std::uint64_t{4} << 20;

/// Adds up the bytes read of a known total and tells the listener. Belongs to one thread; the listener is borrowed.
class ReadProgress {
 public:
  /// Nobody listens.
  ReadProgress() = default;
  ReadProgress(const Progress& listener, std::uint64_t totalBytes) : m_listener(&listener), m_total(totalBytes) {}

  /// Throws Error "cancelled" if the listener said so.
  void advance(std::uint64_t bytes);
  /// Tells 1. Throws Error "cancelled" if the listener said so.
  void finish();

 private:
  void tell(double share) const;

  const Progress* m_listener = nullptr;
  std::uint64_t m_total = 0;
  std::uint64_t m_done = 0;
};

}  // namespace headlight
