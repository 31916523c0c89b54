#include "text/stages/joining.h"

#include <algorithm>
#include <array>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

template <std::size_t N>
bool isOneOf(std::string_view piece, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), piece) != list.end();
}

constexpr std::array<std::string_view, 21> kClosing = {".", ",", ";",  ":",  "!",  "?",  ")",  "]",  "}",  "%", "”",
                                                       "»", "…", "，", "。", "；", "：", "！", "？", "）", "、"};
constexpr std::array<std::string_view, 9> kOpening = {"(", "[", "{", "“", "‘", "«", "$", "#", "（"};
/// Set without spaces on both sides: more often right than wrong (well-known, and/or, snake_case).
constexpr std::array<std::string_view, 5> kJoining = {"-", "/", "_", "—", "‑"};
constexpr std::array<std::string_view, 7> kContractions = {"s", "t", "re", "ve", "ll", "d", "m"};

bool isApostrophe(std::string_view piece) {
  return piece == "'" || piece == "’";
}

std::string asciiLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool isContraction(std::string_view piece) {
  return piece.size() <= 2 && isOneOf(asciiLower(piece), kContractions);
}

char32_t firstCharacter(std::string_view piece) {
  return piece.empty() ? 0 : codePointAt(piece, 0).value;
}

char32_t lastCharacter(std::string_view piece) {
  if (piece.empty()) return 0;
  std::size_t at = piece.size() - 1;
  while (at > 0 && piece.size() - at < 4 && (static_cast<unsigned char>(piece[at]) & 0xC0U) == 0x80U) --at;
  return codePointAt(piece, at).value;
}

bool isDigit(char32_t character) {
  return character >= U'0' && character <= U'9';
}

/// Written without spaces: Han, kana and full-width punctuation.
bool isEastAsian(char32_t c) {
  return isHanCharacter(c) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xFF01 && c <= 0xFF65);
}

bool isWordPiece(std::string_view piece) {
  return !piece.empty() && isWordCharacter(lastCharacter(piece));
}

/// 3.14, 1,000 and 10:30: the mark stands between digits. A list such as 5, 3 is no number.
bool isInsideNumber(std::string_view beforeMark, std::string_view mark, std::string_view afterMark) {
  if (!isDigit(lastCharacter(beforeMark)) || !isDigit(firstCharacter(afterMark))) return false;
  if (mark == ",") return afterMark.size() == 3;
  if (mark == ":") return afterMark.size() == 2;
  return mark == ".";
}

/// Goes through the pieces once and remembers what is open.
class Joiner {
 public:
  explicit Joiner(std::span<const std::string_view> pieces) : m_pieces(pieces) {}

  std::vector<bool> run() {
    std::vector<bool> spaces(m_pieces.size(), false);
    for (m_at = 0; m_at < m_pieces.size(); ++m_at) {
      m_sticksToNext = false;
      const bool space = spaceBefore();
      spaces[m_at] = m_at > 0 && space && !m_previousSticks;
      m_previousSticks = m_sticksToNext;
    }
    return spaces;
  }

 private:
  [[nodiscard]] std::string_view pieceAt(std::size_t back) const { return m_at < back ? "" : m_pieces[m_at - back]; }
  [[nodiscard]] std::string_view next() const { return m_at + 1 < m_pieces.size() ? m_pieces[m_at + 1] : ""; }

  bool spaceBefore() {
    const std::string_view piece = pieceAt(0);
    if (piece == "<|endoftext|>") m_doubleOpen = m_singleOpen = false;
    if (piece == "\"") return quote(m_doubleOpen);
    if (isApostrophe(piece)) return apostrophe();
    if (m_at >= 2 && isInsideNumber(pieceAt(2), pieceAt(1), piece)) return false;
    return needsSpaceBetween(pieceAt(1), piece);
  }

  /// Opening ones stand apart from what is before and stick to what follows, closing ones the other way round.
  bool quote(bool& open) {
    open = !open;
    m_sticksToNext = open;
    return open && needsSpaceBetween(pieceAt(1), "word");
  }

  bool apostrophe() {
    const bool afterWord = isWordPiece(pieceAt(1));
    if (afterWord && isContraction(next())) {  // Lily ' s
      m_sticksToNext = true;
      return false;
    }
    if (afterWord && asciiLower(pieceAt(1)) == "o") {  // o ' clock
      m_sticksToNext = true;
      return false;
    }
    const bool possessive = afterWord && (pieceAt(1).ends_with('s') || pieceAt(0) == "’");
    if (!m_singleOpen && possessive) return false;  // the dogs ' bowls
    return quote(m_singleOpen);
  }

  std::span<const std::string_view> m_pieces;
  std::size_t m_at = 0;
  bool m_doubleOpen = false;
  bool m_singleOpen = false;
  bool m_sticksToNext = false;
  bool m_previousSticks = false;
};

}  // namespace

bool needsSpaceBetween(std::string_view left, std::string_view right) {
  if (left.empty() || right.empty()) return false;
  if (isOneOf(right, kClosing) || isOneOf(left, kOpening)) return false;
  if (isOneOf(right, kJoining) || isOneOf(left, kJoining)) return false;
  if (isApostrophe(right)) return !isWordPiece(left);
  if (isApostrophe(left)) return !isContraction(right);
  return !(isEastAsian(lastCharacter(left)) && isEastAsian(firstCharacter(right)));
}

std::vector<bool> spacesBefore(std::span<const std::string_view> pieces) {
  return Joiner(pieces).run();
}

std::string joinPieces(std::span<const std::string_view> pieces) {
  const std::vector<bool> spaces = spacesBefore(pieces);
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (spaces[i]) text += ' ';
    text += pieces[i];
  }
  return text;
}

}  // namespace headlight
