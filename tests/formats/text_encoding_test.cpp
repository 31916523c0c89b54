// Texts from elsewhere: what is read as UTF-8, and what is refused by name.

#include "formats/files/text_encoding.h"

#include <gtest/gtest.h>

#include "formats/error_code.h"  // tests/formats

namespace headlight {
namespace {

using std::string_literals::operator""s;
using testing::errorCode;

std::string utf16(std::u16string_view text, bool little) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    bytes += little ? std::string{low, high} : std::string{high, low};
  }
  return bytes;
}

std::string codeOf(const std::string& bytes) {
  return errorCode([&] { (void)utf8Text(bytes, "a text"); });
}

TEST(TextEncoding, MarksAreTakenOffAndUtf16IsConverted) {
  const std::string text = "The cat, 猫 😀\n";
  const std::u16string wide = u"The cat, 猫 😀\n";
  EXPECT_EQ(utf8Text(text, "t"), text);
  EXPECT_EQ(utf8Text("\xEF\xBB\xBF" + text, "t"), text);
  EXPECT_EQ(utf8Text("\xFF\xFE" + utf16(wide, true), "t"), text);
  EXPECT_EQ(utf8Text("\xFE\xFF" + utf16(wide, false), "t"), text);
  EXPECT_EQ(utf8Text(utf16(u"The cat is on the mat.\n", true), "t"), "The cat is on the mat.\n");
  EXPECT_EQ(utf8Text(utf16(u"The cat is on the mat.\n", false), "t"), "The cat is on the mat.\n");
  EXPECT_EQ(utf8Text("", "t"), "");
  EXPECT_EQ(utf8Text("\xFF\xFE"s, "t"), "");
}

TEST(TextEncoding, OtherEncodingsAreRefusedWithTheirPlace) {
  EXPECT_EQ(codeOf("caf\xe9 is Latin-1"), "text.not_utf8");
  EXPECT_EQ(codeOf("\xc4\xe3\xba\xc3 is GB 18030"), "text.not_utf8");
  EXPECT_EQ(codeOf("\xff\xfe\0\0T\0\0\0"s), "text.utf32");
  EXPECT_EQ(codeOf("\0\0\xfe\xff\0\0\0T"s), "text.utf32");
  EXPECT_EQ(codeOf("\xff\xfe" + utf16(u"The cat", true) + "x"), "text.bad_utf16");
  EXPECT_EQ(codeOf("\xff\xfe" + utf16(std::u16string{u'a', char16_t{0xD800}, u'b'}, true)), "text.bad_utf16");
  try {
    (void)utf8Text("caf\xe9", "f.txt");
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("0xe9 at position 3"), std::string::npos) << error.what();
  }
}

TEST(TextEncoding, WhatIsNoTextIsRefused) {
  EXPECT_EQ(codeOf("a NUL \0 inside"s), "text.not_text");
  EXPECT_EQ(codeOf("\x01\x02\x03\x04"), "text.not_text");
  EXPECT_EQ(codeOf("\x1f\x8b\x08 rest"), "form.packed");
  EXPECT_EQ(codeOf("%PDF-1.4"), "form.document");
  EXPECT_EQ(codeOf("<!doctype html>"), "form.html");
  EXPECT_EQ(codeOf("\x93NUMPY\x01"), "form.array");
  std::string random;  // bytes of a generator: no text has such ones for long
  for (unsigned state = 1; random.size() < 4096; state = state * 1103515245 + 12345) random += char(state >> 16);
  EXPECT_NE(codeOf(random), "accepted");
}

TEST(TextEncoding, AStrayControlCharacterIsStillAText) {
  EXPECT_EQ(codeOf(std::string(300, 'a') + "\x0c page \x01"), "accepted");
}

}  // namespace
}  // namespace headlight
