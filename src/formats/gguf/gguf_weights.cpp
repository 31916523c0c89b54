#include "formats/gguf/gguf_weights.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <set>
#include <utility>

#include "formats/files/memory_estimate.h"
#include "formats/gguf/gguf_blocks.h"
#include "models/parts/compact_weights.h"

namespace headlight {
namespace {

struct NamePair {
  std::string_view ours;
  std::string_view file;
};
constexpr std::array<NamePair, 5> kWholeNames = {{{"wte.weight", "token_embd.weight"},
                                                  {"wpe.weight", "position_embd.weight"},
                                                  {"ln_f.weight", "output_norm.weight"},
                                                  {"ln_f.bias", "output_norm.bias"},
                                                  {"lm_head.weight", "output.weight"}}};
constexpr std::array<NamePair, 6> kBlockNames = {{{"ln_1.", "attn_norm."},
                                                  {"attn.c_attn.", "attn_qkv."},
                                                  {"attn.c_proj.", "attn_output."},
                                                  {"ln_2.", "ffn_norm."},
                                                  {"mlp.c_fc.", "ffn_up."},
                                                  {"mlp.c_proj.", "ffn_down."}}};
constexpr std::string_view kOurBlock = "h.";
constexpr std::string_view kFileBlock = "blk.";
constexpr std::string_view kEmbedding = "token_embd.weight";
constexpr std::string_view kHead = "output.weight";

constexpr std::size_t kRowsTogether = 64;  // a transposed piece writes whole cache lines

std::string shapeText(const std::vector<std::uint64_t>& shape) {
  GgufTensor tensor;
  tensor.shape = shape;
  return tensor.shapeText();
}

NumberType numberType(GgufType type) {
  if (isScaledIntegers(type)) return NumberType::Q8_0;  // widened: the same scale, whole numbers of 8 bits
  if (type == GgufType::F16) return NumberType::Float16;
  return type == GgufType::BF16 ? NumberType::BFloat16 : NumberType::Float32;
}

struct NotFinite {
  std::uint64_t count = 0;
  std::uint64_t first = 0;  // in the file's C order

