#include "formats/gguf/gguf_header.h"

#include <algorithm>

#include "formats/gguf/gguf_types.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr std::string_view kSwappedMagic = "FUGG";
constexpr std::uint64_t kFirstPiece = std::uint64_t{64} << 10U;  // read at first; then twice as much each time

constexpr std::uint64_t kLeastString = 8;                    // its length
constexpr std::uint64_t kLeastValue = kLeastString + 4 + 1;  // key, type, a byte
constexpr std::uint64_t kLeastTensor = kLeastString + 4 + 4 + 8;
constexpr std::uint64_t kLeastArray = 4 + 8;

constexpr std::int64_t kLeastAlignment = 8;
constexpr std::int64_t kMostAlignment = std::int64_t{1} << 20U;

bool isKey(std::string_view key) {
  // stricter in the letter of the format (lower_snake_case), but architectures have names with hyphens
  return std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// What of a name may be shown: valid UTF-8, not endless.
std::string shownName(std::string_view name) {
  constexpr std::size_t kMostShown = 80;
  return toValidUtf8(name.substr(0, kMostShown)) + (name.size() > kMostShown ? "…" : "");
}

std::string quoted(const std::string& name) {
  std::string text = "\"";
  return text.append(name).append("\"");
}

}  // namespace

std::uint64_t GgufHeaderReader::widthOf(GgufValueType type) {
  switch (type) {
    case GgufValueType::U8:
    case GgufValueType::I8:
    case GgufValueType::Bool:
      return 1;
    case GgufValueType::U16:
    case GgufValueType::I16:
      return 2;
    case GgufValueType::U32:
    case GgufValueType::I32:
    case GgufValueType::F32:
      return 4;
    case GgufValueType::U64:
    case GgufValueType::I64:
    case GgufValueType::F64:
      return 8;
    case GgufValueType::String:
    case GgufValueType::Array:
      return 0;
  }
  return 0;
}

void GgufHeaderReader::fail(std::string_view code, std::vector<MessageValue> values) const {
  values.insert(values.begin(), {"file", m_file.name()});
  throw Error(code, std::move(values));
}

void GgufHeaderReader::failAt(std::string_view code, std::vector<MessageValue> values) const {
  values.push_back({"position", std::to_string(m_at)});
  fail(code, std::move(values));
}

void GgufHeaderReader::need(std::uint64_t bytes) {
  if (bytes > left()) failAt("gguf.truncated", {{"needed", std::to_string(bytes)}, {"left", std::to_string(left())}});
  if (bytes > GgufFile::kLongestHeader - m_at) {
    failAt("gguf.header_too_long", {{"limit", std::to_string(GgufFile::kLongestHeader)}});
  }
  std::string& header = m_file.m_header;
  const std::uint64_t have = header.size();
  if (m_at + bytes <= have) return;
  const std::uint64_t wanted = std::max({m_at + bytes, 2 * have, kFirstPiece});
  header.resize(std::min({wanted, m_size, GgufFile::kLongestHeader}));
  m_file.m_source->read(have, std::span<char>(header).subspan(have));
}

std::string_view GgufHeaderReader::takeString() {
  const auto length = take<std::uint64_t>();
  need(length);
  const std::string_view text = std::string_view(m_file.m_header).substr(m_at, length);
  m_at += length;
  return text;
}

std::string GgufHeaderReader::takeName(std::string_view what, std::uint64_t longest) {
  const std::uint64_t begin = m_at;
  const auto length = take<std::uint64_t>();
  m_at = begin;
  if (length == 0 || length > longest) {
    failAt("gguf.bad_name", {{"what", std::string(what)},
                             {"problem", std::to_string(length) + " bytes long"},
                             {"rule", "1 to " + std::to_string(longest) + " bytes long"}});
  }
  return std::string(takeString());
}

GgufValueType GgufHeaderReader::takeType() {
  const auto type = static_cast<GgufValueType>(take<std::uint32_t>());
  if (widthOf(type) > 0 || type == GgufValueType::String || type == GgufValueType::Array) return type;
  m_at -= sizeof(std::uint32_t);
  failAt("gguf.unknown_value_type", {{"type", std::to_string(static_cast<std::uint32_t>(type))}});
}

