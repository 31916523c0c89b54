#include "analysis/token_label.h"

#include <array>
#include <cstdint>
#include <vector>

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

}  // namespace

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

Token tokenOf(const Tokenizer& tokenizer, TokenId id) {
  Token token;
  token.id = id;
  token.text = tokenizer.text(id);
  token.piece = tokenizer.piece(id);
  return token;
}

}  // namespace headlight