  void look(std::uint64_t at, std::span<const float> numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (std::isfinite(numbers[i])) continue;
      if (count++ == 0) first = at + i;
    }
  }
};

void note(const GgufFile& file, const GgufTensor& tensor, const NotFinite& notFinite, std::vector<Message>& notices) {
  if (notFinite.count == 0) return;
  std::string place = "[";
  std::uint64_t inner = tensor.elements();
  std::uint64_t rest = notFinite.first;
  for (const std::uint64_t dimension : tensor.shape) {
    inner /= dimension;
    place += (place.size() > 1 ? ", " : "") + std::to_string(rest / inner);
    rest %= inner;
  }
  notices.push_back({"safetensors.not_finite",
                     {{"file", file.name()},
                      {"tensor", tensor.name},
                      {"count", std::to_string(notFinite.count)},
                      {"place", place + "]"}}});
}

/// The layout, with the matrices of a large model in the file's types.
ParameterLayout layoutOf(const GgufFile& file, const ModelConfig& config) {
  return layoutForFile(config, [&](const ParameterInfo& info) {
    const GgufTensor* tensor = file.find(ggufTensorName(info.name));
    return tensor ? numberType(tensor->type) : NumberType::Float32;
  });
}

struct Read {
  const ParameterInfo* info;
  const GgufTensor* tensor;
};

std::vector<Read> planReads(const GgufFile& file, const ModelConfig& config, const ParameterLayout& layout) {
  std::vector<Read> reads;
  std::set<std::string_view> used;
  for (const ParameterInfo& info : layout.all()) {
    const std::string name = ggufTensorName(info.name);
    const std::vector<std::uint64_t> shape = ggufTensorShape(info);
    const GgufTensor* tensor = file.find(name);
    if (!tensor) {
      throw Error("gguf.missing_tensor", {{"file", file.name()}, {"tensor", name}, {"shape", shapeText(shape)}});
    }
    if (tensor->shape != shape) {
      throw Error(
          "gguf.wrong_shape",
          {{"file", file.name()}, {"tensor", name}, {"found", tensor->shapeText()}, {"expected", shapeText(shape)}});
    }
    used.insert(tensor->name);
    reads.push_back({&info, tensor});
  }
  for (const GgufTensor& tensor : file.tensors()) {
    const bool repeatsEmbedding = config.tiedHead && tensor.name == kHead;
    if (used.contains(tensor.name) || repeatsEmbedding) continue;
    throw Error("gguf.unexpected_tensor", {{"file", file.name()}, {"tensor", tensor.name}});
  }
  // along the file, so that a disk is not sent to and fro
  std::sort(reads.begin(), reads.end(), [](const Read& a, const Read& b) { return a.tensor->begin < b.tensor->begin; });
  return reads;
}

/// Numbers of a piece that keeps blocks and rows whole.
std::uint64_t pieceOf(const GgufTensor& tensor) {
  const std::uint64_t row = tensor.shape.empty() ? 1 : tensor.shape.back();
  const std::uint64_t rows = std::max<std::uint64_t>(kReadPiece / sizeof(float) / row, 1);
  return rows * row;
}

/// Calls `take(first, count)` for every piece of a tensor, in order, and tells how far the reading is.
template <class Take>
void forEachPiece(const GgufTensor& tensor, ReadProgress& progress, const Take& take) {
  const GgufTypeInfo& type = ggufTypeInfo(tensor.type);
  const std::uint64_t total = tensor.elements();
  const std::uint64_t piece = pieceOf(tensor);
  for (std::uint64_t done = 0; done < total; done += piece) {
    const std::uint64_t count = std::min(piece, total - done);
    take(done, static_cast<std::size_t>(count));
    progress.advance(count / type.blockNumbers * type.blockBytes);
  }
}

void readDirect(GgufFile& file, const GgufTensor& tensor, std::span<float> destination, ReadProgress& progress,
                NotFinite& notFinite) {
  forEachPiece(tensor, progress, [&](std::uint64_t first, std::size_t count) {
    const std::span<float> numbers = destination.subspan(static_cast<std::size_t>(first), count);
    file.readFloats(tensor, first, numbers);
    notFinite.look(first, numbers);
  });
}

/// The file's [rows, columns] to our [columns, rows].
void readTransposed(GgufFile& file, const GgufTensor& tensor, std::span<float> destination, ReadProgress& progress,
                    NotFinite& notFinite) {
  const auto rows = static_cast<std::size_t>(tensor.shape[0]);
  const auto columns = static_cast<std::size_t>(tensor.shape[1]);
  std::vector<float> numbers(static_cast<std::size_t>(std::min(pieceOf(tensor), tensor.elements())));
  forEachPiece(tensor, progress, [&](std::uint64_t first, std::size_t count) {
    const std::span<float> piece = std::span<float>(numbers).first(count);
    file.readFloats(tensor, first, piece);
    notFinite.look(first, piece);
    const std::size_t firstRow = static_cast<std::size_t>(first) / columns;
    const std::size_t pieceRows = count / columns;
    for (std::size_t begin = 0; begin < pieceRows; begin += kRowsTogether) {
      const std::size_t end = std::min(begin + kRowsTogether, pieceRows);
      for (std::size_t column = 0; column < columns; ++column) {
        float* place = destination.data() + column * rows + firstRow;
        for (std::size_t row = begin; row < end; ++row) place[row] = piece[row * columns + column];
      }
    }
  });
}

/// The file's blocks, rows of outputs, as they lie there.
void readCompact(GgufFile& file, const GgufTensor& tensor, std::span<std::byte> destination, ReadProgress& progress,
                 NotFinite& notFinite) {
  const GgufTypeInfo& type = ggufTypeInfo(tensor.type);
  const GgufTypeInfo& kept = isScaledIntegers(tensor.type) ? ggufTypeInfo(GgufType::Q8_0) : type;
  const auto largest = static_cast<std::size_t>(std::min(pieceOf(tensor), tensor.elements()));
  std::vector<float> numbers(largest);
  std::vector<char> raw(largest / type.blockNumbers * type.blockBytes);
  forEachPiece(tensor, progress, [&](std::uint64_t first, std::size_t count) {
    const std::size_t blocks = count / type.blockNumbers;
    const std::span<char> bytes = std::span<char>(raw).first(blocks * type.blockBytes);
    file.readRaw(tensor, first / type.blockNumbers * type.blockBytes, bytes);
    dequantize(tensor.type, bytes, std::span<float>(numbers).first(count));
    notFinite.look(first, std::span<const float>(numbers).first(count));
    auto* place = reinterpret_cast<char*>(destination.data()) + first / type.blockNumbers * kept.blockBytes;
    if (type.type == kept.type) {
      std::memcpy(place, bytes.data(), bytes.size());
      return;
    }
    const auto* from = reinterpret_cast<const unsigned char*>(bytes.data());
    auto* to = reinterpret_cast<unsigned char*>(place);
    for (std::size_t i = 0; i < blocks; ++i)
      widenBlock(tensor.type, from + i * type.blockBytes, to + i * kept.blockBytes);
  });
}

void readOne(GgufFile& file, const Read& read, Parameters& parameters, ReadProgress& progress,
             std::vector<Message>& notices) {
  const ParameterInfo& info = *read.info;
  NotFinite notFinite;
  if (info.isCompact()) {
    readCompact(file, *read.tensor, parameters.compactBytes(info), progress, notFinite);
  } else {
    const std::span<float> place = parameters.block().subspan(info.offset, static_cast<std::size_t>(info.size()));
    const bool transposed = info.use == MatrixUse::Linear;
    (transposed ? readTransposed : readDirect)(file, *read.tensor, place, progress, notFinite);
  }
  note(file, *read.tensor, notFinite, notices);
}

}  // namespace