/// A count is believed only if that many of the smallest things fit into what is left.
std::uint64_t GgufHeaderReader::takeCount(std::string_view what, std::uint64_t leastBytes, std::uint64_t most) {
  const auto count = take<std::uint64_t>();
  const std::uint64_t fitting = std::min(left() / leastBytes, most);
  if (count <= fitting) return count;
  m_at -= sizeof count;
  failAt("gguf.count",
         {{"count", std::to_string(count)}, {"what", std::string(what)}, {"most", std::to_string(fitting)}});
}

void GgufHeaderReader::checkBooleans(std::uint64_t count) {
  need(count);
  for (std::uint64_t i = 0; i < count; ++i, ++m_at) {
    if (static_cast<unsigned char>(m_file.m_header[m_at]) > 1) failAt("gguf.bad_boolean");
  }
}

void GgufHeaderReader::skipArray(int depth) {
  if (depth > kMostNesting) failAt("gguf.nested", {{"limit", std::to_string(kMostNesting)}});
  const GgufValueType type = takeType();
  const std::uint64_t width = widthOf(type);
  const std::uint64_t least = type == GgufValueType::Array ? kLeastArray : width > 0 ? width : kLeastString;
  const std::uint64_t count = takeCount("elements", least, left());
  if (type == GgufValueType::Bool) return checkBooleans(count);
  if (width > 0) {
    need(count * width);  // no larger than what is left, which takeCount has checked
    m_at += count * width;
    return;
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    if (type == GgufValueType::Array) {
      skipArray(depth + 1);
    } else {
      (void)takeString();
    }
  }
}

void GgufHeaderReader::skipValue(GgufValueType type) {
  if (type == GgufValueType::Array) return skipArray(1);
  if (type == GgufValueType::Bool) return checkBooleans(1);
  const std::uint64_t width = widthOf(type);
  if (width == 0) return (void)takeString();
  need(width);
  m_at += width;
}

void GgufHeaderReader::readVersion() {
  const std::uint64_t begin = std::min<std::uint64_t>(m_size, kGgufMagic.size());
  std::string magic(begin, '\0');
  m_file.m_source->read(0, magic);
  if (magic == kSwappedMagic) fail("gguf.big_endian");
  if (magic != kGgufMagic) fail("gguf.not_gguf");
  m_at = kGgufMagic.size();
  m_file.m_version = take<std::uint32_t>();
  if (m_file.m_version == 2 || m_file.m_version == 3) return;
  // the lower half of a small number is empty only where its bytes lie the other way round
  if ((m_file.m_version & 0xFFFFU) == 0 && m_file.m_version != 0) fail("gguf.big_endian");
  fail("gguf.version", {{"found", std::to_string(m_file.m_version)}});
}

void GgufHeaderReader::readValues(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t begin = m_at;
    std::string key = takeName("key", GgufFile::kLongestKey);
    if (!isKey(key)) {
      m_at = begin;
      failAt("gguf.bad_name", {{"what", "key"}, {"problem", quoted(shownName(key))}, {"rule", "plain ASCII"}});
    }
    const GgufValueType type = takeType();
    const std::uint64_t at = m_at;
    skipValue(type);
    if (m_file.m_values.emplace(key, GgufFile::Value{type, at}).second) continue;
    fail("gguf.duplicate_key", {{"key", shownName(key)}});
  }
}

void GgufHeaderReader::readAlignment() {
  const std::optional<std::int64_t> alignment = m_file.integer("general.alignment");
  if (!alignment) return;
  if (*alignment < kLeastAlignment || *alignment > kMostAlignment || *alignment % kLeastAlignment != 0) {
    fail("gguf.alignment", {{"found", std::to_string(*alignment)}});
  }
  m_file.m_alignment = static_cast<std::uint64_t>(*alignment);
}

void GgufHeaderReader::readShape(GgufTensor& tensor) {
  const auto dimensions = take<std::uint32_t>();
  if (dimensions > GgufFile::kMostDimensions) {
    fail("gguf.dimensions", {{"tensor", shownName(tensor.name)},
                             {"found", std::to_string(dimensions)},
                             {"most", std::to_string(GgufFile::kMostDimensions)}});
  }
  for (std::uint32_t i = 0; i < dimensions; ++i) tensor.shape.push_back(take<std::uint64_t>());
  std::reverse(tensor.shape.begin(), tensor.shape.end());
  std::uint64_t elements = 1;
  bool fits = true;
  for (const std::uint64_t dimension : tensor.shape) {
    fits = !__builtin_mul_overflow(elements, dimension, &elements) && fits && dimension > 0;
  }
  if (!fits) fail("gguf.bad_shape", {{"tensor", shownName(tensor.name)}, {"shape", tensor.shapeText()}});
}

