#pragma once
// Reads and checks the header of a GGUF file; a part of GgufFile.

#include <cstring>
#include <string_view>

#include "formats/gguf/gguf_file.h"

namespace headlight {

/// Fills the header's bytes, values and tensors of a GgufFile whose source is set. Used once.
class GgufHeaderReader {
 public:
  explicit GgufHeaderReader(GgufFile& file) : m_file(file), m_size(file.m_source->size()) {}

  /// Throws Error "gguf.*".
  void run();

  /// Bytes of one value of a fixed width; 0 for strings and arrays, and for what is no type.
  static std::uint64_t widthOf(GgufValueType type);

 private:
  static constexpr int kMostNesting = 4;

  void readVersion();
  void readValues(std::uint64_t count);
  void readAlignment();
  void readTensors(std::uint64_t count);
  GgufTensor readTensor();
  void readShape(GgufTensor& tensor);
  void placeTensors();
  void checkOverlaps() const;

  /// Makes sure that the header has `bytes` more, reads on if necessary; checks the file's size first.
  void need(std::uint64_t bytes);
  template <class Number>
  Number take() {
    need(sizeof(Number));
    Number number;
    std::memcpy(&number, m_file.m_header.data() + m_at, sizeof number);
    m_at += sizeof number;
    return number;
  }
  std::string_view takeString();
  std::string takeName(std::string_view what, std::uint64_t longest);
  GgufValueType takeType();
  std::uint64_t takeCount(std::string_view what, std::uint64_t leastBytes, std::uint64_t most);
  void skipValue(GgufValueType type);
  void skipArray(int depth);
  void checkBooleans(std::uint64_t count);

  [[noreturn]] void fail(std::string_view code, std::vector<MessageValue> values = {}) const;
  [[noreturn]] void failAt(std::string_view code, std::vector<MessageValue> values = {}) const;
  [[nodiscard]] std::uint64_t left() const { return m_size - m_at; }

  GgufFile& m_file;
  std::uint64_t m_size;
  std::uint64_t m_at = 0;
};

}  // namespace headlight
