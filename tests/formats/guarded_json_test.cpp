#include "formats/json/guarded_json.h"

#include <gtest/gtest.h>

#include "formats/error_code.h"  // tests/formats
#include "support/refusal_limits.h"

namespace headlight {
namespace {

using testing::errorCode;

std::string repeated(std::string_view part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

struct Defect {
  const char* name;
  std::string bytes;
  const char* code;
};

const Defect kDefects[] = {
    {"empty", "", "json.syntax"},
    {"cutInAString", "{\"a\": \"b", "json.syntax"},
    {"cutInAnObject", "{\"a\": 1", "json.syntax"},
    {"twoValues", "{} {}", "json.syntax"},
    {"trailingComma", "[1,]", "json.syntax"},
    {"comment", "[1] // no", "json.syntax"},
    {"notANumber", "[NaN]", "json.syntax"},
    {"numberOutOfRange", "[1e999]", "json.syntax"},
    {"invalidUtf8", "[\"\xC3\x28\"]", "json.syntax"},
    {"loneSurrogate", "[\"\\ud800\"]", "json.syntax"},
    {"controlCharacterInAString", "[\"a\nb\"]", "json.syntax"},
    {"duplicateKey", "{\"a\": 1, \"b\": {\"c\": 1, \"c\": 2}}", "json.duplicate_key"},
    {"duplicateKeyByEscape", "{\"a\": 1, \"\\u0061\": 2}", "json.duplicate_key"},
    {"arrays100000Deep", repeated("[", 100000), "json.too_deep"},
    {"objects100000Deep", repeated("{\"a\":", 100000), "json.too_deep"},
    {"sixtyFiveDeep", repeated("[", 65) + repeated("]", 65), "json.too_deep"},
};

class JsonDefects : public ::testing::TestWithParam<Defect> {};

TEST_P(JsonDefects, AreRefused) {
  EXPECT_EQ(testing::errorCodeWithinLimits([] { (void)json::parseGuarded(GetParam().bytes, "file.json"); }),
            GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(GuardedJson, JsonDefects, ::testing::ValuesIn(kDefects),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(GuardedJson, GivesTheValuesOfAGoodFile) {
  const nlohmann::json value = json::parseGuarded(R"({"a": [1, -2, 2.5, true, null, "x\n"], "b": {"c": {}}})", "f");
  EXPECT_EQ(value, nlohmann::json::parse(R"({"b": {"c": {}}, "a": [1, -2, 2.5, true, null, "x\n"]})"));
  EXPECT_EQ(json::parseGuarded(repeated("[", 64) + repeated("]", 64), "f").size(), 1U);
  EXPECT_EQ(json::parseGuarded("3", "f"), 3);
}

TEST(GuardedJson, NamesTheFileAndTheByte) {
  try {
    (void)json::parseGuarded("{\"a\": 1, \"a\": 2}", "folder/config.json");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "The JSON of folder/config.json has the key \"a\" twice in one object, at byte 12; remove one of them.");
  }
}

TEST(GuardedJson, HoldsItsLimits) {
  json::Limits limits;
  limits.values = 10;
  EXPECT_EQ(errorCode([&] { (void)json::parseGuarded("[1,2,3,4,5,6,7,8,9,10]", "f", limits); }),
            "json.too_many_values");
  limits.bytes = 5;
  EXPECT_EQ(errorCode([&] { (void)json::parseGuarded("[1,2,3]", "f", limits); }), "json.too_large");
}

TEST(ObjectReader, SaysWhichFieldIsWrong) {
  const nlohmann::json value = json::parseGuarded(R"({"a": {"n": "x", "big": 18446744073709551615, "z": null}})", "f");
  const json::ObjectReader inner = json::ObjectReader(value, "f").object("a");
  EXPECT_EQ(errorCode([&] { (void)inner.integer("n"); }), "json.wrong_type");
  EXPECT_EQ(errorCode([&] { (void)inner.integer("big"); }), "json.wrong_type");
  EXPECT_EQ(errorCode([&] { (void)inner.integer("absent"); }), "json.missing_field");
  EXPECT_EQ(inner.integer("z", 5), 5);
  EXPECT_EQ(inner.placeOf("n"), "a.n");
}

}  // namespace
}  // namespace headlight
