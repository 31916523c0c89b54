#include "formats/json/guarded_json.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace headlight::json {
namespace {

/// Tells the parser's place at any time: the callback itself is not told where an event stands.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* count) : m_at(at), m_count(count) {}
  reference operator*() const { return *m_at; }
  CountingIterator& operator++() {
    ++m_at;
    ++*m_count;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return m_at == other.m_at; }
  bool operator!=(const CountingIterator& other) const { return m_at != other.m_at; }

 private:
  const char* m_at;
  std::size_t* m_count;
};

/// A window on a source that moves along with the parser.
class SourceWindow {
 public:
  SourceWindow(ByteSource& source, std::uint64_t offset, std::uint64_t length)
      : m_source(source), m_offset(offset), m_left(length), m_window(std::min<std::uint64_t>(length, kWindow)) {
    fill();
  }

  [[nodiscard]] bool atEnd() const { return m_at == m_count; }
  [[nodiscard]] const char& current() const { return m_window[m_at]; }
  void advance() {
    ++m_read;
    if (++m_at == m_count) fill();
  }
  [[nodiscard]] const std::size_t& read() const { return m_read; }

 private:
  static constexpr std::uint64_t kWindow = std::uint64_t{1} << 16U;

  void fill() {
    m_at = 0;
    m_count = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, m_window.size()));
    m_source.read(m_offset, std::span<char>(m_window.data(), m_count));
    m_offset += m_count;
    m_left -= m_count;
  }

  ByteSource& m_source;
  std::uint64_t m_offset;
  std::uint64_t m_left;
  std::vector<char> m_window;
  std::size_t m_at = 0;
  std::size_t m_count = 0;
  std::size_t m_read = 0;
};

/// All copies stand at the window's place; the end is a null.
class WindowIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  explicit WindowIterator(SourceWindow* window) : m_window(window) {}
  reference operator*() const { return m_window->current(); }
  WindowIterator& operator++() {
    m_window->advance();
    return *this;
  }
  WindowIterator operator++(int) {
    ++*this;
    return *this;
  }
  bool operator==(const WindowIterator& other) const { return isEnd() == other.isEnd(); }
  bool operator!=(const WindowIterator& other) const { return !(*this == other); }

 private:
  bool isEnd() const { return !m_window || m_window->atEnd(); }
  SourceWindow* m_window;
};

/// What nlohmann says after its own prefix ("[json.exception...] parse error at line 1, column 2: ").
std::string reasonOf(std::string_view what) {
  const std::size_t prefix = what.find("] ");
  if (prefix != std::string_view::npos) what.remove_prefix(prefix + 2);
  const std::size_t colon = what.find(": ");
  if (what.starts_with("parse error") && colon != std::string_view::npos) what.remove_prefix(colon + 2);
  constexpr std::size_t kLongest = 160;  // the parser quotes what it read last, which may be long
  return std::string(what.substr(0, kLongest));
}

/// Keys can be megabytes long in a hostile file.
std::string shortened(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  if (text.size() <= kLongest) return std::string(text);
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "...";
}

/// NaN, Infinity and -Infinity of Python's json module, outside texts: a stand-in of the same length goes to the
/// parser, which knows only JSON, and the place says what it stands for.
class PythonNumbers {
 public:
  /// `text` is changed.
  void replaceIn(std::string& text) {
    bool inText = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (inText && text[at] == '\\')
        ++at;
      else if (text[at] == '"')
        inText = !inText;
      else if (!inText)
        replaceAt(text, at);
    }
  }
  /// What stands before `position`, where a number was read as `number`.
  [[nodiscard]] double numberAt(std::size_t position, double number) const {
    auto next = m_values.upper_bound(position);
    if (next == m_values.begin()) return number;
    --next;
    return position - next->first <= 1 ? next->second : number;  // the parser may have looked at one character more
  }

 private:
  void replaceAt(std::string& text, std::size_t at) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    static constexpr std::pair<std::string_view, double> kNumbers[] = {
        {"NaN", std::numeric_limits<double>::quiet_NaN()}, {"-Infinity", -kInfinity}, {"Infinity", kInfinity}};
    for (const auto& [word, value] : kNumbers) {
      if (text.compare(at, word.size(), word) != 0) continue;
      text.replace(at, word.size(), "0." + std::string(word.size() - 2, '0'));
      m_values[at + word.size()] = value;
    }
  }

  std::map<std::size_t, double> m_values;  ///< by the place behind them
};

class GuardedBuilder {
 public:
  GuardedBuilder(std::string_view fileName, const Limits& limits, const std::size_t& position,
                 const PythonNumbers* python = nullptr)
      : m_file(fileName), m_limits(limits), m_position(position), m_python(python) {}

  bool null() { return value(nullptr); }
  bool boolean(bool number) { return value(number); }
  bool number_integer(std::int64_t number) { return value(number); }
  bool number_unsigned(std::uint64_t number) { return value(number); }
  bool number_float(double number, const std::string&) {
    return value(m_python == nullptr ? number : m_python->numberAt(m_position, number));
  }
  bool string(std::string& text) { return value(std::move(text)); }
  bool binary(std::vector<std::uint8_t>&) { return false; }  // JSON text has none

