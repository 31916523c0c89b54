#pragma once
// The lines of a source of any size, one after the other, without holding more than a piece of it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/files/byte_source.h"
#include "formats/files/read_progress.h"

namespace headlight {

class LineReader {
 public:
  /// Both are borrowed. Begins at `offset`.
  LineReader(ByteSource& source, ReadProgress& progress, std::uint64_t offset = 0)
      : m_source(&source), m_progress(&progress), m_offset(offset) {}

  /// The next line without its end ("\n" or "\r\n"), valid until the next call; false behind the last. A longer one
  /// than `kLongestLine` throws Error "vectors.long_line".
  [[nodiscard]] bool next(std::string_view& line);
  /// How many were read.
  [[nodiscard]] std::uint64_t number() const { return m_number; }

  static constexpr std::size_t kLongestLine = std::size_t{1} << 20;

 private:
  bool fill();

  ByteSource* m_source;
  ReadProgress* m_progress;
  std::uint64_t m_offset;
  std::uint64_t m_number = 0;
  std::string m_buffer;
  std::size_t m_at = 0;
};

}  // namespace headlight
