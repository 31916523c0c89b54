#pragma once
// Puts a GGUF file of version 3 together: metadata first, then the table of tensors, then their bytes piece by piece,
// so that a large model is never held twice.

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/gguf/gguf_file.h"

namespace headlight {

/// Takes the bytes of a file in their order.
using ByteSink = std::function<void(std::string_view)>;

class GgufWriter {
 public:
  static constexpr std::uint64_t kAlignment = 32;  ///< the format's default

  // In the order of the file. A key or tensor that already exists is Error "internal.failure".
  void addU32(std::string_view key, std::uint32_t value);
  void addF32(std::string_view key, float value);
  void addBool(std::string_view key, bool value);
  void addString(std::string_view key, std::string_view value);
  void addStrings(std::string_view key, std::span<const std::string> values);
  void addI32s(std::string_view key, std::span<const std::int32_t> values);
  /// `shape` in C order.
  void addTensor(std::string_view name, GgufType type, const std::vector<std::uint64_t>& shape);

  /// Everything before the first tensor's bytes, padding included. After the last add.
  [[nodiscard]] std::string header() const;
  /// Zeros that bring `bytes` of a tensor to the alignment.
  [[nodiscard]] static std::string padding(std::uint64_t bytes);

 private:
  void addKey(std::string_view key, GgufValueType type);

  std::string m_values;
  std::string m_tensors;
  std::set<std::string, std::less<>> m_names;  ///< of keys and tensors
  std::uint64_t m_valueCount = 0;
  std::uint64_t m_tensorCount = 0;
  std::uint64_t m_dataBytes = 0;
};

}  // namespace headlight
