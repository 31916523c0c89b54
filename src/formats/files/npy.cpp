#include "formats/files/npy.h"

#include <charconv>
#include <cstring>
#include <type_traits>

namespace headlight {
namespace {

constexpr std::string_view kMagic("\x93NUMPY\x01\x00", 8);
constexpr std::size_t kPreamble = 10;  // magic, version, two bytes of header length

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
  HeaderReader(std::string_view header, std::string_view fileName) : m_header(header), m_file(fileName) {}

  void run() {
    expect('{');
    while (peek() != '}') {
      const std::string key = quoted();
      expect(':');
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
    throw Error("npy.header", {{"file", std::string(m_file)}, {"position", std::to_string(kPreamble + m_at)}});
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
  std::string_view m_file;
  std::size_t m_at = 0;
  bool m_haveOrder = false;
  bool m_haveShape = false;
};

template <class Number>
std::vector<Number> numbersOf(std::string_view data, const NpyShape& shape, std::string_view fileName) {
  std::uint64_t size = sizeof(Number);
  bool fits = true;
  for (const std::uint64_t dimension : shape) fits = !__builtin_mul_overflow(size, dimension, &size) && fits;
  if (!fits || size != data.size()) {
    throw Error("npy.size", {{"file", std::string(fileName)},
                             {"needed", fits ? std::to_string(size) : "more than 2^64"},
                             {"found", std::to_string(data.size())}});
  }
  std::vector<Number> numbers(data.size() / sizeof(Number));
  if (!numbers.empty()) std::memcpy(numbers.data(), data.data(), data.size());
  return numbers;
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
  if (!bytes.starts_with(kMagic)) {
    throw Error("npy.version", {{"file", file}, {"found", std::to_string(static_cast<unsigned char>(bytes[6]))}});
  }
  std::uint16_t length = 0;
  std::memcpy(&length, bytes.data() + kMagic.size(), sizeof length);
  if (length > bytes.size() - kPreamble) throw Error("npy.header", {{"file", file}, {"position", "8"}});
  HeaderReader header(bytes.substr(kPreamble, length), fileName);
  header.run();
  if (header.fortranOrder) throw Error("npy.not_supported", {{"file", file}, {"what", "Fortran order"}});

  const std::string_view data = bytes.substr(kPreamble + length);
  NpyArray array;
  array.shape = header.shape;
  if (header.description == "<f4") {
    array.numbers = numbersOf<float>(data, header.shape, fileName);
  } else if (header.description == "<f8") {
    array.numbers = numbersOf<double>(data, header.shape, fileName);
  } else if (header.description == "<i8") {
    array.numbers = numbersOf<std::int64_t>(data, header.shape, fileName);
  } else {
    throw Error("npy.not_supported", {{"file", file}, {"what", "the number type " + header.description.substr(0, 32)}});
  }
  return array;
}

}  // namespace headlight
