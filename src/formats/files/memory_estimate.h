#pragma once
// Which file is too large for this computer's memory, said before anything is read. An estimate: weights, and what a
// run of the whole context needs beside them.

#include <cstdint>
#include <string>
#include <string_view>

#include "models/model_config.h"

namespace headlight {

/// Bytes that a model of this configuration takes while it is open and runs over its whole context: weights of
/// `weightBytes` (0: as float32), its keys and values, and one row of everything. What a prompt's recorded activations
/// take is not counted: they have a budget of their own.
[[nodiscard]] std::uint64_t memoryNeededFor(const ModelConfig& config, std::uint64_t weightBytes = 0);

/// Bytes that this process can still get without pushing others out: the least of what the system calls available, what
/// is left of the control group's limit, and what is left of the process's own limit (ulimit -v). Any thread.
[[nodiscard]] std::uint64_t availableMemory();

/// Throws Error "model.too_large_for_memory" {file, needed, available} (in words: "1.5 GB") if `needed` is more than
/// `available`.
void requireMemory(std::string_view file, std::uint64_t needed, std::uint64_t available = availableMemory());

/// "497.8 MB", "1.5 GB": powers of ten, one decimal, as file managers show sizes.
[[nodiscard]] std::string byteText(std::uint64_t bytes);

}  // namespace headlight
