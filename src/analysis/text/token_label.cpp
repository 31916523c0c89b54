#include "analysis/text/token_label.h"

#include <array>
#include <cstdint>
#include <vector>

#include "text/unicode/utf8.h"

namespace headlight {

namespace {

/// Byte-level BPE spells every byte with a printable letter: those that print stand for themselves, the others follow
/// from U+0100 on in order (Radford and others 2019, `bytes_to_unicode`). This is the way back.
std::array<int, 0x180> makeByteOfLetter() {
  std::array<int, 0x180> byteOf{};
  byteOf.fill(-1);
  int next = 0x100;
  for (int byte = 0; byte < 0x100; ++byte) {
    const bool prints = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    byteOf[static_cast<std::size_t>(prints ? byte : next++)] = byte;
  }
  return byteOf;
}

/// The letters of a piece as code points; pieces come from a vocabulary and are valid UTF-8 of at most two bytes a
/// letter where they spell bytes. Anything else gives an empty result.
std::string bytesOfLetters(std::string_view piece) {
  static const std::array<int, 0x180> byteOf = makeByteOfLetter();
  std::string bytes;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    auto letter = static_cast<unsigned>(static_cast<unsigned char>(piece[i]));
    if (letter >= 0x80) {
      if (i + 1 >= piece.size() || (letter & 0xe0U) != 0xc0U) return {};
      letter = ((letter & 0x1fU) << 6U) | (static_cast<unsigned char>(piece[++i]) & 0x3fU);
    }
    if (letter >= byteOf.size() || byteOf[letter] < 0) return {};
    bytes.push_back(static_cast<char>(byteOf[letter]));
  }
  return bytes;
}

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// `<0xE7>`: how SentencePiece vocabularies spell a byte.
bool isByteFallback(std::string_view piece) {
  return piece.size() == 6 && piece.substr(0, 3) == "<0x" && piece.back() == '>' && hexDigit(piece[3]) >= 0 &&
         hexDigit(piece[4]) >= 0;
}

constexpr std::string_view kPartBegins = "\u2039";  // ‹
constexpr std::string_view kPartEnds = "\u203A";    // ›

/// Where "‹e7 8c›" begins at the end of a label; its length if there is none.
std::size_t partOf(std::string_view label) {
  if (!label.ends_with(kPartEnds)) return label.size();
  const std::size_t begin = label.rfind(kPartBegins);
  if (begin == std::string_view::npos) return label.size();
  const std::size_t from = begin + kPartBegins.size();
  const std::string_view bytes = label.substr(from, label.size() - kPartEnds.size() - from);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const bool isDigit = (bytes[i] >= '0' && bytes[i] <= '9') || (bytes[i] >= 'a' && bytes[i] <= 'f');
    if (i % 3 == 2 ? bytes[i] != ' ' : !isDigit) return label.size();
  }
  return bytes.size() % 3 == 2 ? begin : label.size();
}

std::string visibleCharacter(std::string_view bytes, char32_t character) {
  switch (character) {
    case U' ':
    case U'\u00A0':
    case U'\u3000':
      return "\u2423";
    case U'\n':
      return "\u21B5";
    case U'\t':
      return "\u21E5";
    default:
      break;
  }
  // No font that we can count on has pictures of control characters.
  const bool isControl = character < 0x20 || (character >= 0x7F && character < 0xA0);
  if (!isControl) return std::string(bytes);
  return std::string(kPartBegins) + hexBytes(std::string(1, static_cast<char>(character))) + std::string(kPartEnds);
}

}  // namespace

std::string visibleLabel(std::string_view label) {
  const std::size_t end = partOf(label);
  std::string text;
  text.reserve(label.size());
  for (std::size_t at = 0; at < end;) {
    const CodePoint point = codePointAt(label, at);
    text += visibleCharacter(point.valid ? label.substr(at, point.size) : std::string_view("\uFFFD"), point.value);
    at += point.size;
  }
  return text.append(label.substr(end));
}

