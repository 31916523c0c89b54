#pragma once
// NumPy's archive of arrays (numpy.savez): a ZIP file (PKWARE's APPNOTE 6.3) whose members are NPY files, not
// compressed. numpy.load and every unzip read it.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/files/npy.h"

namespace headlight {

/// Writes member after member, so that a large archive is never held in memory. Belongs to one thread. The same arrays
/// give the same bytes (the time in the archive is ZIP's first, 1980-01-01).
class NpzWriter {
 public:
  /// Takes the bytes of the archive in their order; what it throws goes through.
  explicit NpzWriter(std::function<void(std::string_view)> sink) : m_sink(std::move(sink)) {}

  /// `name` without ".npy"; each once. Throws Error "npz.too_large" beyond 4 GiB or 65,535 arrays, which is as far as
  /// this layout of the archive goes; "internal.failure" if the shape does not fit the numbers.
  void add(std::string_view name, const NpyShape& shape, std::span<const float> numbers);
  void add(std::string_view name, const NpyShape& shape, std::span<const std::int64_t> numbers);
  /// The table of contents. Nothing may be added behind it.
  void finish();

 private:
  struct Member {
    std::string name;
    std::uint32_t checksum = 0;
    std::uint32_t size = 0;
    std::uint32_t offset = 0;
  };
  void addFile(std::string_view name, std::string_view bytes);
  void write(std::string_view bytes);

  std::function<void(std::string_view)> m_sink;
  std::vector<Member> m_members;
  std::uint64_t m_written = 0;
};

}  // namespace headlight
