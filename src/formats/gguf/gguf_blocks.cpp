#include "formats/gguf/gguf_blocks.h"

#include <array>
#include <cmath>
#include <cstring>

#include "tensor/matrix.h"

namespace headlight {
namespace {

constexpr int kBlock = 32;
constexpr int kHalfBlock = 16;
constexpr int kScaleBytes = 2;

using Integers = std::array<std::int8_t, kBlock>;

float halfAt(const unsigned char* place) {
  Eigen::half number;
  std::memcpy(&number, place, sizeof number);
  return static_cast<float>(number);
}

int low(unsigned char byte) {
  return byte & 0x0F;
}
int high(unsigned char byte) {
  return byte >> 4;
}
int signedAt(const unsigned char* place) {
  return static_cast<signed char>(*place);
}

/// 16 bytes as 32 nibbles: the low halves first, then the high ones.
template <class Take>
void forNibbles(const unsigned char* bytes, const Take& take) {
  for (int j = 0; j < kHalfBlock; ++j) {
    take(j, low(bytes[j]));
    take(j + kHalfBlock, high(bytes[j]));
  }
}

/// Nibbles with a fifth bit each, which stand in four bytes before them.
template <class Take>
void forFiveBits(const unsigned char* fifth, const unsigned char* nibbles, const Take& take) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, fifth, sizeof bits);
  forNibbles(nibbles, [&](int j, int nibble) { take(j, nibble | static_cast<int>((bits >> j & 1U) << 4U)); });
}

/// The 16 values of the non-linear types of 4 bits.
constexpr std::array<std::int8_t, 16> kNonLinear = {-127, -104, -83, -65, -49, -35, -22, -10,
                                                    1,    13,   25,  38,  53,  69,  89,  113};

Integers integersOf(GgufType type, const unsigned char* block) {
  Integers numbers{};
  const auto put = [&numbers](int j, int value) {
    numbers[static_cast<std::size_t>(j)] = static_cast<std::int8_t>(value);
  };
  const unsigned char* quants = block + kScaleBytes;
  if (type == GgufType::Q8_0) {
    for (int j = 0; j < kBlock; ++j) put(j, signedAt(quants + j));
  } else if (type == GgufType::Q4_0) {
    forNibbles(quants, [&](int j, int nibble) { put(j, nibble - 8); });
  } else if (type == GgufType::Q5_0) {
    forFiveBits(quants, quants + 4, [&](int j, int value) { put(j, value - 16); });
  } else {
    forNibbles(quants, [&](int j, int nibble) { put(j, kNonLinear[static_cast<std::size_t>(nibble)]); });
  }
  return numbers;
}

template <GgufType type>
void expandIntegers(const unsigned char* block, float* numbers) {
  const float scale = halfAt(block);
  const Integers integers = integersOf(type, block);
  for (std::size_t j = 0; j < integers.size(); ++j) numbers[j] = scale * static_cast<float>(integers[j]);
}

void expandQ4_1(const unsigned char* block, float* numbers) {
  const float scale = halfAt(block), least = halfAt(block + kScaleBytes);
  forNibbles(block + 2 * kScaleBytes,
             [&](int j, int nibble) { numbers[j] = scale * static_cast<float>(nibble) + least; });
}

void expandQ5_1(const unsigned char* block, float* numbers) {
  const float scale = halfAt(block), least = halfAt(block + kScaleBytes);
  forFiveBits(block + 2 * kScaleBytes, block + 2 * kScaleBytes + 4,
              [&](int j, int value) { numbers[j] = scale * static_cast<float>(value) + least; });
}

/// Calls take(place, two bits, group of 16, byte, shift step) for 256 numbers that stand as two bits in 64 bytes.
template <class Take>
void forTwoBits(const unsigned char* quants, const Take& take) {
  int place = 0;
  for (int half = 0; half < 2; ++half) {
    for (int shift = 0; shift < 4; ++shift) {
      for (int l = 0; l < kBlock; ++l, ++place) {
        take(place, quants[half * kBlock + l] >> (2 * shift) & 3, place / kHalfBlock, l, 4 * half + shift);
      }
    }
  }
}

