#pragma once
// NumPy's array file, version 1.0 (numpy.lib.format): float32, float64 and int64, little-endian, C order.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tensor/error.h"

namespace headlight {

using NpyShape = std::vector<std::uint64_t>;

/// The bytes of a whole file, the data on a boundary of 64 bytes. The product of `shape` must be `numbers.size()`
/// (Error "internal.failure").
[[nodiscard]] std::string npyBytes(const NpyShape& shape, std::span<const float> numbers);
[[nodiscard]] std::string npyBytes(const NpyShape& shape, std::span<const double> numbers);
[[nodiscard]] std::string npyBytes(const NpyShape& shape, std::span<const std::int64_t> numbers);

struct NpyArray {
  NpyShape shape;
  std::variant<std::vector<float>, std::vector<double>, std::vector<std::int64_t>> numbers;
};

/// Throws Error "npy.not_npy", "npy.version", "npy.header", "npy.not_supported", "npy.size".
[[nodiscard]] NpyArray readNpy(std::string_view bytes, std::string_view fileName);

}  // namespace headlight
