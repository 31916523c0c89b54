#include "formats/gguf/gguf_types.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "formats/gguf/gguf_blocks.h"
#include "tensor/matrix.h"

namespace headlight {
namespace {

constexpr std::array<GgufTypeInfo, 19> kTypes = {{{GgufType::F32, "F32", 1, 4},
                                                  {GgufType::F16, "F16", 1, 2},
                                                  {GgufType::BF16, "BF16", 1, 2},
                                                  {GgufType::F64, "F64", 1, 8},
                                                  {GgufType::Q4_0, "Q4_0", 32, 18},
                                                  {GgufType::Q4_1, "Q4_1", 32, 20},
                                                  {GgufType::Q5_0, "Q5_0", 32, 22},
                                                  {GgufType::Q5_1, "Q5_1", 32, 24},
                                                  {GgufType::Q8_0, "Q8_0", 32, 34},
                                                  {GgufType::Q2_K, "Q2_K", 256, 84},
                                                  {GgufType::Q3_K, "Q3_K", 256, 110},
                                                  {GgufType::Q4_K, "Q4_K", 256, 144},
                                                  {GgufType::Q5_K, "Q5_K", 256, 176},
                                                  {GgufType::Q6_K, "Q6_K", 256, 210},
                                                  {GgufType::IQ4_NL, "IQ4_NL", 32, 18},
                                                  {GgufType::IQ4_XS, "IQ4_XS", 256, 136},
                                                  {GgufType::TQ1_0, "TQ1_0", 256, 54},
                                                  {GgufType::TQ2_0, "TQ2_0", 256, 66},
                                                  {GgufType::MXFP4, "MXFP4", 32, 17}}};

struct OtherType {
  std::uint32_t type;
  const char* name;
};
/// Types of the format that are not read here, for messages.
constexpr std::array<OtherType, 15> kOtherTypes = {{{9, "Q8_1"},
                                                    {15, "Q8_K"},
                                                    {16, "IQ2_XXS"},
                                                    {17, "IQ2_XS"},
                                                    {18, "IQ3_XXS"},
                                                    {19, "IQ1_S"},
                                                    {21, "IQ3_S"},
                                                    {22, "IQ2_S"},
                                                    {24, "I8"},
                                                    {25, "I16"},
                                                    {26, "I32"},
                                                    {27, "I64"},
                                                    {29, "IQ1_M"},
                                                    {40, "NVFP4"},
                                                    {41, "Q1_0"}}};

template <class Number>
void widen(const char* bytes, std::span<float> numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    Number number;
    std::memcpy(&number, bytes + i * sizeof number, sizeof number);
    numbers[i] = static_cast<float>(number);
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

std::string knownGgufTypes() {
  std::string names;
  for (const GgufTypeInfo& info : kTypes) names.append(names.empty() ? "" : ", ").append(info.name);
  return names;
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
  if (const ExpandBlock expand = expanderOf(type)) {
    const auto* block = reinterpret_cast<const unsigned char*>(bytes.data());
    for (std::size_t i = 0; i < blocks; ++i)
      expand(block + i * info.blockBytes, numbers.data() + i * info.blockNumbers);
    return;
  }
  if (type == GgufType::F32 && !bytes.empty()) std::memcpy(numbers.data(), bytes.data(), bytes.size());
  if (type == GgufType::F16) widen<Eigen::half>(bytes.data(), numbers);
  if (type == GgufType::BF16) widen<Eigen::bfloat16>(bytes.data(), numbers);
  if (type == GgufType::F64) widen<double>(bytes.data(), numbers);
}

}  // namespace headlight
