#include "formats/gguf/gguf_types.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "tensor/matrix.h"

namespace headlight {
namespace {

constexpr std::uint64_t kBlock = 32;
constexpr std::uint64_t kScaleBytes = 2;

constexpr std::array<GgufTypeInfo, 5> kTypes = {{{GgufType::F32, "F32", 1, 4},
                                                 {GgufType::F16, "F16", 1, 2},
                                                 {GgufType::Q4_0, "Q4_0", kBlock, kScaleBytes + kBlock / 2},
                                                 {GgufType::Q8_0, "Q8_0", kBlock, kScaleBytes + kBlock},
                                                 {GgufType::BF16, "BF16", 1, 2}}};

struct OtherType {
  std::uint32_t type;
  const char* name;
};
/// Types of the format that are not read here, for messages.
constexpr std::array<OtherType, 28> kOtherTypes = {
    {{3, "Q4_1"},    {6, "Q5_0"},   {7, "Q5_1"},   {9, "Q8_1"},     {10, "Q2_K"},   {11, "Q3_K"},    {12, "Q4_K"},
     {13, "Q5_K"},   {14, "Q6_K"},  {15, "Q8_K"},  {16, "IQ2_XXS"}, {17, "IQ2_XS"}, {18, "IQ3_XXS"}, {19, "IQ1_S"},
     {20, "IQ4_NL"}, {21, "IQ3_S"}, {22, "IQ2_S"}, {23, "IQ4_XS"},  {24, "I8"},     {25, "I16"},     {26, "I32"},
     {27, "I64"},    {28, "F64"},   {29, "IQ1_M"}, {34, "TQ1_0"},   {35, "TQ2_0"},  {39, "MXFP4"},   {40, "NVFP4"}}};

template <class Number>
void widen(const char* bytes, std::span<float> numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    Number number;
    std::memcpy(&number, bytes + i * sizeof number, sizeof number);
    numbers[i] = static_cast<float>(number);
  }
}

float scaleOf(const char* block) {
  Eigen::half scale;
  std::memcpy(&scale, block, sizeof scale);
  return static_cast<float>(scale);
}

void expandQ8(const char* block, float* numbers) {
  const float scale = scaleOf(block);
  for (std::size_t i = 0; i < kBlock; ++i) {
    numbers[i] = scale * static_cast<float>(static_cast<signed char>(block[kScaleBytes + i]));
  }
}

void expandQ4(const char* block, float* numbers) {
  const float scale = scaleOf(block);
  for (std::size_t i = 0; i < kBlock / 2; ++i) {
    const auto pair = static_cast<unsigned char>(block[kScaleBytes + i]);
    numbers[i] = scale * static_cast<float>(static_cast<int>(pair & 0x0FU) - 8);
    numbers[i + kBlock / 2] = scale * static_cast<float>(static_cast<int>(pair >> 4U) - 8);
  }
}

}  // namespace

std::optional<GgufTypeInfo> ggufTypeInfo(std::uint32_t type) {
  for (const GgufTypeInfo& info : kTypes) {
    if (static_cast<std::uint32_t>(info.type) == type) return info;
  }
  return std::nullopt;
}

const GgufTypeInfo& ggufTypeInfo(GgufType type) {
  return *std::find_if(kTypes.begin(), kTypes.end(), [&](const GgufTypeInfo& info) { return info.type == type; });
}

std::string ggufTypeName(std::uint32_t type) {
  if (const auto info = ggufTypeInfo(type)) return std::string(info->name);
  for (const OtherType& other : kOtherTypes) {
    if (other.type == type) return other.name;
  }
  return "type " + std::to_string(type);
}

void dequantize(GgufType type, std::span<const char> bytes, std::span<float> numbers) {
  const GgufTypeInfo& info = ggufTypeInfo(type);
  const std::size_t blocks = numbers.size() / info.blockNumbers;
  if (blocks * info.blockNumbers != numbers.size() || blocks * info.blockBytes != bytes.size()) {
    throw Error("internal.failure", {{"what", "blocks of numbers do not fit the place they are read to"}});
  }
  switch (type) {
    case GgufType::F32:
      if (!bytes.empty()) std::memcpy(numbers.data(), bytes.data(), bytes.size());
      return;
    case GgufType::F16:
      return widen<Eigen::half>(bytes.data(), numbers);
    case GgufType::BF16:
      return widen<Eigen::bfloat16>(bytes.data(), numbers);
    case GgufType::Q8_0:
      for (std::size_t i = 0; i < blocks; ++i)
        expandQ8(bytes.data() + i * info.blockBytes, numbers.data() + i * kBlock);
      return;
    case GgufType::Q4_0:
      for (std::size_t i = 0; i < blocks; ++i)
        expandQ4(bytes.data() + i * info.blockBytes, numbers.data() + i * kBlock);
      return;
  }
}

}  // namespace headlight
