#include "formats/files/npy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <type_traits>
#include <utility>

#include "tensor/matrix.h"

namespace headlight {
namespace {

constexpr std::string_view kMagic("\x93NUMPY\x01\x00", 8);
constexpr std::size_t kPreamble = 10;       // magic, version 1.0, two bytes of header length
constexpr std::size_t kLaterPreamble = 12;  // of versions 2.0 and 3.0, with four bytes of header length

template <class Number>
std::string_view descriptionOf() {
  if constexpr (std::is_same_v<Number, float>) return "<f4";
  if constexpr (std::is_same_v<Number, double>) return "<f8";
  return "<i8";
}

/// Python's spelling of a tuple: (3,) for one dimension, () for none.
std::string tupleText(const NpyShape& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  return text + (shape.size() == 1 ? ",)" : ")");
}

template <class Number>
std::string bytesOf(const NpyShape& shape, std::span<const Number> numbers) {
  std::uint64_t elements = 1;
  for (const std::uint64_t dimension : shape) elements *= dimension;
  if (elements != numbers.size()) throw Error("internal.failure", {{"what", "an array does not fit its shape"}});

  std::string header = "{'descr': '" + std::string(descriptionOf<Number>()) +
                       "', 'fortran_order': False, 'shape': " + tupleText(shape) + ", }";
  constexpr std::size_t kAlignment = 64;
  const std::size_t unpadded = kPreamble + header.size() + 1;
  header.append((kAlignment - unpadded % kAlignment) % kAlignment, ' ');
  header += '\n';
  const auto length = static_cast<std::uint16_t>(header.size());

  std::string bytes(kMagic);
  bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
  bytes += header;
  bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes());
  return bytes;
}

/// Reads the one Python dictionary that such a header may hold; nothing else of Python's grammar.
class HeaderReader {
 public:
  HeaderReader(std::string_view header, std::size_t offset, std::string_view fileName)
      : m_header(header), m_offset(offset), m_file(fileName) {}

  void run() {
    expect('{');
    while (peek() != '}') {
      const std::string key = quoted();
      expect(':');
      if (key == "descr" && peek() == '[') {
        throw Error("npy.not_supported",
                    {{"file", std::string(m_file)}, {"what", "numbers of several types in a row"}});
      }
      if (key == "descr" && description.empty()) {
        description = quoted();
      } else if (key == "fortran_order" && !m_haveOrder) {
        fortranOrder = word();
        m_haveOrder = true;
      } else if (key == "shape" && !m_haveShape) {
        tuple();
      } else {
        bad();
      }
      if (peek() == ',') ++m_at;
    }
    ++m_at;
    skipSpaces();
    if (m_at != m_header.size() || description.empty() || !m_haveOrder || !m_haveShape) bad();
  }

  std::string description;
  bool fortranOrder = false;
  NpyShape shape;

 private:
  [[noreturn]] void bad() const {
    throw Error("npy.header", {{"file", std::string(m_file)}, {"position", std::to_string(m_offset + m_at)}});
  }
  void skipSpaces() {
    while (m_at < m_header.size() && (m_header[m_at] == ' ' || m_header[m_at] == '\n')) ++m_at;
  }
  char peek() {
    skipSpaces();
    if (m_at >= m_header.size()) bad();
    return m_header[m_at];
  }
  void expect(char c) {
    if (peek() != c) bad();
    ++m_at;
  }
  std::string quoted() {
    const char quote = peek();
    const std::size_t end = m_header.find(quote, m_at + 1);
    if ((quote != '\'' && quote != '"') || end == std::string_view::npos) bad();
    const std::string text(m_header.substr(m_at + 1, end - m_at - 1));
    m_at = end + 1;
    return text;
  }
  bool word() {
    skipSpaces();
    for (const bool value : {false, true}) {
      const std::string_view spelled = value ? "True" : "False";
      if (!m_header.substr(m_at).starts_with(spelled)) continue;
      m_at += spelled.size();
      return value;
    }
    bad();
  }
  void tuple() {
    m_haveShape = true;
    expect('(');
    constexpr std::size_t kMostDimensions = 32;  // NumPy's own limit
    while (peek() != ')') {
      std::uint64_t number = 0;
      const char* begin = m_header.data() + m_at;
      const auto [end, error] = std::from_chars(begin, m_header.data() + m_header.size(), number);
      if (error != std::errc() || shape.size() == kMostDimensions) bad();
      m_at += static_cast<std::size_t>(end - begin);
      shape.push_back(number);
      if (peek() == ',') ++m_at;
    }
    ++m_at;
  }

  std::string_view m_header;
  std::size_t m_offset;  ///< of the header in the file
  std::string_view m_file;
  std::size_t m_at = 0;
  bool m_haveOrder = false;
  bool m_haveShape = false;
};

/// Where the number that is at `index` in C order is in an array in Fortran order.
class FortranPlaces {
 public:
  explicit FortranPlaces(const NpyShape& shape) : m_shape(shape), m_place(shape.size(), 0) {
    std::size_t stride = 1;
    for (const std::uint64_t dimension : shape) {
      m_strides.push_back(stride);
      stride *= static_cast<std::size_t>(dimension);
    }
  }
  /// The places of the numbers in C order, one after the other.
  std::size_t next() {
    const std::size_t place = m_at;
    for (std::size_t axis = m_shape.size(); axis-- > 0;) {
      m_at += m_strides[axis];
      if (++m_place[axis] < m_shape[axis]) break;
      m_at -= m_strides[axis] * static_cast<std::size_t>(m_shape[axis]);
      m_place[axis] = 0;
    }
    return place;
  }

