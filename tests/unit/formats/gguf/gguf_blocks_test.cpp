// Blocks of numbers as GGUF stores them: each type against llama.cpp's own unpacking, or against blocks packed here.

#include "formats/gguf/gguf_blocks.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "tensor/matrix.h"

namespace headlight {
namespace {

std::vector<unsigned char> bytesOfHex(const std::string& hex) {
  std::vector<unsigned char> bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<unsigned char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

GgufTypeInfo infoNamed(const std::string& name) {
  for (std::uint32_t type = 0; type < 64; ++type) {
    const std::optional<GgufTypeInfo> info = ggufTypeInfo(type);
    if (info && info->name == name) return *info;
  }
  ADD_FAILURE() << "no type " << name;
  return {};
}

std::vector<float> unpacked(const GgufTypeInfo& info, const std::vector<unsigned char>& raw) {
  std::vector<float> numbers(raw.size() / info.blockBytes * info.blockNumbers);
  dequantize(info.type, std::span(reinterpret_cast<const char*>(raw.data()), raw.size()), numbers);
  return numbers;
}

void putHalf(std::vector<unsigned char>& block, std::size_t at, float value) {
  const Eigen::half half(value);
  std::memcpy(block.data() + at, &half, sizeof half);
}

TEST(GgufBlocks, UnpackAsLlamaCppDoes) {
  std::ifstream file(std::string(HEADLIGHT_SOURCE_DIR) + "/tests/golden/data/gguf_blocks.txt");
  std::string line;
  std::set<std::string> seen;
  while (std::getline(file, line)) {
    if (line.starts_with('#')) continue;
    const std::size_t first = line.find(' '), second = line.find(' ', first + 1);
    const std::string name = line.substr(0, first);
    const GgufTypeInfo info = infoNamed(name);
    const std::vector<unsigned char> raw = bytesOfHex(line.substr(first + 1, second - first - 1));
    const std::vector<unsigned char> expectedBytes = bytesOfHex(line.substr(second + 1));
    ASSERT_EQ(raw.size(), info.blockBytes) << name;
    const std::vector<float> numbers = unpacked(info, raw);
    ASSERT_EQ(numbers.size() * sizeof(float), expectedBytes.size()) << name;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      float expected = 0;
      std::memcpy(&expected, expectedBytes.data() + i * sizeof expected, sizeof expected);
      ASSERT_NEAR(numbers[i], expected, 1e-6F * std::max(1.0F, std::abs(expected))) << name << " " << i;
    }
    seen.insert(name);
  }
  EXPECT_EQ(seen.size(), 12U);
}

TEST(GgufBlocks, BlocksOfWholeNumbersAreTheSameAsQ8) {
  std::ifstream file(std::string(HEADLIGHT_SOURCE_DIR) + "/tests/golden/data/gguf_blocks.txt");
  std::string line;
  int count = 0;
  while (std::getline(file, line)) {
    const std::size_t first = line.find(' ');
    if (line.starts_with('#')) continue;
    const GgufTypeInfo info = infoNamed(line.substr(0, first));
    if (!isScaledIntegers(info.type)) continue;
    const std::vector<unsigned char> raw = bytesOfHex(line.substr(first + 1, line.find(' ', first + 1) - first - 1));
    std::vector<unsigned char> wide(ggufTypeInfo(GgufType::Q8_0).blockBytes);
    widenBlock(info.type, raw.data(), wide.data());
    EXPECT_EQ(unpacked(ggufTypeInfo(GgufType::Q8_0), wide), unpacked(info, raw)) << info.name;
    ++count;
  }
  EXPECT_EQ(count, 4);
}

/// Ternary numbers −1, 0, 1 at place i.
int ternary(int i) {
  return (i * 7 + i / 5) % 3 - 1;
}

TEST(GgufBlocks, TernaryNumbersOfTwoBits) {
  std::vector<unsigned char> block(66, 0);
  for (int i = 0; i < 256; ++i) {  // two halves of 128: 32 bytes, four numbers in each
    const auto byte = static_cast<std::size_t>(i / 128 * 32 + i % 32);
    block[byte] = static_cast<unsigned char>(block[byte] | (ternary(i) + 1) << (2 * (i % 128 / 32)));
  }
  putHalf(block, 64, 0.5F);
  const std::vector<float> numbers = unpacked(ggufTypeInfo(GgufType::TQ2_0), block);
  for (int i = 0; i < 256; ++i) EXPECT_EQ(numbers[static_cast<std::size_t>(i)], 0.5F * static_cast<float>(ternary(i)));
}

/// `digits` numbers as the digits of a fraction to base 3, of 256 parts, rounded up (ggml's quantize_row_tq1_0_ref).
unsigned char packed(const std::vector<int>& digits) {
  int value = 0;
  for (const int digit : digits) value = value * 3 + digit + 1;
  for (std::size_t i = digits.size(); i < 5; ++i) value *= 3;
  return static_cast<unsigned char>((value * 256 + 242) / 243);
}

TEST(GgufBlocks, TernaryNumbersFiveToAByte) {
  std::vector<unsigned char> block(54, 0);
  const auto digitsAt = [](int first, int step, int count) {
    std::vector<int> digits;
    for (int n = 0; n < count; ++n) digits.push_back(ternary(first + n * step));
    return digits;
  };
  for (int m = 0; m < 32; ++m) block[static_cast<std::size_t>(m)] = packed(digitsAt(m, 32, 5));
  for (int m = 0; m < 16; ++m) block[static_cast<std::size_t>(32 + m)] = packed(digitsAt(160 + m, 16, 5));
  for (int m = 0; m < 4; ++m) block[static_cast<std::size_t>(48 + m)] = packed(digitsAt(240 + m, 4, 4));
  putHalf(block, 52, 2.0F);
  const std::vector<float> numbers = unpacked(ggufTypeInfo(GgufType::TQ1_0), block);
  for (int i = 0; i < 256; ++i) EXPECT_EQ(numbers[static_cast<std::size_t>(i)], 2.0F * static_cast<float>(ternary(i)));
}

TEST(GgufBlocks, FloatsOfFourBits) {
  // Open Compute Project, Microscaling Formats 1.0: E2M1 under 2^(byte − 127)
  constexpr std::array<float, 8> kValues = {0, 0.5F, 1, 1.5F, 2, 3, 4, 6};
  std::vector<unsigned char> block(17, 0);
  block[0] = 129;  // times 4
  for (int j = 0; j < 16; ++j) block[static_cast<std::size_t>(1 + j)] = static_cast<unsigned char>(j | (15 - j) << 4);
  const std::vector<float> numbers = unpacked(ggufTypeInfo(GgufType::MXFP4), block);
  for (int j = 0; j < 16; ++j) {
    const float sign = j < 8 ? 1.0F : -1.0F;
    EXPECT_EQ(numbers[static_cast<std::size_t>(j)], 4 * sign * kValues[static_cast<std::size_t>(j % 8)]);
    EXPECT_EQ(numbers[static_cast<std::size_t>(31 - j)], 4 * sign * kValues[static_cast<std::size_t>(j % 8)]);
  }
}

TEST(GgufBlocks, DoublesAreRounded) {
  const std::array<double, 2> stored = {0.1, -3e300};
  std::array<float, 2> numbers{};
  dequantize(GgufType::F64, std::span(reinterpret_cast<const char*>(stored.data()), sizeof stored), numbers);
  EXPECT_EQ(numbers[0], 0.1F);
  EXPECT_TRUE(std::isinf(numbers[1]));
}

TEST(GgufBlocks, EveryTypeSaysItsNameAndCanBeUnpacked) {
  for (std::uint32_t type = 0; type < 64; ++type) {
    const std::optional<GgufTypeInfo> info = ggufTypeInfo(type);
    if (!info) continue;
    EXPECT_EQ(ggufTypeName(type), info->name);
    EXPECT_NE(knownGgufTypes().find(info->name), std::string::npos);
    std::vector<unsigned char> zero(info->blockBytes, 0);
    EXPECT_EQ(unpacked(*info, zero).size(), info->blockNumbers);
  }
}

}  // namespace
}  // namespace headlight
