#include "text/unicode/utf8.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

namespace headlight {
namespace {

/// Table 3-7 of the Unicode standard: what may follow a first byte.
struct LeadByte {
  std::size_t size = 1;
  unsigned secondMin = 0x80;
  unsigned secondMax = 0xBF;
  char32_t bits = 0;  ///< the lead's share of the value
};

/// size 0: no sequence begins so.
LeadByte leadByte(unsigned byte) {
  if (byte < 0x80) return {1, 0, 0, byte};
  if (byte < 0xC2) return {0, 0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF, byte & 0x1FU};
  if (byte < 0xF0) return {3, byte == 0xE0 ? 0xA0U : 0x80U, byte == 0xED ? 0x9FU : 0xBFU, byte & 0x0FU};
  if (byte < 0xF5) return {4, byte == 0xF0 ? 0x90U : 0x80U, byte == 0xF4 ? 0x8FU : 0xBFU, byte & 0x07U};
  return {0, 0, 0, 0};
}

}  // namespace

CodePoint codePointAt(std::string_view text, std::size_t at) {
  const auto byteAt = [&](std::size_t place) { return static_cast<unsigned>(static_cast<unsigned char>(text[place])); };
  const LeadByte lead = leadByte(byteAt(at));
  if (lead.size == 0) return {kReplacementCharacter, 1, false};
  char32_t value = lead.bits;
  for (std::size_t i = 1; i < lead.size; ++i) {
    const unsigned least = i == 1 ? lead.secondMin : 0x80U;
    const unsigned most = i == 1 ? lead.secondMax : 0xBFU;
    if (at + i >= text.size() || byteAt(at + i) < least || byteAt(at + i) > most) {
      return {kReplacementCharacter, i, false};
    }
    value = (value << 6U) | (byteAt(at + i) & 0x3FU);
  }
  return {value, lead.size, true};
}

bool isValidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = codePointAt(text, at);
    if (!point.valid) return false;
    at += point.size;
  }
  return true;
}

std::string toValidUtf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = codePointAt(text, at);
    if (point.valid) {
      valid.append(text.substr(at, point.size));
    } else {
      appendUtf8(valid, kReplacementCharacter);
    }
    at += point.size;
  }
  return valid;
}

void appendUtf8(std::string& text, char32_t character) {
  const auto continuation = [&](unsigned shift) { text += static_cast<char>(0x80U | ((character >> shift) & 0x3FU)); };
  if (character < 0x80) {
    text += static_cast<char>(character);
  } else if (character < 0x800) {
    text += static_cast<char>(0xC0U | (character >> 6U));
    continuation(0);
  } else if (character < 0x10000) {
    text += static_cast<char>(0xE0U | (character >> 12U));
    continuation(6);
    continuation(0);
  } else {
    text += static_cast<char>(0xF0U | (character >> 18U));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

std::size_t countCodePoints(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += codePointAt(text, at).size;
  return count;
}

bool isSpaceCharacter(char32_t character) {
  const auto c = static_cast<UChar32>(character);
  return u_isUWhiteSpace(c) || u_charType(c) == U_CONTROL_CHAR;
}

bool isPunctuationCharacter(char32_t character) {
  if (character < 0x80) {
    // ASCII symbols such as $ + < count too, beyond ASCII they do not
    return character > 0x20 && character < 0x7F && !u_isalnum(static_cast<UChar32>(character));
  }
  return u_ispunct(static_cast<UChar32>(character));
}

bool isHanCharacter(char32_t character) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(character), &error) == USCRIPT_HAN && U_SUCCESS(error);
}

bool isWordCharacter(char32_t character) {
  const auto c = static_cast<UChar32>(character);
  constexpr std::uint32_t kTypes = U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK;
  return u_isUAlphabetic(c) || (U_GET_GC_MASK(c) & kTypes) != 0 || u_hasBinaryProperty(c, UCHAR_JOIN_CONTROL);
}

}  // namespace headlight
