#pragma once
// GGUF, versions 2 and 3, little-endian, as published in ggml's docs/gguf.md: the magic "GGUF", a version, the counts
// of tensors and of metadata; keys with typed values; names, shapes, types and places of the tensors; padding to the
// alignment; the tensors.
//
// The whole header is checked before anything is used: every length and count against the bytes that are left, products
// against overflow, keys and names against repetition, places against the alignment, the file's end and each other.
// Nothing is kept but the header's bytes and small tables of places in it.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/files/byte_source.h"
#include "formats/gguf/gguf_types.h"
#include "tensor/error.h"

namespace headlight {

/// The types of metadata; the values are the file's.
enum class GgufValueType : std::uint32_t {
  U8 = 0,
  I8 = 1,
  U16 = 2,
  I16 = 3,
  U32 = 4,
  I32 = 5,
  F32 = 6,
  Bool = 7,
  String = 8,
  Array = 9,
  U64 = 10,
  I64 = 11,
  F64 = 12
};

/// "u32", "string": for messages.
[[nodiscard]] std::string_view ggufValueTypeName(GgufValueType type);

/// A tensor as it is in the file.
struct GgufTensor {
  std::string name;
  GgufType type{};
  std::vector<std::uint64_t> shape;  ///< C order as everywhere here: the file's dimensions, which begin with the
                                     ///< fastest, the other way round
  std::uint64_t begin = 0;           ///< bytes, from the start of the file
  std::uint64_t end = 0;

  [[nodiscard]] std::uint64_t elements() const;
  /// "[32, 96]"
  [[nodiscard]] std::string shapeText() const;
};

/// An open file; its header has been checked as a whole. Belongs to one thread.
class GgufFile {
 public:
  static constexpr std::uint64_t kLongestHeader = 128U << 20U;  ///< metadata and tensor table, in bytes
  static constexpr std::uint64_t kMostEntries = 65'536;         ///< tensors, and likewise keys
  static constexpr std::uint64_t kMostDimensions = 4;
  static constexpr std::uint64_t kLongestName = 64;  ///< of a tensor
  static constexpr std::uint64_t kLongestKey = 65'535;

  /// Throws Error "gguf.*" naming the file and the place.
  explicit GgufFile(std::unique_ptr<ByteSource> source);

  [[nodiscard]] const std::string& name() const { return m_source->name(); }
  [[nodiscard]] std::uint32_t version() const { return m_version; }
  [[nodiscard]] std::uint64_t alignment() const { return m_alignment; }

  /// In the order of their bytes.
  [[nodiscard]] const std::vector<GgufTensor>& tensors() const { return m_tensors; }
  [[nodiscard]] const GgufTensor* find(std::string_view tensor) const;

  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] bool has(std::string_view key) const { return m_values.find(key) != m_values.end(); }

  // Values by key; nothing if the key is not there, Error "gguf.value_type" if it is of another type. Views live as
  // long as this object.
  [[nodiscard]] std::optional<std::string_view> string(std::string_view key) const;
  [[nodiscard]] std::optional<bool> boolean(std::string_view key) const;
  /// Any of the types of whole numbers; Error "gguf.value_range" if it does not fit.
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
  /// Any type of number.
  [[nodiscard]] std::optional<double> number(std::string_view key) const;
  [[nodiscard]] std::optional<std::vector<std::string_view>> strings(std::string_view key) const;
  [[nodiscard]] std::optional<std::vector<std::int64_t>> integers(std::string_view key) const;

  /// Bytes first .. first + bytes.size() of a tensor as they are in the file. Throws Error "file.cannot_read".
  void readRaw(const GgufTensor& tensor, std::uint64_t first, std::span<char> bytes);
  /// Numbers first .. first + numbers.size() in C order, dequantized; both multiples of the type's block.
  void readFloats(const GgufTensor& tensor, std::uint64_t first, std::span<float> numbers);

 private:
  friend class GgufHeaderReader;
  struct Value {
    GgufValueType type{};
    std::uint64_t at = 0;  ///< of its first byte in m_header; of an array, of the type of its elements
  };
  [[nodiscard]] const Value* value(std::string_view key) const;
  [[noreturn]] void wrongType(std::string_view key, GgufValueType found, std::string_view expected) const;

  std::unique_ptr<ByteSource> m_source;
  std::string m_header;
  std::uint32_t m_version = 0;
  std::uint64_t m_alignment = 32;
  std::map<std::string, Value, std::less<>> m_values;
  std::vector<GgufTensor> m_tensors;
  std::map<std::string, std::size_t, std::less<>> m_places;  ///< of tensors, by name
};

}  // namespace headlight
