#include "formats/gguf/gguf_file.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "formats/gguf/gguf_header.h"

namespace headlight {
namespace {

template <class Number>
Number numberAt(std::string_view header, std::uint64_t at) {
  Number number;
  std::memcpy(&number, header.data() + at, sizeof number);
  return number;
}

std::string_view stringAt(std::string_view header, std::uint64_t& at) {
  const auto length = numberAt<std::uint64_t>(header, at);
  const std::string_view text = header.substr(at + sizeof length, length);
  at += sizeof length + length;
  return text;
}

/// Nothing for other types, and for a number that does not fit.
std::optional<std::int64_t> integerAt(std::string_view header, GgufValueType type, std::uint64_t at) {
  switch (type) {
    case GgufValueType::U8:
      return numberAt<std::uint8_t>(header, at);
    case GgufValueType::I8:
      return numberAt<std::int8_t>(header, at);
    case GgufValueType::U16:
      return numberAt<std::uint16_t>(header, at);
    case GgufValueType::I16:
      return numberAt<std::int16_t>(header, at);
    case GgufValueType::U32:
      return numberAt<std::uint32_t>(header, at);
    case GgufValueType::I32:
      return numberAt<std::int32_t>(header, at);
    case GgufValueType::I64:
      return numberAt<std::int64_t>(header, at);
    case GgufValueType::U64: {
      const auto number = numberAt<std::uint64_t>(header, at);
      if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
      return static_cast<std::int64_t>(number);
    }
    default:
      return std::nullopt;
  }
}

bool isInteger(GgufValueType type) {
  return GgufHeaderReader::widthOf(type) > 0 && type != GgufValueType::Bool && type != GgufValueType::F32 &&
         type != GgufValueType::F64;
}

}  // namespace

std::string_view ggufValueTypeName(GgufValueType type) {
  static constexpr std::string_view kNames[] = {"u8",   "i8",     "u16",   "i16", "u32", "i32", "f32",
                                                "bool", "string", "array", "u64", "i64", "f64"};
  const auto index = static_cast<std::size_t>(type);
  return index < std::size(kNames) ? kNames[index] : "unknown";
}

std::uint64_t GgufTensor::elements() const {
  std::uint64_t product = 1;
  for (const std::uint64_t dimension : shape) product *= dimension;  // checked when it was read
  return product;
}

std::string GgufTensor::shapeText() const {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

GgufFile::GgufFile(std::unique_ptr<ByteSource> source) : m_source(std::move(source)) {
  GgufHeaderReader(*this).run();
}

const GgufTensor* GgufFile::find(std::string_view tensor) const {
  const auto found = m_places.find(tensor);
  return found == m_places.end() ? nullptr : &m_tensors[found->second];
}

std::vector<std::string> GgufFile::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, value] : m_values) keys.push_back(key);
  return keys;
}

const GgufFile::Value* GgufFile::value(std::string_view key) const {
  const auto found = m_values.find(key);
  return found == m_values.end() ? nullptr : &found->second;
}

void GgufFile::wrongType(std::string_view key, GgufValueType found, std::string_view expected) const {
  throw Error("gguf.value_type", {{"file", name()},
                                  {"key", std::string(key)},
                                  {"found", std::string(ggufValueTypeName(found))},
                                  {"expected", std::string(expected)}});
}

std::optional<std::string_view> GgufFile::string(std::string_view key) const {
  const Value* found = value(key);
  if (!found) return std::nullopt;
  if (found->type != GgufValueType::String) wrongType(key, found->type, "a string");
  std::uint64_t at = found->at;
  return stringAt(m_header, at);
}

std::optional<bool> GgufFile::boolean(std::string_view key) const {
  const Value* found = value(key);
  if (!found) return std::nullopt;
  if (found->type != GgufValueType::Bool) wrongType(key, found->type, "a bool");
  return m_header[found->at] != 0;
}

