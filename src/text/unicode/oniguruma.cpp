#include "text/unicode/oniguruma.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr std::string_view kWord = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}";
constexpr std::string_view kHexDigit = "0-9A-Fa-f";
constexpr std::string_view kNotInIcu = "\\p{not in ICU}";  // no pattern: ICU refuses it

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// Goes through the expression once.
class Translator {
 public:
  explicit Translator(std::string_view source) : m_source(source) {}

  std::string run() {
    while (!isAtEnd()) step();
    return m_out.empty() ? "(?:)" : std::move(m_out);  // matches everywhere, as the empty expression does
  }

 private:
  [[nodiscard]] bool isAtEnd() const { return m_at >= m_source.size(); }
  [[nodiscard]] char look(std::size_t ahead = 0) const {
    return m_at + ahead < m_source.size() ? m_source[m_at + ahead] : '\0';
  }

  void step() {
    switch (look()) {
      case '\\':
        beginAtom();
        return escape(false);
      case '[':
        beginAtom();
        return set();
      case '(':
        return openGroup();
      case ')':
        return closeGroup();
      case '{':
        return interval();
      case '}':
      case ']':
        beginAtom();
        m_out += '\\';
        return copy();
      case '*':
      case '+':
      case '?':
        return copy(1);
      default:
        beginAtom();
        return copy();
    }
  }

  /// What a quantifier that follows repeats begins here.
  void beginAtom() { m_atom = m_out.size(); }

  void copy(std::size_t bytes) {
    const std::string_view part = m_source.substr(m_at, bytes);
    m_out += part;
    m_at += part.size();
  }
  void copy() { copy(codePointAt(m_source, m_at).size); }

  void openGroup() {
    m_groups.push_back(m_out.size());
    copy(1);
    if (look() != '?') return;
    copy(1);
    // (?imx-imx) and (?imx-imx:…); anything else is copied as it comes
    std::size_t end = m_at;
    const std::string_view letters = "imsx-";
    while (end < m_source.size() && letters.find(m_source[end]) != std::string_view::npos) ++end;
    if (end == m_at || end == m_source.size() || (m_source[end] != ':' && m_source[end] != ')')) return;
    for (; m_at < end; ++m_at) m_out += look() == 'm' ? 's' : look();
  }

  void closeGroup() {
    copy(1);
    if (m_groups.empty()) return;
    m_atom = m_groups.back();
    m_groups.pop_back();
  }

  /// {n}, {n,}, {n,m} or {,m} at `m_at`; nullopt: a brace that stands for itself.
  [[nodiscard]] std::optional<std::string> intervalHere(std::size_t& size) const {
    std::size_t at = m_at + 1;
    std::string from, to;
    while (at < m_source.size() && isDigit(m_source[at])) from += m_source[at++];
    const bool hasComma = at < m_source.size() && m_source[at] == ',';
    if (hasComma) ++at;
    while (hasComma && at < m_source.size() && isDigit(m_source[at])) to += m_source[at++];
    if (at >= m_source.size() || m_source[at] != '}' || (from.empty() && to.empty())) return std::nullopt;
    size = at + 1 - m_at;
    if (from.empty()) from = "0";
    return "{" + from + (hasComma ? "," + to : "") + "}";
  }

  void interval() {
    std::size_t size = 0;
    const std::optional<std::string> count = intervalHere(size);
    if (!count) {
      beginAtom();
      m_out += '\\';
      return copy(1);
    }
    m_at += size;
    const bool isExact = count->find(',') == std::string::npos;
    const bool repeatsAgain = look() == '+' || (look() == '?' && isExact);
    if (repeatsAgain) m_out.insert(m_atom, "(?:");
    m_out += *count;
    if (repeatsAgain) m_out += ')';
    if (look() == '+' || look() == '?') copy(1);
  }

  /// \ and what belongs to it.
  void escape(bool inSet) {
    const char letter = look(1);
    if (letter == 'p' || letter == 'P') return property();
    const std::optional<std::string> meaning = inSet ? meaningInSet(letter) : meaningOf(letter);
    if (meaning) {
      m_out += *meaning;
      m_at += 2;
      return;
    }
    copy(1);
    if (!isAtEnd()) copy();
  }

  [[nodiscard]] static std::optional<std::string> meaningOf(char letter) {
    const std::string word = "[" + std::string(kWord) + "]";
    switch (letter) {
      case 'w':
        return word;
      case 'W':
        return "[^" + std::string(kWord) + "]";
      case 'h':
        return "[" + std::string(kHexDigit) + "]";
      case 'b':
        return "(?:(?<=" + word + ")(?!" + word + ")|(?<!" + word + ")(?=" + word + "))";
      case 'B':
        return "(?:(?<=" + word + ")(?=" + word + ")|(?<!" + word + ")(?!" + word + "))";
      case 'N':
        return "[^\\n]";
      case 'O':
        return "(?s:.)";
      case 'K':  // keep, calls of groups, boundaries of text segments, control characters: ICU has no such thing, and
      case 'g':  // would read the letter alone
      case 'y':
      case 'Y':
      case 'M':
      case 'C':
        return std::string(kNotInIcu);
      default:
        return meaningAnywhere(letter);
    }
  }