std::string ggufTensorName(std::string_view name) {
  for (const NamePair& pair : kWholeNames) {
    if (pair.ours == name) return std::string(pair.file);
  }
  if (name.starts_with(kOurBlock)) {
    const std::size_t dot = name.find('.', kOurBlock.size());
    const std::string_view layer = name.substr(kOurBlock.size(), dot - kOurBlock.size());
    const std::string_view rest = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
    for (const NamePair& pair : kBlockNames) {
      if (!rest.starts_with(pair.ours)) continue;
      return std::string(kFileBlock).append(layer).append(".").append(pair.file).append(rest.substr(pair.ours.size()));
    }
  }
  throw Error("internal.failure", {{"what", "GGUF has no name for the parameter " + std::string(name)}});
}

std::vector<std::uint64_t> ggufTensorShape(const ParameterInfo& info) {
  const auto rows = static_cast<std::uint64_t>(info.rows);
  const auto columns = static_cast<std::uint64_t>(info.columns);
  if (info.isVector) return {columns};
  return info.use == MatrixUse::Linear ? std::vector{columns, rows} : std::vector{rows, columns};
}

bool hasTiedHead(GgufFile& file) {
  const GgufTensor* head = file.find(kHead);
  const GgufTensor* embedding = file.find(kEmbedding);
  if (!head || !embedding) return !head;
  if (head->shape != embedding->shape || head->type != embedding->type) return false;
  const std::uint64_t size = head->end - head->begin;
  std::vector<char> one(static_cast<std::size_t>(std::min(kReadPiece, size)));
  std::vector<char> other(one.size());
  for (std::uint64_t done = 0; done < size; done += one.size()) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(one.size(), size - done));
    file.readRaw(*head, done, std::span<char>(one).first(count));
    file.readRaw(*embedding, done, std::span<char>(other).first(count));
    if (!std::equal(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(count), other.begin())) return false;
  }
  return true;
}

std::uint64_t ggufWeightBytes(const GgufFile& file, const ModelConfig& config) {
  return layoutOf(file, config).bytes();
}

Parameters readGgufWeights(GgufFile& file, const ModelConfig& config, const Progress& progress,
                           std::vector<Message>& notices) {
  const ParameterLayout layout = layoutOf(file, config);
  const std::vector<Read> reads = planReads(file, config, layout);
  requireMemory(file.name(), memoryNeededFor(config, layout.bytes()));

  std::uint64_t total = 0;
  for (const Read& read : reads) total += read.tensor->end - read.tensor->begin;
  ReadProgress told(progress, total);
  Parameters parameters(layout);  // no larger than the file allows: every shape was found in it
  for (const Read& read : reads) readOne(file, read, parameters, told, notices);
  told.finish();
  return parameters;
}

}  // namespace headlight
