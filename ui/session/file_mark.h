#pragma once
// How a file is told from the one that stood there before, without reading it. Any thread.

#include <cstdint>
#include <optional>
#include <string>

namespace headlight {

/// A file that was written again has another mark: another node (files are replaced as a whole), size or time.
struct FileMark {
  std::uint64_t device = 0;
  std::uint64_t node = 0;
  std::int64_t size = 0;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;

  bool operator==(const FileMark&) const = default;
};

/// Empty where there is no such file.
[[nodiscard]] std::optional<FileMark> markOf(const std::string& path);

}  // namespace headlight