std::string hexBytes(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!text.empty()) text.push_back(' ');
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 0xfU]);
  }
  return text;
}

std::string tokenBytes(const Token& token) {
  if (!token.source.empty()) return token.source;
  if (!token.text.empty()) return token.text;
  if (isByteFallback(token.piece)) {
    return std::string(1, static_cast<char>(hexDigit(token.piece[3]) * 16 + hexDigit(token.piece[4])));
  }
  return bytesOfLetters(token.piece);
}

std::string tokenLabel(const Token& token) {
  if (!token.source.empty()) return token.source;
  if (!token.text.empty()) return token.text;
  const std::string bytes = hexBytes(tokenBytes(token));
  return bytes.empty() ? token.piece : "\u2039" + bytes + "\u203a";
}

std::vector<CharacterPart> characterParts(std::span<const Token> tokens) {
  std::vector<CharacterPart> parts(tokens.size());
  const auto isPart = [&](std::size_t i) { return tokens[i].text.empty() && tokens[i].source.empty(); };
  for (std::size_t first = 0; first < tokens.size();) {
    if (!isPart(first)) {
      ++first;
      continue;
    }
    // A row of parts, joined; a character begins and ends inside it, since its neighbours are whole.
    std::size_t end = first;
    std::string bytes;
    std::vector<std::size_t> ends;
    for (; end < tokens.size() && isPart(end); ++end) {
      bytes += tokenBytes(tokens[end]);
      ends.push_back(bytes.size());
    }
    std::size_t token = first;  // the first one that reaches beyond `at`
    for (std::size_t at = 0; at < bytes.size();) {
      const CodePoint character = codePointAt(bytes, at);
      const std::size_t next = at + character.size;
      while (ends[token - first] <= at) ++token;
      if (character.valid) {
        for (std::size_t i = token; i < end; ++i) {
          const std::size_t begin = i == first ? 0 : ends[i - first - 1];
          if (begin >= next) break;
          if (begin == ends[i - first]) continue;
          if (begin > at) parts[i].continues = true;
          appendUtf8(parts[i].characters, character.value);
        }
      }
      at = next;
    }
    first = end;
  }
  return parts;
}

std::vector<std::string> tokenLabels(std::span<const Token> tokens) {
  const std::vector<CharacterPart> parts = characterParts(tokens);
  std::vector<std::string> labels;
  labels.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) labels.push_back(parts[i].characters + tokenLabel(tokens[i]));
  return labels;
}

std::string nextTokenLabel(std::span<const Token> before, const Token& next) {
  if (!next.text.empty() || !next.source.empty()) return tokenLabel(next);
  std::size_t first = before.size();
  while (first > 0 && before[first - 1].text.empty() && before[first - 1].source.empty()) --first;
  std::vector<Token> row(before.begin() + static_cast<std::ptrdiff_t>(first), before.end());
  row.push_back(next);
  return tokenLabels(row).back();
}

std::map<TokenId, std::string> partLabels(std::span<const Token> tokens) {
  const std::vector<CharacterPart> parts = characterParts(tokens);
  std::map<TokenId, std::string> labels;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].text.empty() || !tokens[i].source.empty()) continue;
    const std::string bytes = tokenLabel(tokens[i]);
    const auto [known, isNew] = labels.emplace(tokens[i].id, parts[i].characters + bytes);
    if (!isNew && known->second != parts[i].characters + bytes) known->second = bytes;
  }
  return labels;
}

Token tokenOf(const Tokenizer& tokenizer, TokenId id) {
  Token token;
  token.id = id;
  if (id >= tokenizer.vocabSize()) {
    token.text = token.piece = "[unused " + std::to_string(id) + "]";
    return token;
  }
  token.text = tokenizer.text(id);
  token.piece = tokenizer.piece(id);
  return token;
}

}  // namespace headlight
