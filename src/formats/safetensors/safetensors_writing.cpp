#include <algorithm>
#include <cmath>
#include <cstring>

#include "formats/json/guarded_json.h"
#include "formats/safetensors/safetensors.h"
#include "tensor/matrix.h"

namespace headlight {
namespace {

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

/// Collects numbers as the file has them and hands them on a piece at a time.
class NumberWriter {
 public:
  NumberWriter(const SafetensorsTensor& tensor, WeightType type, const ByteSink& sink)
      : m_tensor(tensor), m_type(type), m_sink(sink) {}

  void add(float number) {
    switch (m_type) {
      case WeightType::Float32:
        appendAs<float>(number, m_tensor, m_type, m_bytes);
        break;
      case WeightType::Float16:
        appendAs<Eigen::half>(number, m_tensor, m_type, m_bytes);
        break;
      case WeightType::BFloat16:
        appendAs<Eigen::bfloat16>(number, m_tensor, m_type, m_bytes);
        break;
    }
    if (m_bytes.size() >= kPiece) flush();
  }
  void flush() {
    m_sink(m_bytes);
    m_bytes.clear();
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 20U;
  const SafetensorsTensor& m_tensor;
  WeightType m_type;
  const ByteSink& m_sink;
  std::string m_bytes;
};

void writeTensor(const SafetensorsTensor& tensor, WeightType type, const ByteSink& sink) {
  if (!tensor.transpose && type == WeightType::Float32) {
    sink({reinterpret_cast<const char*>(tensor.numbers.data()), tensor.numbers.size_bytes()});
    return;
  }
  NumberWriter writer(tensor, type, sink);
  const std::size_t rows = tensor.transpose ? tensor.shape.at(0) : 1;
  const std::size_t columns = tensor.numbers.size() / std::max<std::size_t>(rows, 1);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) writer.add(tensor.numbers[column * rows + row]);
  }
  writer.flush();
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

void writeSafetensors(std::span<const SafetensorsTensor> tensors, const std::map<std::string, std::string>& metadata,
                      WeightType type, const ByteSink& sink) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t place = 0;
  for (const SafetensorsTensor& tensor : tensors) {
    const std::uint64_t end = place + tensor.numbers.size() * widthOf(type);
    header[tensor.name] = {{"dtype", safetensorsWord(type)}, {"shape", tensor.shape}, {"data_offsets", {place, end}}};
    place = end;
  }
  std::string text = header.dump();
  text.resize(
      (text.size() + SafetensorsFile::kLengthBytes - 1) / SafetensorsFile::kLengthBytes * SafetensorsFile::kLengthBytes,
      ' ');

  const std::uint64_t length = text.size();
  sink({reinterpret_cast<const char*>(&length), sizeof length});
  sink(text);
  for (const SafetensorsTensor& tensor : tensors) writeTensor(tensor, type, sink);
}

std::string safetensorsBytes(std::span<const SafetensorsTensor> tensors,
                             const std::map<std::string, std::string>& metadata, WeightType type) {
  std::string bytes;
  writeSafetensors(tensors, metadata, type, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

}  // namespace headlight