/// `begin` and `end` are still counted from the beginning of the data, which is not known yet.
GgufTensor GgufHeaderReader::readTensor() {
  GgufTensor tensor;
  tensor.name = takeName("tensor's name", GgufFile::kLongestName);
  const std::string shown = shownName(tensor.name);
  readShape(tensor);
  const auto type = take<std::uint32_t>();
  const std::optional<GgufTypeInfo> info = ggufTypeInfo(type);
  if (!info) fail("gguf.tensor_type", {{"tensor", shown}, {"type", ggufTypeName(type)}, {"known", knownGgufTypes()}});
  tensor.type = info->type;
  const std::uint64_t row = tensor.shape.empty() ? 1 : tensor.shape.back();
  if (row % info->blockNumbers != 0) {
    fail("gguf.blocks", {{"tensor", shown},
                         {"shape", tensor.shapeText()},
                         {"type", std::string(info->name)},
                         {"block", std::to_string(info->blockNumbers)}});
  }
  std::uint64_t bytes = tensor.elements() / info->blockNumbers;
  if (__builtin_mul_overflow(bytes, info->blockBytes, &bytes)) {
    fail("gguf.bad_shape", {{"tensor", shown}, {"shape", tensor.shapeText()}});
  }
  tensor.begin = take<std::uint64_t>();
  if (tensor.begin % m_file.m_alignment != 0) {
    fail("gguf.unaligned", {{"tensor", shown},
                            {"offset", std::to_string(tensor.begin)},
                            {"alignment", std::to_string(m_file.m_alignment)}});
  }
  if (bytes > m_size || tensor.begin > m_size - bytes) {
    fail("gguf.outside_file", {{"tensor", shown},
                               {"begin", std::to_string(tensor.begin)},
                               {"bytes", std::to_string(bytes)},
                               {"size", std::to_string(m_size)}});
  }
  tensor.end = tensor.begin + bytes;
  return tensor;
}

void GgufHeaderReader::readTensors(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) {
    GgufTensor tensor = readTensor();
    if (!m_file.m_places.emplace(tensor.name, 0).second) {
      fail("gguf.duplicate_tensor", {{"tensor", shownName(tensor.name)}});
    }
    m_file.m_tensors.push_back(std::move(tensor));
  }
}

void GgufHeaderReader::placeTensors() {
  std::vector<GgufTensor>& tensors = m_file.m_tensors;
  if (tensors.empty()) return;
  const std::uint64_t alignment = m_file.m_alignment;
  const std::uint64_t dataBegin = (m_at + alignment - 1) / alignment * alignment;  // both are small
  std::sort(tensors.begin(), tensors.end(), [](const GgufTensor& a, const GgufTensor& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    GgufTensor& tensor = tensors[i];
    m_file.m_places[tensor.name] = i;
    if (dataBegin > m_size || tensor.end > m_size - dataBegin) {
      fail("gguf.outside_file", {{"tensor", shownName(tensor.name)},
                                 {"begin", std::to_string(tensor.begin)},
                                 {"bytes", std::to_string(tensor.end - tensor.begin)},
                                 {"size", std::to_string(m_size - std::min(dataBegin, m_size))}});
    }
    tensor.begin += dataBegin;
    tensor.end += dataBegin;
  }
}

void GgufHeaderReader::checkOverlaps() const {
  const std::vector<GgufTensor>& tensors = m_file.m_tensors;
  for (std::size_t i = 1; i < tensors.size(); ++i) {
    if (tensors[i].begin >= tensors[i - 1].end) continue;
    fail("gguf.overlap", {{"tensor", shownName(tensors[i].name)},
                          {"other", shownName(tensors[i - 1].name)},
                          {"from", std::to_string(tensors[i].begin)},
                          {"to", std::to_string(std::min(tensors[i].end, tensors[i - 1].end))}});
  }
}

void GgufHeaderReader::run() {
  readVersion();
  const std::uint64_t tensors = takeCount("tensors", kLeastTensor, GgufFile::kMostEntries);
  const std::uint64_t values = takeCount("keys", kLeastValue, GgufFile::kMostEntries);
  readValues(values);
  readAlignment();
  readTensors(tensors);
  placeTensors();
  checkOverlaps();
  m_file.m_header.resize(m_at);
  m_file.m_header.shrink_to_fit();
}

}  // namespace headlight
