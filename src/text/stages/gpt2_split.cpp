#include "text/stages/gpt2_split.h"

#include <unicode/uchar.h>

#include <array>
#include <cstdint>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

enum class Kind : std::uint8_t { Letter, Number, Space, Other };

Kind kindOf(char32_t character) {
  const auto c = static_cast<UChar32>(character);
  const std::uint32_t category = U_GET_GC_MASK(c);
  if ((category & U_GC_L_MASK) != 0) return Kind::Letter;
  if ((category & U_GC_N_MASK) != 0) return Kind::Number;
  return u_isUWhiteSpace(c) ? Kind::Space : Kind::Other;
}

/// Of the Basic Multilingual Plane, looked up once.
const std::array<Kind, 0x10000>& kindTable() {
  static const std::array<Kind, 0x10000> table = [] {
    std::array<Kind, 0x10000> kinds{};
    for (char32_t c = 0; c < kinds.size(); ++c) kinds[c] = kindOf(c);
    return kinds;
  }();
  return table;
}

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t at) : m_text(text), m_at(at), m_kinds(kindTable()) { look(); }

  std::size_t pieceEnd() {
    if (m_text[m_at] == '\'') {
      if (const std::size_t size = contractionSize(); size > 0) return m_at + size;
    }
    if (m_kind != Kind::Space) return runEnd();
    if (m_text[m_at] == ' ') {
      const std::size_t space = m_at;
      advance();
      if (m_at < m_text.size() && m_kind != Kind::Space) return runEnd();
      m_at = space;
      look();
    }
    return spaceRunEnd();
  }

 private:
  void look() {
    if (m_at >= m_text.size()) return;
    const auto byte = static_cast<unsigned char>(m_text[m_at]);
    if (byte < 0x80) {
      m_kind = m_kinds[byte];
      m_size = 1;
      return;
    }
    const CodePoint point = codePointAt(m_text, m_at);
    m_size = point.size;
    m_kind = !point.valid ? Kind::Other : point.value < m_kinds.size() ? m_kinds[point.value] : kindOf(point.value);
  }

  void advance() {
    m_at += m_size;
    look();
  }

  /// Of 's 't 're 've 'm 'll 'd at the apostrophe reached; 0 if none stands there.
  [[nodiscard]] std::size_t contractionSize() const {
    const std::string_view rest = m_text.substr(m_at + 1, 2);
    if (rest.empty()) return 0;
    if (rest[0] == 's' || rest[0] == 't' || rest[0] == 'm' || rest[0] == 'd') return 2;
    return rest == "re" || rest == "ve" || rest == "ll" ? 3 : 0;
  }

  std::size_t runEnd() {
    const Kind kind = m_kind;
    while (m_at < m_text.size() && m_kind == kind) advance();
    return m_at;
  }

  /// White space leaves its last character to the word behind it, unless that would leave nothing.
  std::size_t spaceRunEnd() {
    const std::size_t begin = m_at;
    std::size_t last = m_at;
    while (m_at < m_text.size() && m_kind == Kind::Space) {
      last = m_at;
      advance();
    }
    return m_at == m_text.size() || last == begin ? m_at : last;
  }

  std::string_view m_text;
  std::size_t m_at;
  const std::array<Kind, 0x10000>& m_kinds;
  Kind m_kind = Kind::Other;
  std::size_t m_size = 1;
};

}  // namespace

std::size_t gpt2PieceEnd(std::string_view text, std::size_t at) {
  return Scanner(text, at).pieceEnd();
}

}  // namespace headlight
