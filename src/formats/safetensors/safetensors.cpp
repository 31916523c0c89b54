#include "formats/safetensors/safetensors.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/json/guarded_json.h"

namespace headlight {
namespace {

/// Bits of one number, or nothing for a type that the format does not have.
std::optional<std::uint64_t> dtypeBits(std::string_view dtype) {
  struct Type {
    std::string_view name;
    std::uint64_t bits;
  };
  static constexpr Type kTypes[] = {{"F32", 32},    {"F16", 16}, {"BF16", 16}, {"F64", 64},    {"I64", 64},
                                    {"I32", 32},    {"I16", 16}, {"I8", 8},    {"U64", 64},    {"U32", 32},
                                    {"U16", 16},    {"U8", 8},   {"BOOL", 8},  {"F8_E4M3", 8}, {"F8_E5M2", 8},
                                    {"F8_E8M0", 8}, {"C64", 64}, {"F4", 4},    {"F6_E2M3", 6}, {"F6_E3M2", 6}};
  for (const Type& type : kTypes) {
    if (type.name == dtype) return type.bits;
  }
  return std::nullopt;
}

Error tensorError(std::string_view code, const std::string& file, const std::string& tensor,
                  std::vector<MessageValue> more = {}) {
  std::vector<MessageValue> values = {{"file", file}, {"tensor", tensor}};
  values.insert(values.end(), more.begin(), more.end());
  return Error(code, std::move(values));
}

/// Multiplies, or says that 64 bits do not hold it.
bool multiply(std::uint64_t& product, std::uint64_t factor) {
  return !__builtin_mul_overflow(product, factor, &product);
}

[[noreturn]] void badNumbers(const json::ObjectReader& tensor, std::string_view field) {
  throw Error("safetensors.bad_numbers", {{"file", tensor.file()}, {"field", tensor.placeOf(field)}});
}

std::uint64_t asUnsigned(const nlohmann::json& value, const json::ObjectReader& tensor, std::string_view field) {
  if (!value.is_number_unsigned()) badNumbers(tensor, field);
  return value.get<std::uint64_t>();
}

SafetensorsEntry readEntry(const std::string& name, const nlohmann::json& value, const std::string& file,
                           std::uint64_t dataBegin, std::uint64_t fileSize) {
  const json::ObjectReader tensor(value, file, name);
  SafetensorsEntry entry;
  entry.name = name;
  entry.dtype = tensor.string("dtype");
  const std::optional<std::uint64_t> size = dtypeBits(entry.dtype);
  if (!size) throw tensorError("safetensors.unknown_dtype", file, name, {{"dtype", entry.dtype.substr(0, 32)}});

  const nlohmann::json& shape = tensor.at("shape");
  if (!shape.is_array()) badNumbers(tensor, "shape");
  std::uint64_t bits = *size;
  bool fits = true;
  for (const nlohmann::json& dimension : shape) {
    entry.shape.push_back(asUnsigned(dimension, tensor, "shape"));
    fits = multiply(bits, entry.shape.back()) && fits;
  }
  // numbers smaller than a byte must fill whole bytes
  if (!fits || bits % 8 != 0)
    throw tensorError("safetensors.shape_overflow", file, name, {{"shape", entry.shapeText()}});
  const std::uint64_t bytes = bits / 8;

  const nlohmann::json& offsets = tensor.at("data_offsets");
  if (!offsets.is_array() || offsets.size() != 2) badNumbers(tensor, "data_offsets");
  const std::uint64_t begin = asUnsigned(offsets[0], tensor, "data_offsets");
  const std::uint64_t end = asUnsigned(offsets[1], tensor, "data_offsets");
  const std::uint64_t available = fileSize - dataBegin;
  if (begin > end || end > available) {
    throw tensorError(
        "safetensors.outside_file", file, name,
        {{"begin", std::to_string(begin)}, {"end", std::to_string(end)}, {"size", std::to_string(available)}});
  }
  if (end - begin != bytes) {
    throw tensorError("safetensors.size_mismatch", file, name,
                      {{"shape", entry.shapeText()},
                       {"dtype", entry.dtype},
                       {"needed", std::to_string(bytes)},
                       {"found", std::to_string(end - begin)}});
  }
  entry.begin = dataBegin + begin;
  entry.end = dataBegin + end;
  return entry;
}

}  // namespace

std::uint64_t SafetensorsEntry::elements() const {
  std::uint64_t product = 1;
  for (const std::uint64_t dimension : shape) product *= dimension;  // checked when it was read
  return product;
}

std::string SafetensorsEntry::shapeText() const {
  constexpr std::size_t kMostShown = 8;
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size() && i < kMostShown; ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  }
  return text + (shape.size() > kMostShown ? ", ...]" : "]");
}

SafetensorsFile::SafetensorsFile(std::unique_ptr<ByteSource> source) : m_source(std::move(source)) {
  refuseGitLfsPointer(*m_source);
  const std::uint64_t size = m_source->size();
  if (size < kLengthBytes) throw Error("safetensors.too_short", {{"file", name()}, {"size", std::to_string(size)}});
  std::uint64_t length = 0;
  m_source->read(0, std::span<char>(reinterpret_cast<char*>(&length), sizeof length));
  if (length > kLongestHeader || length > size - kLengthBytes) {
    throw Error("safetensors.header_length",
                {{"file", name()}, {"length", std::to_string(length)}, {"left", std::to_string(size - kLengthBytes)}});
  }
  char first = '\0';
  if (length > 0) m_source->read(kLengthBytes, std::span<char>(&first, 1));
  if (first != '{') throw Error("safetensors.header_start", {{"file", name()}});
  parseHeader(length);
  checkCoverage(kLengthBytes + length);
}

void SafetensorsFile::parseHeader(std::uint64_t length) {
  json::Limits limits;
  limits.bytes = kLongestHeader;
  limits.values = kMostValues;
  const nlohmann::json root = json::parseGuarded(*m_source, kLengthBytes, length, limits);
  for (const auto& [key, value] : root.items()) {
    if (key != "__metadata__") {
      m_entries.push_back(readEntry(key, value, name(), kLengthBytes + length, m_source->size()));
      continue;
    }
    if (value.is_null()) continue;  // written by programs that had nothing to say
    const json::ObjectReader metadata(value, name(), key);
    for (const auto& [field, text] : value.items()) m_metadata[field] = metadata.string(field);
  }
  std::sort(m_entries.begin(), m_entries.end(), [](const SafetensorsEntry& a, const SafetensorsEntry& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
}

void SafetensorsFile::checkCoverage(std::uint64_t dataBegin) const {
  std::uint64_t place = dataBegin;
  const auto complain = [&](std::string_view code, const std::string& tensor, std::uint64_t from, std::uint64_t to) {
    throw tensorError(code, name(), tensor, {{"from", std::to_string(from)}, {"to", std::to_string(to)}});
  };
  for (const SafetensorsEntry& entry : m_entries) {
    if (entry.begin < place) complain("safetensors.overlap", entry.name, entry.begin, place);
    if (entry.begin > place) complain("safetensors.hole", entry.name, place, entry.begin);
    place = entry.end;
  }
  if (place != m_source->size()) {
    throw Error("safetensors.trailing_bytes",
                {{"file", name()}, {"from", std::to_string(place)}, {"to", std::to_string(m_source->size())}});
  }
}

const SafetensorsEntry* SafetensorsFile::find(std::string_view tensor) const {
  const auto found =
      std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& entry) { return entry.name == tensor; });
  return found == m_entries.end() ? nullptr : &*found;
}

}  // namespace headlight
