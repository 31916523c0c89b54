// What Oniguruma's expressions mean, matched by ICU.

#include <gtest/gtest.h>

#include "unit/text/text_probe.h"
#include "text/unicode/oniguruma.h"
#include "text/unicode/text_pattern.h"

namespace headlight {
namespace {

struct PatternCase {
  const char* expression;
  const char* text;
  std::vector<std::string> matches;
};

const PatternCase kPatterns[] = {
    // \w is Alphabetic, Mark, Nd, Pc: a numeral Ⅷ is alphabetic, ² and ½ are not, the zero-width joiner is not
    {"\\w+", "ab_1 é², Ⅷ½", {"ab_1", "é", "Ⅷ"}},
    {"\\w+",
     "a\xE2\x80\x8D"
     "b\xCC\x81",
     {"a", "b\xCC\x81"}},
    {"[^\\w\\s]+", "a-b\xE2\x80\x8D.", {"-", "\xE2\x80\x8D."}},
    {"[\\W]", "a b", {" "}},
    {"\\W+", "a, b", {", "}},
    // \h is a hexadecimal digit
    {"\\h+", "fACe x09\t", {"fACe", "09"}},
    {"\\H", "fx9 ", {"x", " "}},
    {"[\\h.]+", "a.f g", {"a.f"}},
    {"[^\\H]+", "xaf", {"af"}},
    // . leaves out \n alone
    {".", "a\r\n\xC2\x85", {"a", "\r", "\xC2\x85"}},
    {".+", "a\rb\nc", {"a\rb", "c"}},
    {"(?m).+", "a\nb", {"a\nb"}},
    {"(?m:.)b", "a\nb", {"\nb"}},
    {"(?i-m:A.)", "ab\n", {"ab"}},
    {"\\N+", "a\nb", {"a", "b"}},
    {"\\O+", "a\nb", {"a\nb"}},
    // ^ and $ hold at every line
    {"^a", "a\na\rab", {"a", "a"}},
    {"a$", "a\na\ra", {"a", "a"}},
    {"\\Aa", "a\na", {"a"}},
    // \s is White_Space
    {"\\s+",
     "a\x0B\xC2\x85\xE3\x80\x80"
     "b",
     {"\x0B\xC2\x85\xE3\x80\x80"}},
    {"\\v", "a\x0B\n", {"\x0B"}},
    // \b follows \w
    {"\\b.", "a²", {"a", "²"}},
    {"o\\b", "no on o", {"o", "o"}},
    {"\\Bn\\B", "n ana", {"n"}},
    {"[\\b]", "a\x08", {"\x08"}},
    // counts
    {"\\d{2}+", "12345", {"1234"}},
    {"(?:ab){1,2}+", "ababab", {"ababab"}},
    {"[a-c]{2}+x", "abcabx", {"bcabx"}},
    {"a{,2}b", "aaab", {"aab"}},
    {"a{2}?b", "b aab", {"b", "aab"}},
    {"a{", "a{", {"a{"}},
    {"a{x}", "a{x}", {"a{x}"}},
    {"a++b", "aab", {"aab"}},
    {"a++a", "aaa", {}},
    // properties
    {"\\p{^L}+", "a1b", {"1"}},
    {"\\P{^L}+", "a1b", {"a", "b"}},
    {"\\p{Word}+", "a_1-", {"a_1"}},
    {"[[:word:]]+", "a_1-", {"a_1"}},
    {"[[:^word:]]+", "a_-,", {"-,"}},
    {"[[:alpha:]]+", "a1", {"a"}},
    {"\\p{Han}+", "a猫字", {"猫字"}},
    // sets
    {"[]a]+", "a]b", {"a]"}},
    {"[^]a]+", "a]b", {"b"}},
    {"[\\w-]+", "a-b", {"a-b"}},
    {"[a-c-e]+", "b-ed", {"b-e"}},
    {"[a[bc]]+", "cabd", {"cab"}},
    {"]+", "a]]", {"]]"}},
    {"\\Qa", "Qa", {"Qa"}},
    {"a#b", "a#b", {"a#b"}},
    {"(?<!\\d)\\d{1,3}(?!\\d)", "12 4567", {"12"}}};

TEST(TextPattern, MeansWhatOnigurumaMeans) {
  for (const PatternCase& each : kPatterns) {
    const TextPattern pattern = TextPattern::expression(each.expression);
    EXPECT_EQ(pattern.source(), each.expression);
    PatternFinder finder(pattern);
    std::vector<std::string> found;
    for (const ByteRange range : finder.find(each.text))
      found.push_back(std::string(each.text).substr(range.begin, range.size()));
    EXPECT_EQ(found, each.matches) << each.expression << " in " << each.text;
  }
}

TEST(TextPattern, AnEmptyMatchDirectlyAfterAnotherIsNone) {
  const TextPattern pattern = TextPattern::expression("a*");
  PatternFinder finder(pattern);
  EXPECT_EQ(finder.find("baac"), (std::vector<ByteRange>{{0, 0}, {1, 3}, {4, 4}}));
}

TEST(TextPattern, RefusesWhatItCannotMatch) {
  for (const char* expression : {"(", "a\\K", "(?~a)", "\\p{Nothing}", "[", "(?<=a*)b", "*"})
    EXPECT_EQ(codeOf([&] { (void)TextPattern::expression(expression); }), "text.bad_pattern") << expression;
  for (const char* odd : {"\\", "(?", "[[:", "[[:a", "{", "}", "{1", "\\p", "\\p{", ")", "(?i", "[^", "-"})
    (void)icuExpression(odd);  // ends
}

}  // namespace
}  // namespace headlight
