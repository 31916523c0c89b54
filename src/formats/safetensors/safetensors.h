#pragma once
// Safetensors, as published at github.com/huggingface/safetensors: 8 bytes with the length N of the header,
// little-endian; N bytes of JSON, an object from tensor names to {dtype, shape, data_offsets}, with spaces behind it if
// need be; then the tensors, C order, little-endian, covering the rest of the file without gap or overlap. What the
// published reader takes is taken, but for repeated names, which the format forbids and that reader lets pass.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/files/byte_source.h"
#include "formats/files/read_progress.h"
#include "tensor/error.h"

namespace headlight {

struct SafetensorsEntry {
  std::string name;
  std::string dtype;  ///< as the file spells it: "F32", "BF16", "I64", ...
  std::vector<std::uint64_t> shape;
  std::uint64_t begin = 0;  ///< bytes, from the start of the file
  std::uint64_t end = 0;

  [[nodiscard]] std::uint64_t elements() const;
  /// "[32, 96]"
  [[nodiscard]] std::string shapeText() const;
};

/// What was odd in the numbers of a tensor.
struct NonFiniteCount {
  std::uint64_t count = 0;  ///< NaNs and infinities
  std::uint64_t first = 0;  ///< index of the first, in C order
};

/// An open file; its header has been checked as a whole. Belongs to one thread.
class SafetensorsFile {
 public:
  static constexpr std::uint64_t kLengthBytes = 8;              ///< of the header's length, at the beginning
  static constexpr std::uint64_t kLongestHeader = 100'000'000;  ///< the limit of the published reader
  static constexpr std::size_t kMostValues = 800'000;           ///< of the header's JSON: some 100,000 tensors

  /// Throws Error "safetensors.*" naming the file and the place, "file.git_lfs_pointer", or the Errors of
  /// json::parseGuarded.
  explicit SafetensorsFile(std::unique_ptr<ByteSource> source);

  [[nodiscard]] const std::string& name() const { return m_source->name(); }
  /// In the order of their bytes.
  [[nodiscard]] const std::vector<SafetensorsEntry>& entries() const { return m_entries; }
  [[nodiscard]] const SafetensorsEntry* find(std::string_view tensor) const;
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return m_metadata; }

  /// F32, F16, BF16 or F64 into floats, straight to where they will live; `destination.size()` must be
  /// `entry.elements()`. Throws Error "safetensors.dtype_not_numbers" for other types, "file.cannot_read", "cancelled"
  /// (by `progress`, which receives the bytes of the file; null: no progress).
  NonFiniteCount readFloats(const SafetensorsEntry& entry, std::span<float> destination,
                            ReadProgress* progress = nullptr);
  /// The same for a matrix [R, C] whose transpose, [C, R], is wanted; in pieces, without a second copy of the whole.
  NonFiniteCount readFloatsTransposed(const SafetensorsEntry& entry, std::span<float> destination,
                                      ReadProgress* progress = nullptr);
  /// Whether the tensor has these numbers (of a transposed one: its transpose has them), NaNs being equal to none.
  /// Reads in pieces; throws as readFloats.
  bool hasNumbers(const SafetensorsEntry& entry, std::span<const float> numbers, bool transposed,
                  ReadProgress* progress = nullptr);

 private:
  /// Called with the rows `first` .. of a tensor as a matrix, [rows, columns].
  using TakeRows = std::function<void(std::uint64_t first, std::span<const float> numbers)>;
  void forEachRows(const SafetensorsEntry& entry, std::uint64_t columns, ReadProgress* progress, const TakeRows& take);
  void parseHeader(std::uint64_t length);
  void checkCoverage(std::uint64_t dataBegin) const;

  std::unique_ptr<ByteSource> m_source;
  std::vector<SafetensorsEntry> m_entries;
  std::map<std::string, std::string> m_metadata;
};

/// Whether weights may be of this type: "F32", "F16", "BF16", "F64".
[[nodiscard]] bool isFloatType(std::string_view dtype);

/// A tensor to write; the numbers are borrowed.
struct SafetensorsTensor {
  std::string name;
  std::vector<std::uint64_t> shape;  ///< as the file says it
  std::span<const float> numbers;
  bool transpose = false;  ///< the numbers are a matrix [shape[1], shape[0]], written the other way round
};

/// How numbers are stored in a file.
enum class WeightType { Float32, Float16, BFloat16 };

/// "F32", "F16", "BF16": the words of safetensors.
[[nodiscard]] std::string_view safetensorsWord(WeightType type);

/// Takes the bytes of a file as they are made, in order.
using ByteSink = std::function<void(std::string_view bytes)>;

/// A whole file of tensors in the given order, the data on a boundary of 8 bytes, piece by piece to `sink`. Numbers of
/// the smaller types are rounded to nearest, ties to even; Error "safetensors.too_large" if a finite number becomes
/// infinite that way; what `sink` throws.
void writeSafetensors(std::span<const SafetensorsTensor> tensors, const std::map<std::string, std::string>& metadata,
                      WeightType type, const ByteSink& sink);
/// The same in memory.
[[nodiscard]] std::string safetensorsBytes(std::span<const SafetensorsTensor> tensors,
                                           const std::map<std::string, std::string>& metadata = {{"format", "pt"}},
                                           WeightType type = WeightType::Float32);

}  // namespace headlight