  bool start_object(std::size_t) { return open(nlohmann::json::object()); }
  bool start_array(std::size_t) { return open(nlohmann::json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    const auto [place, isNew] = m_open.back()->emplace(name, nullptr);
    if (!isNew) {
      throw Error("json.duplicate_key", {{"file", m_file}, {"key", shortened(name)}, {"position", position()}});
    }
    m_slot = &*place;
    return true;
  }

  bool parse_error(std::size_t at, const std::string&, const nlohmann::json::exception& error) {
    throw Error("json.syntax",
                {{"file", m_file}, {"position", std::to_string(at)}, {"reason", reasonOf(error.what())}});
  }

  nlohmann::json take() { return std::move(m_root); }

 private:
  std::string position() const { return std::to_string(m_position); }

  nlohmann::json* place(nlohmann::json&& item) {
    if (++m_values > m_limits.values) {
      throw Error("json.too_many_values",
                  {{"file", m_file}, {"limit", std::to_string(m_limits.values)}, {"position", position()}});
    }
    if (m_open.empty()) {
      m_root = std::move(item);
      return &m_root;
    }
    if (m_open.back()->is_array()) {
      m_open.back()->push_back(std::move(item));
      return &m_open.back()->back();
    }
    *m_slot = std::move(item);
    return m_slot;
  }

  template <class Value>
  bool value(Value&& item) {
    place(nlohmann::json(std::forward<Value>(item)));
    return true;
  }

  bool open(nlohmann::json&& empty) {
    if (m_open.size() >= m_limits.depth) {
      throw Error("json.too_deep",
                  {{"file", m_file}, {"limit", std::to_string(m_limits.depth)}, {"position", position()}});
    }
    m_open.push_back(place(std::move(empty)));
    return true;
  }

  bool close() {
    m_open.pop_back();
    return true;
  }

  std::string m_file;
  const Limits& m_limits;
  const std::size_t& m_position;
  const PythonNumbers* m_python;
  nlohmann::json m_root;
  std::vector<nlohmann::json*> m_open;  ///< only the innermost grows, so none of these move
  nlohmann::json* m_slot = nullptr;     ///< where the value of the last key goes
  std::size_t m_values = 0;
};

void checkLength(std::uint64_t length, std::string_view fileName, const Limits& limits) {
  if (length <= limits.bytes) return;
  throw Error("json.too_large", {{"file", std::string(fileName)}, {"limit", std::to_string(limits.bytes)}});
}

}  // namespace

nlohmann::json parseGuarded(ByteSource& source, std::uint64_t offset, std::uint64_t length, const Limits& limits) {
  checkLength(length, source.name(), limits);
  SourceWindow window(source, offset, length);
  GuardedBuilder builder(source.name(), limits, window.read());
  nlohmann::json::sax_parse(WindowIterator(&window), WindowIterator(nullptr), &builder);
  return builder.take();
}

nlohmann::json parseGuarded(std::string_view bytes, std::string_view fileName, const Limits& limits) {
  checkLength(bytes.size(), fileName, limits);
  PythonNumbers python;
  std::string replaced;
  if (limits.pythonNumbers) {
    replaced = bytes;
    python.replaceIn(replaced);
    bytes = replaced;
  }
  std::size_t position = 0;
  GuardedBuilder builder(fileName, limits, position, &python);
  nlohmann::json::sax_parse(CountingIterator(bytes.data(), &position),
                            CountingIterator(bytes.data() + bytes.size(), &position), &builder);
  return builder.take();
}

std::string_view typeName(const nlohmann::json& value) {
  if (value.is_number_integer()) return "integer";
  return value.type_name();
}

ObjectReader::ObjectReader(const nlohmann::json& value, std::string_view fileName, std::string_view place)
    : m_value(&value), m_file(fileName), m_place(place) {
  if (!value.is_object()) {
    throw Error("json.wrong_type", {{"file", m_file},
                                    {"field", m_place.empty() ? "the whole file" : m_place},
                                    {"expected", "object"},
                                    {"found", std::string(typeName(value))}});
  }
}

std::string ObjectReader::placeOf(std::string_view field) const {
  return m_place.empty() ? std::string(field) : m_place + "." + std::string(field);
}

bool ObjectReader::has(std::string_view field) const {
  const auto found = m_value->find(field);
  return found != m_value->end() && !found->is_null();
}

const nlohmann::json& ObjectReader::at(std::string_view field) const {
  const auto found = m_value->find(field);
  if (found == m_value->end()) throw Error("json.missing_field", {{"file", m_file}, {"field", placeOf(field)}});
  return *found;
}

void ObjectReader::wrongType(std::string_view field, std::string_view expected) const {
  throw Error("json.wrong_type", {{"file", m_file},
                                  {"field", placeOf(field)},
                                  {"expected", std::string(expected)},
                                  {"found", std::string(typeName(at(field)))}});
}

std::string ObjectReader::string(std::string_view field) const {
  const nlohmann::json& value = at(field);
  if (!value.is_string()) wrongType(field, "string");
  return value.get<std::string>();
}

std::string ObjectReader::string(std::string_view field, std::string_view fallback) const {
  return has(field) ? string(field) : std::string(fallback);
}

std::int64_t ObjectReader::integer(std::string_view field) const {
  const nlohmann::json& value = at(field);
  if (!value.is_number_integer()) wrongType(field, "integer");
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) wrongType(field, "integer");
  return value.get<std::int64_t>();
}

std::int64_t ObjectReader::integer(std::string_view field, std::int64_t fallback) const {
  return has(field) ? integer(field) : fallback;
}

double ObjectReader::number(std::string_view field) const {
  const nlohmann::json& value = at(field);
  if (!value.is_number()) wrongType(field, "number");
  return value.get<double>();
}

double ObjectReader::number(std::string_view field, double fallback) const {
  return has(field) ? number(field) : fallback;
}

bool ObjectReader::boolean(std::string_view field, bool fallback) const {
  if (!has(field)) return fallback;
  if (!at(field).is_boolean()) wrongType(field, "boolean");
  return at(field).get<bool>();
}

ObjectReader ObjectReader::object(std::string_view field) const {
  return {at(field), m_file, placeOf(field)};
}

}  // namespace headlight::json
