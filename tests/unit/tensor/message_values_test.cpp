// Values of messages come from any file: what is shown of them is printable text of a bounded length.

#include <gtest/gtest.h>

#include "tensor/error.h"

namespace headlight {
namespace {

std::string shown(const std::string& value, const std::string& name = "value") {
  return fillMessage("{" + name + "}", {{name, value}});
}

TEST(MessageValues, AreShownAsPrintableText) {
  using std::string_literals::operator""s;
  EXPECT_EQ(shown("猫 is a cat"), "猫 is a cat");
  EXPECT_EQ(shown("\x1b[31mred\x07"), "\uFFFD[31mred\uFFFD");
  EXPECT_EQ(shown("before\0after"s), "before\uFFFDafter");
  EXPECT_EQ(shown("\xc2\x9b"
                  "31m"),
            "\uFFFD31m");                                  // an escape sequence in one character
  EXPECT_EQ(shown("a\u202Eb\u2066c"), "a\uFFFDb\uFFFDc");  // marks that turn the direction of writing
  EXPECT_EQ(shown("caf\xe9 \xff"), "caf\uFFFD \uFFFD");
  EXPECT_EQ(shown("two\nlines\tand\r"), "two lines and ");
}

TEST(MessageValues, LongOnesAreCutInTheirMiddle) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "猫";
  const std::string cut = shown("begin" + text + "end");
  EXPECT_EQ(cut.size(), 5 + 3 + 3 * (200 - 5 - 3));  // 200 characters, the ellipsis among them, three bytes each
  EXPECT_TRUE(cut.starts_with("begin猫"));
  EXPECT_TRUE(cut.ends_with("猫end"));
  const std::string path(1000, 'p');
  EXPECT_EQ(shown(path, "file"), path) << "a path must be found again";
}

TEST(MessageValues, BracesOfAValueAreNotFilledAgain) {
  EXPECT_EQ(fillMessage("{a} {b}", {{"a", "{b}"}, {"b", "x"}}), "{b} x");
}

TEST(MessageValues, AFileStandsBehindASentenceThatHasNoPlaceForIt) {
  EXPECT_EQ(fillMessage("The vocabulary is empty.", {{"file", "a/vocab.txt"}}),
            "The vocabulary is empty. (a/vocab.txt)");
  EXPECT_EQ(fillMessage("{file} is empty.", {{"file", "a/vocab.txt"}}), "a/vocab.txt is empty.");
  EXPECT_EQ(fillMessage("The vocabulary is empty.", {{"piece", "a"}}), "The vocabulary is empty.");
}

}  // namespace
}  // namespace headlight
