#pragma once
// The blocks in which GGUF stores numbers, as llama.cpp's ggml-common.h and gguf-py's quants.py define them: numbers of
// a few bits that share a scale d, often a smallest value m. Inside formats/.

#include <cstdint>

#include "formats/gguf/gguf_types.h"

namespace headlight {

/// One block to its floats.
using ExpandBlock = void (*)(const unsigned char* block, float* numbers);

/// Null for types that are not blocks (F32, F16, BF16, F64).
[[nodiscard]] ExpandBlock expanderOf(GgufType type);

/// Whether a block is 32 whole numbers of 8 bits or less and one float16 scale before them: Q4_0, Q5_0, Q8_0, IQ4_NL.
/// Such a block can be held as Q8_0 without loss.
[[nodiscard]] bool isScaledIntegers(GgufType type);

/// Such a block as one of Q8_0 (34 bytes).
void widenBlock(GgufType type, const unsigned char* block, unsigned char* q8);

}  // namespace headlight
