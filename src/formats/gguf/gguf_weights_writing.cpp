#include <algorithm>
#include <cmath>

#include "formats/gguf/gguf_weights.h"

namespace headlight {
namespace {

constexpr std::string_view kPositions = "wpe.weight";  // public converters leave it precise

GgufType storedType(const ParameterInfo& info, WeightType type) {
  const bool precise = info.isVector || info.name == kPositions;
  return type == WeightType::Float32 || precise ? GgufType::F32 : GgufType::F16;
}

void appendNumbers(std::span<const float> numbers, GgufType type, const std::string& name, std::string& bytes) {
  if (type == GgufType::F32) {
    bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes());
    return;
  }
  for (const float number : numbers) {
    const Eigen::half stored(number);
    if (std::isfinite(number) && !std::isfinite(static_cast<float>(stored))) {
      throw Error("safetensors.too_large", {{"tensor", name}, {"value", std::to_string(number)}, {"dtype", "F16"}});
    }
    bytes.append(reinterpret_cast<const char*>(&stored), sizeof stored);
  }
}

/// Rows of `matrix` as they lie in the file: of our [in, out] the columns.
void writeMatrix(const ConstMatrixMap<float>& matrix, bool transposed, GgufType type, const std::string& name,
                 const ByteSink& sink) {
  const Index rows = transposed ? matrix.cols() : matrix.rows();
  const Index columns = transposed ? matrix.rows() : matrix.cols();
  const Index together = std::max<Index>(static_cast<Index>(kReadPiece / sizeof(float)) / columns, 1);
  std::string bytes;
  for (Index begin = 0; begin < rows; begin += together) {
    const Index count = std::min(together, rows - begin);
    Matrix<float> piece = transposed ? Matrix<float>(matrix.middleCols(begin, count).transpose())
                                     : Matrix<float>(matrix.middleRows(begin, count));
    bytes.clear();
    appendNumbers({piece.data(), static_cast<std::size_t>(piece.size())}, type, name, bytes);
    sink(bytes);
  }
}

}  // namespace

void addGgufTensors(const Parameters& parameters, WeightType type, GgufWriter& writer) {
  for (const ParameterInfo& info : parameters.layout().all()) {
    writer.addTensor(ggufTensorName(info.name), storedType(info, type), ggufTensorShape(info));
  }
}

void writeGgufTensors(const Parameters& parameters, WeightType type, const ByteSink& sink) {
  for (const ParameterInfo& info : parameters.layout().all()) {
    const GgufType stored = storedType(info, type);
    const GgufTypeInfo& width = ggufTypeInfo(stored);
    const auto bytes = static_cast<std::uint64_t>(info.size()) * width.blockBytes;
    const std::string name = ggufTensorName(info.name);
    if (info.isCompact()) {  // one at a time in float32
      const Matrix<float> floats = parameters.floats(info);
      writeMatrix(ConstMatrixMap<float>(floats.data(), floats.rows(), floats.cols()), info.use == MatrixUse::Linear,
                  stored, name, sink);
    } else {
      writeMatrix(parameters.matrix(info), info.use == MatrixUse::Linear, stored, name, sink);
    }
    if (const std::string padding = GgufWriter::padding(bytes); !padding.empty()) sink(padding);
  }
}

}  // namespace headlight
