#include "formats/gguf/gguf_writer.h"

namespace headlight {
namespace {

constexpr std::uint32_t kVersion = 3;

template <class Number>
void put(std::string& bytes, Number number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void putString(std::string& bytes, std::string_view text) {
  put(bytes, std::uint64_t{text.size()});
  bytes += text;
}

void putArray(std::string& bytes, GgufValueType type, std::uint64_t count) {
  put(bytes, static_cast<std::uint32_t>(type));
  put(bytes, count);
}

}  // namespace

void GgufWriter::addKey(std::string_view key, GgufValueType type) {
  if (!m_names.emplace(key).second) throw Error("internal.failure", {{"what", "a GGUF key is written twice"}});
  putString(m_values, key);
  put(m_values, static_cast<std::uint32_t>(type));
  ++m_valueCount;
}

void GgufWriter::addU32(std::string_view key, std::uint32_t value) {
  addKey(key, GgufValueType::U32);
  put(m_values, value);
}

void GgufWriter::addF32(std::string_view key, float value) {
  addKey(key, GgufValueType::F32);
  put(m_values, value);
}

void GgufWriter::addBool(std::string_view key, bool value) {
  addKey(key, GgufValueType::Bool);
  put(m_values, static_cast<std::uint8_t>(value ? 1 : 0));
}

void GgufWriter::addString(std::string_view key, std::string_view value) {
  addKey(key, GgufValueType::String);
  putString(m_values, value);
}

void GgufWriter::addStrings(std::string_view key, std::span<const std::string> values) {
  addKey(key, GgufValueType::Array);
  putArray(m_values, GgufValueType::String, values.size());
  for (const std::string& value : values) putString(m_values, value);
}

void GgufWriter::addI32s(std::string_view key, std::span<const std::int32_t> values) {
  addKey(key, GgufValueType::Array);
  putArray(m_values, GgufValueType::I32, values.size());
  m_values.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

void GgufWriter::addTensor(std::string_view name, GgufType type, const std::vector<std::uint64_t>& shape) {
  if (!m_names.emplace(name).second) throw Error("internal.failure", {{"what", "a GGUF tensor is written twice"}});
  putString(m_tensors, name);
  put(m_tensors, static_cast<std::uint32_t>(shape.size()));
  std::uint64_t elements = 1;
  for (auto dimension = shape.rbegin(); dimension != shape.rend(); ++dimension) {
    put(m_tensors, *dimension);
    elements *= *dimension;
  }
  put(m_tensors, static_cast<std::uint32_t>(type));
  put(m_tensors, m_dataBytes);
  const GgufTypeInfo& info = ggufTypeInfo(type);
  const std::uint64_t bytes = elements / info.blockNumbers * info.blockBytes;
  m_dataBytes += bytes + padding(bytes).size();
  ++m_tensorCount;
}

std::string GgufWriter::header() const {
  std::string bytes(kGgufMagic);
  put(bytes, kVersion);
  put(bytes, m_tensorCount);
  put(bytes, m_valueCount);
  bytes += m_values;
  bytes += m_tensors;
  return bytes + padding(bytes.size());
}

std::string GgufWriter::padding(std::uint64_t bytes) {
  return std::string((kAlignment - bytes % kAlignment) % kAlignment, '\0');
}

}  // namespace headlight
