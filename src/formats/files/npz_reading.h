#pragma once
// Reads NumPy's archives of arrays (numpy.savez, numpy.savez_compressed): ZIP files whose members are NPY files, stored
// or deflated. What they claim is checked before memory is asked for.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/files/npy.h"

namespace headlight {

/// Where one array lies in an archive.
struct NpzEntry {
  std::string name;         ///< without ".npy"
  std::uint64_t bytes = 0;  ///< of the NPY file, as the archive claims
  std::string_view stored;  ///< in the archive's bytes
  bool isCompressed = false;
  std::uint32_t checksum = 0;
};

/// The table of contents of an archive, in its order; members that are no ".npy" are left out. Borrows `bytes`.
/// Throws Error "npz.not_npz" for what is no such archive, or one of more than 4 GiB, of several parts, with a
/// password.
[[nodiscard]] std::vector<NpzEntry> npzEntries(std::string_view bytes, std::string_view fileName);

/// One array. Throws Error "npz.damaged" where bytes or checksum are not what the archive says, "file.too_large" where
/// it has more than `mostBytes`, and what readNpy() throws.
[[nodiscard]] NpyArray readNpzArray(const NpzEntry& entry, std::string_view fileName, std::uint64_t mostBytes);

}  // namespace headlight
