#pragma once
// How numbers are stored in a GGUF file, as published in ggml's docs/gguf.md and its block layouts: plain types, and
// blocks of 32 numbers that share a scale.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tensor/error.h"

namespace headlight {

/// The first bytes of every file.
inline constexpr std::string_view kGgufMagic = "GGUF";

/// The types that are read; the values are the file's.
enum class GgufType : std::uint32_t { F32 = 0, F16 = 1, Q4_0 = 2, Q8_0 = 8, BF16 = 30 };

struct GgufTypeInfo {
  GgufType type{};
  std::string_view name;
  std::uint64_t blockNumbers = 1;  ///< numbers of a block, in a row
  std::uint64_t blockBytes = 4;
};

/// Nothing for a type that is not read here.
[[nodiscard]] std::optional<GgufTypeInfo> ggufTypeInfo(std::uint32_t type);
[[nodiscard]] const GgufTypeInfo& ggufTypeInfo(GgufType type);

/// What the format calls the type (types that are not read here included), or "type 99".
[[nodiscard]] std::string ggufTypeName(std::uint32_t type);

/// Whole blocks to floats: Q8_0 is a float16 scale d and 32 signed bytes q, q · d; Q4_0 is d and 16 bytes, whose low
/// halves are the first 16 numbers and whose high ones the last, (q - 8) · d. `numbers` is a multiple of the block and
/// `bytes` exactly what its blocks take (Error "internal.failure").
void dequantize(GgufType type, std::span<const char> bytes, std::span<float> numbers);

}  // namespace headlight