  [[nodiscard]] static std::optional<std::string> meaningInSet(char letter) {
    switch (letter) {
      case 'w':
        return std::string(kWord);
      case 'W':
        return "[^" + std::string(kWord) + "]";
      case 'h':
        return std::string(kHexDigit);
      case 'b':
        return "\\x08";
      default:
        return meaningAnywhere(letter);
    }
  }

  [[nodiscard]] static std::optional<std::string> meaningAnywhere(char letter) {
    switch (letter) {
      case 's':
        return "\\p{White_Space}";
      case 'S':
        return "\\P{White_Space}";
      case 'H':
        return "[^" + std::string(kHexDigit) + "]";
      case 'v':
        return "\\x0B";
      case 'V':
      case 'Q':
      case 'E':
        return std::string(1, letter);
      default:
        return std::nullopt;
    }
  }

  /// \p{Name}, \P{Name}, \p{^Name}.
  void property() {
    const std::size_t close = m_source.find('}', m_at);
    if (look(2) != '{' || close == std::string_view::npos) return copy(2);
    bool isNegative = look(1) == 'P';
    std::string_view name = m_source.substr(m_at + 3, close - m_at - 3);
    if (name.starts_with('^')) {
      isNegative = !isNegative;
      name.remove_prefix(1);
    }
    m_at = close + 1;
    if (isWordName(name)) {
      m_out += meaningOf(isNegative ? 'W' : 'w').value_or("");
    } else {
      m_out.append(isNegative ? "\\P{" : "\\p{").append(name).append("}");
    }
  }

  [[nodiscard]] static bool isWordName(std::string_view name) {
    constexpr std::string_view kName = "word";
    return std::equal(name.begin(), name.end(), kName.begin(), kName.end(),
                      [](char a, char b) { return (a | 0x20) == b; });
  }

  /// A bracketed set with the sets inside it.
  void set() {
    std::size_t depth = 0;
    bool afterCharacter = false;  // so that a - may make a range
    do {
      if (look() == '[' && isPosixClass()) {
        posixClass();
        afterCharacter = false;
      } else if (look() == '[') {
        openSet();
        ++depth;
        afterCharacter = false;
      } else if (look() == ']') {
        copy(1);
        --depth;
        afterCharacter = false;
      } else if (look() == '-') {
        dash(afterCharacter);
        afterCharacter = false;
      } else {
        afterCharacter = member();
      }
    } while (depth > 0 && !isAtEnd());
  }

  void openSet() {
    copy(1);
    if (look() == '^') copy(1);
    if (look() != ']' || m_source.find(']', m_at + 1) == std::string_view::npos) return;
    m_out += '\\';  // the first one is a member
    copy(1);
  }

  [[nodiscard]] bool isPosixClass() const {
    if (look(1) != ':') return false;
    const std::size_t close = m_source.find(']', m_at);
    return close != std::string_view::npos && m_source[close - 1] == ':' && close > m_at + 2;
  }

  void posixClass() {
    const std::size_t close = m_source.find(']', m_at) + 1;
    const std::string_view name = m_source.substr(m_at, close - m_at);
    m_at = close;
    if (name == "[:word:]") {
      m_out += meaningInSet('w').value_or("");
    } else if (name == "[:^word:]") {
      m_out += meaningInSet('W').value_or("");
    } else {
      m_out += name;
    }
  }

  /// A - between two characters makes a range, elsewhere it is a member.
  void dash(bool afterCharacter) {
    const bool isClass = look(1) == '\\' && std::string_view("wWsSdDhHpP").find(look(2)) != std::string_view::npos;
    const bool isRange = afterCharacter && look(1) != ']' && look(1) != '[' && !isClass;
    if (!isRange) m_out += '\\';
    copy(1);
  }

  /// A character or a class; true: a character.
  bool member() {
    const bool isClass = look() == '\\' && std::string_view("wWsSdDhHpP").find(look(1)) != std::string_view::npos;
    if (look() == '\\') {
      escape(true);
    } else {
      copy();
    }
    return !isClass;
  }

  std::string_view m_source;
  std::size_t m_at = 0;
  std::string m_out;
  std::size_t m_atom = 0;             ///< place in the result
  std::vector<std::size_t> m_groups;  ///< where the open ones begin in the result
};

}  // namespace

std::string icuExpression(std::string_view oniguruma) {
  return Translator(oniguruma).run();
}

}  // namespace headlight
