#include <gtest/gtest.h>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

TEST(Utf8, AcceptsWellFormedText) {
  for (const char* text : {"", "plain", "caf\u00E9", "\u4F60\u597D", "\U0001F600", "\U0010FFFF", "\uD7FF\uE000"}) {
    EXPECT_TRUE(isValidUtf8(text)) << text;
  }
  EXPECT_TRUE(isValidUtf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, RefusesOverlongSurrogateAndTooLargeForms) {
  for (const char* text : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                           "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE4\xBD", "a\xC3"}) {
    EXPECT_FALSE(isValidUtf8(text));
  }
}

// Unicode 15, table 3-8: the longest possible prefix becomes one replacement character.
TEST(Utf8, ReplacesTheLongestPrefixByOneCharacter) {
  EXPECT_EQ(toValidUtf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"),
            "a\uFFFD\uFFFD\uFFFD"
            "b\uFFFD"
            "c\uFFFD\uFFFD"
            "d");
  EXPECT_EQ(toValidUtf8("caf\u00E9"), "caf\u00E9");
}

TEST(Utf8, WritesEveryLengthAsItReadsIt) {
  for (const char32_t c : {U'a', U'\u00E9', U'\u4F60', U'\U0001F600'}) {
    std::string text;
    appendUtf8(text, c);
    EXPECT_EQ(codePointAt(text, 0).value, c);
    EXPECT_EQ(codePointAt(text, 0).size, text.size());
  }
  EXPECT_EQ(countCodePoints("a\u4F60\xFF"), 3U);
}

}  // namespace
}  // namespace headlight
