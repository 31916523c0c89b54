#include "formats/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

#include "formats/guarded_json.h"
#include "tensor/matrix.h"

namespace headlight {
namespace {

constexpr std::uint64_t kLengthBytes = 8;

/// Bytes of one number, or nothing for a type that the format does not have.
std::optional<std::uint64_t> dtypeSize(std::string_view dtype) {
  if (dtype == "BOOL" || dtype == "U8" || dtype == "I8" || dtype == "F8_E4M3" || dtype == "F8_E5M2") return 1;
  if (dtype == "F16" || dtype == "BF16" || dtype == "I16" || dtype == "U16") return 2;
  if (dtype == "F32" || dtype == "I32" || dtype == "U32") return 4;
  if (dtype == "F64" || dtype == "I64" || dtype == "U64") return 8;
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
  const std::optional<std::uint64_t> size = dtypeSize(entry.dtype);
  if (!size) throw tensorError("safetensors.unknown_dtype", file, name, {{"dtype", entry.dtype}});

  const nlohmann::json& shape = tensor.at("shape");
  if (!shape.is_array()) badNumbers(tensor, "shape");
  std::uint64_t bytes = *size;
  bool fits = true;
  for (const nlohmann::json& dimension : shape) {
    entry.shape.push_back(asUnsigned(dimension, tensor, "shape"));
    fits = multiply(bytes, entry.shape.back()) && fits;
  }
  if (!fits) throw tensorError("safetensors.shape_overflow", file, name, {{"shape", entry.shapeText()}});

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

template <class Number>
float toFloat(const char* bytes) {
  Number number;
  std::memcpy(&number, bytes, sizeof number);
  return static_cast<float>(number);
}

using ToFloat = float (*)(const char*);

/// Null for types that are not floating-point numbers.
ToFloat converterOf(std::string_view dtype) {
  if (dtype == "F16") return &toFloat<Eigen::half>;
  if (dtype == "BF16") return &toFloat<Eigen::bfloat16>;
  if (dtype == "F64") return &toFloat<double>;
  if (dtype == "F32") return &toFloat<float>;
  return nullptr;
}

constexpr std::uint64_t kPiece = std::uint64_t{1} << 16U;  // numbers converted at a time

/// `first`: the place of numbers[0] in its tensor.
void countNonFinite(std::uint64_t first, std::span<const float> numbers, NonFiniteCount& odd) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (std::isfinite(numbers[i])) continue;
    if (odd.count++ == 0) odd.first = first + i;
  }
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
  const std::uint64_t size = m_source->size();
  if (size < kLengthBytes) throw Error("safetensors.too_short", {{"file", name()}, {"size", std::to_string(size)}});
  std::uint64_t length = 0;
  m_source->read(0, std::span<char>(reinterpret_cast<char*>(&length), sizeof length));
  if (length > kLongestHeader || length > size - kLengthBytes) {
    throw Error("safetensors.header_length",
                {{"file", name()}, {"length", std::to_string(length)}, {"left", std::to_string(size - kLengthBytes)}});
  }
  std::string header(length, '\0');
  m_source->read(kLengthBytes, header);
  if (!header.starts_with('{')) throw Error("safetensors.header_start", {{"file", name()}});
  parseHeader(header, kLengthBytes + length);
  checkCoverage(kLengthBytes + length);
}

void SafetensorsFile::parseHeader(std::string_view header, std::uint64_t dataBegin) {
  json::Limits limits;
  limits.bytes = kLongestHeader;
  const nlohmann::json root = json::parseGuarded(header, name(), limits);
  for (const auto& [key, value] : root.items()) {
    if (key != "__metadata__") {
      m_entries.push_back(readEntry(key, value, name(), dataBegin, m_source->size()));
      continue;
    }
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

void SafetensorsFile::forEachPiece(
    const SafetensorsEntry& entry,
    const std::function<void(std::uint64_t first, std::span<const float> numbers)>& take) {
  const ToFloat convert = converterOf(entry.dtype);
  if (!convert) throw tensorError("safetensors.dtype_not_numbers", name(), entry.name, {{"dtype", entry.dtype}});
  const std::size_t width = *dtypeSize(entry.dtype);
  const std::uint64_t total = entry.elements();
  const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, total));
  std::vector<char> bytes(piece * width);
  std::vector<float> numbers(piece);
  for (std::uint64_t done = 0; done < total;) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(piece, total - done));
    m_source->read(entry.begin + done * width, std::span<char>(bytes.data(), count * width));
    for (std::size_t i = 0; i < count; ++i) numbers[i] = convert(bytes.data() + i * width);
    take(done, std::span<const float>(numbers).first(count));
    done += count;
  }
}

NonFiniteCount SafetensorsFile::readFloats(const SafetensorsEntry& entry, std::span<float> destination) {
  if (destination.size() != entry.elements()) {
    throw Error("internal.failure", {{"what", "a tensor is read into a place of another size"}});
  }
  NonFiniteCount odd;
  if (entry.dtype == "F32") {
    m_source->read(entry.begin, std::span<char>(reinterpret_cast<char*>(destination.data()), destination.size_bytes()));
    countNonFinite(0, destination, odd);
    return odd;
  }
  forEachPiece(entry, [&](std::uint64_t first, std::span<const float> numbers) {
    std::copy(numbers.begin(), numbers.end(), destination.begin() + static_cast<std::ptrdiff_t>(first));
    countNonFinite(first, numbers, odd);
  });
  return odd;
}

NonFiniteCount SafetensorsFile::readFloatsTransposed(const SafetensorsEntry& entry, std::span<float> destination) {
  if (entry.shape.size() != 2 || destination.size() != entry.elements()) {
    throw Error("internal.failure", {{"what", "a tensor is read into a place of another shape"}});
  }
  const std::uint64_t rows = entry.shape[0];
  const std::uint64_t columns = entry.shape[1];
  NonFiniteCount odd;
  forEachPiece(entry, [&](std::uint64_t first, std::span<const float> numbers) {
    std::uint64_t row = first / columns;
    std::uint64_t column = first % columns;
    for (const float number : numbers) {
      destination[column * rows + row] = number;
      if (++column < columns) continue;
      column = 0;
      ++row;
    }
    countNonFinite(first, numbers, odd);
  });
  return odd;
}

}  // namespace headlight