std::optional<std::int64_t> GgufFile::integer(std::string_view key) const {
  const Value* found = value(key);
  if (!found) return std::nullopt;
  if (!isInteger(found->type)) wrongType(key, found->type, "a whole number");
  const std::optional<std::int64_t> number = integerAt(m_header, found->type, found->at);
  if (!number) {
    throw Error("gguf.value_range", {{"file", name()}, {"key", std::string(key)}, {"rule", "at most 2^63 - 1"}});
  }
  return number;
}

std::optional<double> GgufFile::number(std::string_view key) const {
  const Value* found = value(key);
  if (!found) return std::nullopt;
  if (found->type == GgufValueType::F32) return numberAt<float>(m_header, found->at);
  if (found->type == GgufValueType::F64) return numberAt<double>(m_header, found->at);
  if (!isInteger(found->type)) wrongType(key, found->type, "a number");
  return static_cast<double>(*integer(key));
}

std::optional<std::vector<std::string_view>> GgufFile::strings(std::string_view key) const {
  const Value* found = value(key);
  if (!found) return std::nullopt;
  if (found->type != GgufValueType::Array) wrongType(key, found->type, "an array of strings");
  const auto type = static_cast<GgufValueType>(numberAt<std::uint32_t>(m_header, found->at));
  if (type != GgufValueType::String) wrongType(key, type, "an array of strings");
  std::uint64_t at = found->at + sizeof(std::uint32_t);
  const auto count = numberAt<std::uint64_t>(m_header, at);
  at += sizeof count;
  std::vector<std::string_view> strings;
  strings.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) strings.push_back(stringAt(m_header, at));
  return strings;
}

std::optional<std::vector<std::int64_t>> GgufFile::integers(std::string_view key) const {
  const Value* found = value(key);
  if (!found) return std::nullopt;
  if (found->type != GgufValueType::Array) wrongType(key, found->type, "an array of whole numbers");
  const auto type = static_cast<GgufValueType>(numberAt<std::uint32_t>(m_header, found->at));
  if (!isInteger(type)) wrongType(key, type, "an array of whole numbers");
  std::uint64_t at = found->at + sizeof(std::uint32_t);
  const auto count = numberAt<std::uint64_t>(m_header, at);
  at += sizeof count;
  std::vector<std::int64_t> numbers;
  numbers.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i, at += GgufHeaderReader::widthOf(type)) {
    const std::optional<std::int64_t> number = integerAt(m_header, type, at);
    if (!number) {
      throw Error("gguf.value_range", {{"file", name()}, {"key", std::string(key)}, {"rule", "at most 2^63 - 1"}});
    }
    numbers.push_back(*number);
  }
  return numbers;
}

void GgufFile::readRaw(const GgufTensor& tensor, std::uint64_t first, std::span<char> bytes) {
  const std::uint64_t size = tensor.end - tensor.begin;
  if (first > size || bytes.size() > size - first) {
    throw Error("internal.failure", {{"what", "bytes beyond a tensor's end are read"}});
  }
  m_source->read(tensor.begin + first, bytes);
}

void GgufFile::readFloats(const GgufTensor& tensor, std::uint64_t first, std::span<float> numbers) {
  const GgufTypeInfo& info = ggufTypeInfo(tensor.type);
  const std::uint64_t elements = tensor.elements();
  if (first > elements || numbers.size() > elements - first || first % info.blockNumbers != 0 ||
      numbers.size() % info.blockNumbers != 0) {
    throw Error("internal.failure", {{"what", "numbers beyond a tensor's end, or parts of its blocks, are read"}});
  }
  const std::uint64_t begin = tensor.begin + first / info.blockNumbers * info.blockBytes;
  if (tensor.type == GgufType::F32) {
    m_source->read(begin, std::span<char>(reinterpret_cast<char*>(numbers.data()), numbers.size_bytes()));
    return;
  }
  std::vector<char> bytes(numbers.size() / info.blockNumbers * info.blockBytes);
  m_source->read(begin, bytes);
  dequantize(tensor.type, bytes, numbers);
}

}  // namespace headlight
