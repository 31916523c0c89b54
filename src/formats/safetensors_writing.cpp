#include <cmath>
#include <cstring>

#include "formats/guarded_json.h"
#include "formats/safetensors.h"
#include "tensor/matrix.h"

namespace headlight {
namespace {

constexpr std::uint64_t kLengthBytes = 8;

std::uint64_t widthOf(WeightType type) {
  return type == WeightType::Float32 ? 4 : 2;
}

template <class Stored>
void appendAs(float number, const SafetensorsTensor& tensor, WeightType type, std::string& bytes) {
  const auto stored = static_cast<Stored>(number);
  if (std::isfinite(number) && !std::isfinite(static_cast<float>(stored))) {
    throw Error(
        "safetensors.too_large",
        {{"tensor", tensor.name}, {"value", std::to_string(number)}, {"dtype", std::string(safetensorsWord(type))}});
  }
  char raw[sizeof stored];
  std::memcpy(raw, &stored, sizeof stored);
  bytes.append(raw, sizeof stored);
}

void appendNumber(float number, const SafetensorsTensor& tensor, WeightType type, std::string& bytes) {
  switch (type) {
    case WeightType::Float32:
      return appendAs<float>(number, tensor, type, bytes);
    case WeightType::Float16:
      return appendAs<Eigen::half>(number, tensor, type, bytes);
    case WeightType::BFloat16:
      return appendAs<Eigen::bfloat16>(number, tensor, type, bytes);
  }
}

void appendTensor(const SafetensorsTensor& tensor, WeightType type, std::string& bytes) {
  if (!tensor.transpose) {
    if (type == WeightType::Float32) {
      bytes.append(reinterpret_cast<const char*>(tensor.numbers.data()), tensor.numbers.size_bytes());
      return;
    }
    for (const float number : tensor.numbers) appendNumber(number, tensor, type, bytes);
    return;
  }
  const std::size_t rows = tensor.shape.at(0);
  const std::size_t columns = tensor.shape.at(1);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      appendNumber(tensor.numbers[column * rows + row], tensor, type, bytes);
    }
  }
}

}  // namespace

std::string_view safetensorsWord(WeightType type) {
  switch (type) {
    case WeightType::Float32:
      return "F32";
    case WeightType::Float16:
      return "F16";
    case WeightType::BFloat16:
      return "BF16";
  }
  return "F32";
}

std::string safetensorsBytes(std::span<const SafetensorsTensor> tensors,
                             const std::map<std::string, std::string>& metadata, WeightType type) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t place = 0;
  for (const SafetensorsTensor& tensor : tensors) {
    const std::uint64_t end = place + tensor.numbers.size() * widthOf(type);
    header[tensor.name] = {{"dtype", safetensorsWord(type)}, {"shape", tensor.shape}, {"data_offsets", {place, end}}};
    place = end;
  }
  std::string text = header.dump();
  text.resize((text.size() + kLengthBytes - 1) / kLengthBytes * kLengthBytes, ' ');

  std::string bytes;
  bytes.reserve(kLengthBytes + text.size() + place);
  const std::uint64_t length = text.size();
  bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
  bytes += text;
  for (const SafetensorsTensor& tensor : tensors) appendTensor(tensor, type, bytes);
  return bytes;
}

}  // namespace headlight