void expandQ2_K(const unsigned char* block, float* numbers) {
  const unsigned char* scales = block;
  const float scale = halfAt(block + 80), least = halfAt(block + 82);
  forTwoBits(block + 16, [&](int place, int q, int group, int, int) {
    numbers[place] = scale * static_cast<float>(low(scales[group])) * static_cast<float>(q) -
                     least * static_cast<float>(high(scales[group]));
  });
}

/// The 6 bits of scale k of 16, less 32: four bits in bytes 0 … 7, two in bytes 8 … 11.
int scaleOfQ3(const unsigned char* scales, int k) {
  const int lower = k < 8 ? low(scales[k]) : high(scales[k - 8]);
  return (lower | (scales[8 + k % 4] >> (2 * (k / 4)) & 3) << 4) - 32;
}

void expandQ3_K(const unsigned char* block, float* numbers) {
  const unsigned char* mask = block;
  const unsigned char* scales = block + 96;
  const float scale = halfAt(block + 108);
  forTwoBits(block + 32, [&](int place, int q, int group, int byte, int step) {
    const int value = q - ((mask[byte] >> step & 1) != 0 ? 0 : 4);
    numbers[place] = scale * static_cast<float>(scaleOfQ3(scales, group)) * static_cast<float>(value);
  });
}

struct ScaleAndLeast {
  int scale, least;
};

/// 6 bits each of group j of 8, in 12 bytes.
ScaleAndLeast sixBits(const unsigned char* s, int j) {
  if (j < 4) return {s[j] & 63, s[j + 4] & 63};
  return {low(s[j + 4]) | s[j - 4] >> 6 << 4, high(s[j + 4]) | s[j] >> 6 << 4};
}

/// Q4_K and Q5_K: 8 groups of 32, two of which share 32 bytes; `fifth` null: there are no fifth bits.
void expandEightGroups(const unsigned char* block, const unsigned char* fifth, const unsigned char* quants,
                       float* numbers) {
  const float scale = halfAt(block), least = halfAt(block + kScaleBytes);
  for (int group = 0; group < 8; ++group) {
    const ScaleAndLeast own = sixBits(block + 2 * kScaleBytes, group);
    const float d = scale * static_cast<float>(own.scale), m = least * static_cast<float>(own.least);
    for (int l = 0; l < kBlock; ++l) {
      const unsigned char pair = quants[group / 2 * kBlock + l];
      int value = group % 2 == 0 ? low(pair) : high(pair);
      if (fifth != nullptr) value |= (fifth[l] >> group & 1) << 4;
      numbers[group * kBlock + l] = d * static_cast<float>(value) - m;
    }
  }
}

void expandQ4_K(const unsigned char* block, float* numbers) {
  expandEightGroups(block, nullptr, block + 16, numbers);
}

void expandQ5_K(const unsigned char* block, float* numbers) {
  expandEightGroups(block, block + 16, block + 48, numbers);
}

void expandQ6_K(const unsigned char* block, float* numbers) {
  const unsigned char* lower = block;
  const unsigned char* upper = block + 128;
  const unsigned char* scales = block + 192;
  const float scale = halfAt(block + 208);
  for (int half = 0; half < 2; ++half) {
    for (int l = 0; l < kBlock; ++l) {
      const unsigned char first = lower[64 * half + l], second = lower[64 * half + kBlock + l];
      const unsigned char two = upper[kBlock * half + l];
      const std::array<int, 4> values = {low(first) | (two & 3) << 4, low(second) | (two >> 2 & 3) << 4,
                                         high(first) | (two >> 4 & 3) << 4, high(second) | (two >> 6) << 4};
      for (int part = 0; part < 4; ++part) {
        const int place = 128 * half + kBlock * part + l;
        const float d = scale * static_cast<float>(signedAt(scales + place / kHalfBlock));
        numbers[place] = d * static_cast<float>(values[static_cast<std::size_t>(part)] - 32);
      }
    }
  }
}

