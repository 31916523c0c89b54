#pragma once
// NumPy's array file (numpy.lib.format). Written are float32, float64 and int64 in version 1.0, little-endian, C order;
// read are versions 1 to 3, both byte orders, C and Fortran order, and all types of floats, integers and truth values.

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

/// In C order. Floats of 16 bits are read as float32, integers and truth values as int64, uint64 as float64.
struct NpyArray {
  NpyShape shape;
  std::variant<std::vector<float>, std::vector<double>, std::vector<std::int64_t>> numbers;
};

/// Throws Error "npy.not_npy", "npy.version", "npy.header", "npy.not_supported", "npy.size".
[[nodiscard]] NpyArray readNpy(std::string_view bytes, std::string_view fileName);

}  // namespace headlight