 private:
  const NpyShape& m_shape;
  std::vector<std::uint64_t> m_place;
  std::vector<std::size_t> m_strides;
  std::size_t m_at = 0;
};

/// What a header says of the numbers, and the bytes of these.
struct StoredNumbers {
  std::string_view data;
  const NpyShape& shape;
  bool isFortran;
  bool isBigEndian;
  std::string_view fileName;
};

void checkSize(const StoredNumbers& stored, std::size_t width) {
  std::uint64_t size = width;
  bool fits = true;
  for (const std::uint64_t dimension : stored.shape) fits = !__builtin_mul_overflow(size, dimension, &size) && fits;
  if (fits && size == stored.data.size()) return;
  throw Error("npy.size", {{"file", std::string(stored.fileName)},
                           {"needed", fits ? std::to_string(size) : "more than 2^64"},
                           {"found", std::to_string(stored.data.size())}});
}

/// Numbers of one type as numbers of another that holds them all.
template <class Stored, class Number>
NpyArray arrayOf(const StoredNumbers& stored) {
  checkSize(stored, sizeof(Stored));
  std::vector<Number> numbers(stored.data.size() / sizeof(Stored));
  FortranPlaces places(stored.shape);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::array<char, sizeof(Stored)> bytes;
    const std::size_t place = stored.isFortran ? places.next() : i;
    std::memcpy(bytes.data(), stored.data.data() + place * sizeof(Stored), sizeof(Stored));
    if (stored.isBigEndian) std::reverse(bytes.begin(), bytes.end());
    numbers[i] = static_cast<Number>(std::bit_cast<Stored>(bytes));
  }
  return {stored.shape, std::move(numbers)};
}

struct NumberKind {
  std::string_view name;  ///< without the byte order
  NpyArray (*read)(const StoredNumbers& stored);
};

constexpr NumberKind kKinds[] = {{"f4", arrayOf<float, float>},
                                 {"f8", arrayOf<double, double>},
                                 {"f2", arrayOf<Eigen::half, float>},
                                 {"i8", arrayOf<std::int64_t, std::int64_t>},
                                 {"i4", arrayOf<std::int32_t, std::int64_t>},
                                 {"i2", arrayOf<std::int16_t, std::int64_t>},
                                 {"i1", arrayOf<std::int8_t, std::int64_t>},
                                 {"u8", arrayOf<std::uint64_t, double>},
                                 {"u4", arrayOf<std::uint32_t, std::int64_t>},
                                 {"u2", arrayOf<std::uint16_t, std::int64_t>},
                                 {"u1", arrayOf<std::uint8_t, std::int64_t>},
                                 {"b1", arrayOf<std::uint8_t, std::int64_t>}};

/// "the number type <c8"
std::string whatIs(const std::string& description) {
  if (description.ends_with('O')) return "Python objects";
  if (description.find_first_of("USa") != std::string::npos) return "texts";
  return "the number type " + description.substr(0, 32);
}

}  // namespace

std::string npyBytes(const NpyShape& shape, std::span<const float> numbers) {
  return bytesOf(shape, numbers);
}
std::string npyBytes(const NpyShape& shape, std::span<const double> numbers) {
  return bytesOf(shape, numbers);
}
std::string npyBytes(const NpyShape& shape, std::span<const std::int64_t> numbers) {
  return bytesOf(shape, numbers);
}

NpyArray readNpy(std::string_view bytes, std::string_view fileName) {
  const std::string file(fileName);
  if (!bytes.starts_with(kMagic.substr(0, 6)) || bytes.size() < kPreamble) throw Error("npy.not_npy", {{"file", file}});
  const auto version = static_cast<unsigned char>(bytes[6]);
  if (version < 1 || version > 3 || bytes[7] != 0) {
    throw Error("npy.version", {{"file", file}, {"found", std::to_string(version)}});
  }
  const std::size_t preamble = version == 1 ? kPreamble : kLaterPreamble;
  std::uint32_t length = 0;
  if (bytes.size() >= preamble) std::memcpy(&length, bytes.data() + kMagic.size(), preamble - kMagic.size());
  if (bytes.size() < preamble || length > bytes.size() - preamble) {
    throw Error("npy.header", {{"file", file}, {"position", "8"}});
  }
  HeaderReader header(bytes.substr(preamble, length), preamble, fileName);
  header.run();
  const std::string& description = header.description;
  const bool isPlain = std::string_view("<>=|").find(description.front()) != std::string_view::npos;
  for (const NumberKind& kind : kKinds) {
    if (!isPlain || std::string_view(description).substr(1) != kind.name) continue;
    return kind.read({bytes.substr(preamble + length), header.shape, header.fortranOrder, description[0] == '>', file});
  }
  throw Error("npy.not_supported", {{"file", file}, {"what", whatIs(description)}});
}

}  // namespace headlight