void expandIq4Xs(const unsigned char* block, float* numbers) {
  const float scale = halfAt(block);
  const int upper = block[2] | block[3] << 8;
  for (int group = 0; group < 8; ++group) {
    const int lower = block[4 + group / 2] >> (4 * (group % 2)) & 15;
    const float d = scale * static_cast<float>((lower | (upper >> (2 * group) & 3) << 4) - 32);
    forNibbles(block + 8 + kHalfBlock * group, [&](int j, int nibble) {
      numbers[group * kBlock + j] = d * static_cast<float>(kNonLinear[static_cast<std::size_t>(nibble)]);
    });
  }
}

/// Ternary numbers, five in a byte: the digits of byte · 3ⁿ / 256.
void expandTq1(const unsigned char* block, float* numbers) {
  static constexpr std::array<int, 5> kPowers = {1, 3, 9, 27, 81};
  struct Part {
    int first, bytes, digits;
  };
  static constexpr std::array<Part, 3> kParts = {{{0, 32, 5}, {32, 16, 5}, {48, 4, 4}}};
  const float scale = halfAt(block + 52);
  for (const Part& part : kParts) {
    for (int digit = 0; digit < part.digits; ++digit) {
      for (int m = 0; m < part.bytes; ++m) {
        const int rest = block[part.first + m] * kPowers[static_cast<std::size_t>(digit)] & 0xFF;
        *numbers++ = scale * static_cast<float>((rest * 3 >> 8) - 1);
      }
    }
  }
}

void expandTq2(const unsigned char* block, float* numbers) {
  const float scale = halfAt(block + 64);
  forTwoBits(block, [&](int place, int q, int, int, int) { numbers[place] = scale * static_cast<float>(q - 1); });
}

/// 4-bit floats (E2M1, here doubled) under a power of two.
void expandMxfp4(const unsigned char* block, float* numbers) {
  static constexpr std::array<std::int8_t, 16> kValues = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};
  const float scale = std::ldexp(1.0F, block[0] - 128);
  forNibbles(block + 1, [&](int j, int nibble) {
    numbers[j] = scale * static_cast<float>(kValues[static_cast<std::size_t>(nibble)]);
  });
}

}  // namespace

ExpandBlock expanderOf(GgufType type) {
  switch (type) {
    case GgufType::F32:
    case GgufType::F16:
    case GgufType::BF16:
    case GgufType::F64:
      return nullptr;
    case GgufType::Q4_0:
      return expandIntegers<GgufType::Q4_0>;
    case GgufType::Q5_0:
      return expandIntegers<GgufType::Q5_0>;
    case GgufType::Q8_0:
      return expandIntegers<GgufType::Q8_0>;
    case GgufType::IQ4_NL:
      return expandIntegers<GgufType::IQ4_NL>;
    case GgufType::Q4_1:
      return expandQ4_1;
    case GgufType::Q5_1:
      return expandQ5_1;
    case GgufType::Q2_K:
      return expandQ2_K;
    case GgufType::Q3_K:
      return expandQ3_K;
    case GgufType::Q4_K:
      return expandQ4_K;
    case GgufType::Q5_K:
      return expandQ5_K;
    case GgufType::Q6_K:
      return expandQ6_K;
    case GgufType::IQ4_XS:
      return expandIq4Xs;
    case GgufType::TQ1_0:
      return expandTq1;
    case GgufType::TQ2_0:
      return expandTq2;
    case GgufType::MXFP4:
      return expandMxfp4;
  }
  return nullptr;
}

bool isScaledIntegers(GgufType type) {
  return type == GgufType::Q4_0 || type == GgufType::Q5_0 || type == GgufType::Q8_0 || type == GgufType::IQ4_NL;
}

void widenBlock(GgufType type, const unsigned char* block, unsigned char* q8) {
  const Integers integers = integersOf(type, block);
  std::memcpy(q8, block, kScaleBytes);
  std::memcpy(q8 + kScaleBytes, integers.data(), integers.size());
}

}  // namespace headlight
