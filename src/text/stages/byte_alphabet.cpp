#include "text/stages/byte_alphabet.h"

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr std::size_t kBytes = 256;
constexpr std::size_t kLetters = 256 + 68;  ///< code points that stand for a byte lie below this

bool standsForItself(unsigned byte) {
  return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

struct Alphabet {
  std::array<char32_t, kBytes> characters{};
  std::array<unsigned char, kBytes> order{};
  std::array<int, kLetters> bytes{};  ///< of a code point; -1: none

  Alphabet() {
    bytes.fill(-1);
    std::size_t next = 0;
    char32_t shifted = kBytes;
    for (const bool plain : {true, false}) {
      for (unsigned byte = 0; byte < kBytes; ++byte) {
        if (standsForItself(byte) != plain) continue;
        characters[byte] = plain ? byte : shifted++;
        bytes[characters[byte]] = static_cast<int>(byte);
        order[next++] = static_cast<unsigned char>(byte);
      }
    }
  }
};

const Alphabet& alphabet() {
  static const Alphabet instance;
  return instance;
}

}  // namespace

const std::array<std::string, 256>& byteLetters() {
  static const std::array<std::string, kBytes> letters = [] {
    std::array<std::string, kBytes> result;
    for (std::size_t byte = 0; byte < kBytes; ++byte) appendUtf8(result[byte], alphabet().characters[byte]);
    return result;
  }();
  return letters;
}

const std::array<unsigned char, 256>& bytesInAlphabetOrder() {
  return alphabet().order;
}

std::string spellBytes(std::string_view bytes) {
  std::string spelled;
  for (const char byte : bytes) spelled += byteLetters()[static_cast<unsigned char>(byte)];
  return spelled;
}

std::optional<std::string> bytesOfSpelling(std::string_view piece) {
  std::string bytes;
  for (std::size_t at = 0; at < piece.size();) {
    const CodePoint point = codePointAt(piece, at);
    if (!point.valid || point.value >= kLetters || alphabet().bytes[point.value] < 0) return std::nullopt;
    bytes += static_cast<char>(alphabet().bytes[point.value]);
    at += point.size;
  }
  return bytes;
}

}  // namespace headlight
