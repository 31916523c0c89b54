#pragma once
// How numbers are stored in a GGUF file, as published in ggml's docs/gguf.md and its block layouts: plain types, and
// blocks of 32 or 256 numbers that share a scale (gguf_blocks.h).

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
enum class GgufType : std::uint32_t {
  F32 = 0,
  F16 = 1,
  Q4_0 = 2,
  Q4_1 = 3,
  Q5_0 = 6,
  Q5_1 = 7,
  Q8_0 = 8,
  Q2_K = 10,
  Q3_K = 11,
  Q4_K = 12,
  Q5_K = 13,
  Q6_K = 14,
  IQ4_NL = 20,
  IQ4_XS = 23,
  F64 = 28,
  BF16 = 30,
  TQ1_0 = 34,
  TQ2_0 = 35,
  MXFP4 = 39
};

struct GgufTypeInfo {
  GgufType type{};
  std::string_view name;
  std::uint64_t blockNumbers = 1;  ///< numbers of a block, in a row
  std::uint64_t blockBytes = 4;
};

/// Nothing for a type that is not read here.
[[nodiscard]] std::optional<GgufTypeInfo> ggufTypeInfo(std::uint32_t type);
[[nodiscard]] const GgufTypeInfo& ggufTypeInfo(GgufType type);

/// The names of all types that are read, with commas between them.
[[nodiscard]] std::string knownGgufTypes();

/// What the format calls the type (types that are not read here included), or "type 99".
[[nodiscard]] std::string ggufTypeName(std::uint32_t type);

/// Whole blocks to floats. `numbers` is a multiple of the block and `bytes` exactly what its blocks take (Error
/// "internal.failure").
void dequantize(GgufType type, std::span<const char> bytes, std::span<float> numbers);

}  // namespace headlight
