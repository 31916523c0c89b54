// Stages of tokenizer.json: read, applied, written back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "formats/error_code.h"
#include "formats/files/base64.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "support/refusal_limits.h"
#include "text/pipeline_tokenizer.h"

namespace headlight {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using testing::errorCode;

/// A word-level file with these stages: every pre-token is an unknown token whose source is what was typed.
json fileWith(const json& stages) {
  json file = {{"model", {{"type", "WordLevel"}, {"vocab", {{"[UNK]", 0}, {"a", 1}}}, {"unk_token", "[UNK]"}}}};
  file.update(stages);
  return file;
}

std::vector<std::string> partsOf(const json& stages, std::string_view text) {
  const auto tokenizer = readTokenizerJson(fileWith(stages).dump(), "f");
  const auto& pipeline = dynamic_cast<const PipelineTokenizer&>(*tokenizer);
  AlignedText aligned(text);
  normalize(aligned, pipeline.stages().normalizers);
  const PreTokens preTokens = preTokenize(std::move(aligned), pipeline.stages().preTokenizers);
  std::vector<std::string> parts;
  for (const ByteRange range : preTokens.ranges)
    parts.emplace_back(preTokens.text.view().substr(range.begin, range.size()));
  // what is written is read back with the same meaning
  const std::string written = tokenizerJson(*tokenizer);
  EXPECT_EQ(tokenizerJson(*readTokenizerJson(written, "again")), written);
  return parts;
}

json split(const json& pattern, const char* behavior, bool invert = false) {
  return {{"pre_tokenizer", {{"type", "Split"}, {"pattern", pattern}, {"behavior", behavior}, {"invert", invert}}}};
}

// the example of Hugging Face's documentation
TEST(TokenizerStages, SplitByAPatternInEachBehaviour) {
  for (const json& pattern : {json{{"String", "-"}}, json{{"Regex", "-"}}}) {
    const std::string text = "the-final--countdown";
    EXPECT_THAT(partsOf(split(pattern, "Removed"), text), ElementsAre("the", "final", "countdown"));
    EXPECT_THAT(partsOf(split(pattern, "Isolated"), text), ElementsAre("the", "-", "final", "-", "-", "countdown"));
    EXPECT_THAT(partsOf(split(pattern, "MergedWithPrevious"), text), ElementsAre("the-", "final-", "-", "countdown"));
    EXPECT_THAT(partsOf(split(pattern, "MergedWithNext"), text), ElementsAre("the", "-final", "-", "-countdown"));
    EXPECT_THAT(partsOf(split(pattern, "Contiguous"), text), ElementsAre("the", "-", "final", "--", "countdown"));
  }
}

TEST(TokenizerStages, AnInvertedSplitKeepsTheMatches) {
  const json word{{"Regex", "\\w+|[^\\w\\s]+"}};
  EXPECT_THAT(partsOf(split(word, "Removed", true), "Hey friend!  How"), ElementsAre("Hey", "friend", "!", "How"));
  EXPECT_THAT(partsOf(split(word, "Isolated", true), "a b"), ElementsAre("a", " ", "b"));
  EXPECT_THAT(partsOf(split(word, "MergedWithPrevious", true), "a b"), ElementsAre("a ", "b"));
  EXPECT_THAT(partsOf(split(word, "MergedWithNext", true), "a b"), ElementsAre("a", " b"));
}

TEST(TokenizerStages, GptsPatternAsAnExpressionCutsAsTheScannerDoes) {
  const char* pattern = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
  const json byExpression = split({{"Regex", pattern}}, "Isolated");
  for (const std::string text : {"It's  two words,\tthree!!\n\n 42nd café 猫が好き 😀😀  x", "   ",
                                 "'tis\x0B vertical\xC2\x85next", "a\xC2\xA0 b"}) {
    PreTokens scanned{AlignedText(text), {{0, text.size()}}};
    ByteLevelSplit{}.apply(scanned);
    std::vector<std::string> expected;
    for (const ByteRange range : scanned.ranges) expected.push_back(text.substr(range.begin, range.size()));
    EXPECT_EQ(partsOf(byExpression, text), expected) << text;
  }
}

TEST(TokenizerStages, EmptyMatchesCutAndLeaveNothing) {
  EXPECT_THAT(partsOf(split({{"Regex", "(?=b)"}}, "Isolated"), "abab"), ElementsAre("a", "ba", "b"));
  // an empty pattern matches before and after every character
  EXPECT_THAT(partsOf(split({{"Regex", ""}}, "Isolated"), "ab é"), ElementsAre("a", "b", " ", "é"));
  EXPECT_THAT(partsOf(split({{"String", ""}}, "Removed"), "ab"), ElementsAre("a", "b"));
}

TEST(TokenizerStages, NormalizersOfTheCommonFiles) {
  const auto normalized = [](const json& normalizer, std::string_view text) {
    const std::vector<std::string> parts = partsOf(
        {{"normalizer", normalizer}, {"pre_tokenizer", {{"type", "Split"}, {"pattern", {{"String", "never"}}}}}}, text);
    return parts.empty() ? std::string() : parts[0];
  };
  EXPECT_EQ(normalized({{"type", "NFKC"}}, "ﬁ①"), "fi1");
  EXPECT_EQ(normalized({{"type", "Replace"}, {"pattern", {{"Regex", "[0-9]+"}}}, {"content", "0"}}, "a12b345"), "a0b0");
  EXPECT_EQ(normalized({{"type", "Replace"}, {"pattern", {{"String", "''"}}}, {"content", "\""}}, "''q''"), "\"q\"");
  EXPECT_EQ(normalized({{"type", "Nmt"}},
                       "a\x01"
                       "b\xE2\x80\x8B"
                       "c\t"),
            "ab c ");
  EXPECT_EQ(normalized({{"type", "Prepend"}, {"prepend", "▁"}}, "a"), "▁a");
  // "ABC" becomes "x" and "AB" becomes "yz": written by hand after the published format of Darts
  EXPECT_EQ(errorCode([&] {
              (void)normalized({{"type", "Precompiled"}, {"precompiled_charsmap", base64Of("\x04")}}, "a");
            }),
            "text.bad_charsmap");
}

TEST(TokenizerStages, Base64ComesBack) {
  for (const std::string bytes : {"", "f", "fo", "foo", "foob", "fooba", "foobar"})
    EXPECT_EQ(bytesOfBase64(base64Of(bytes)), bytes);
  EXPECT_EQ(base64Of("fooba"), "Zm9vYmE=");  // RFC 4648, section 10
  for (const char* text : {"Z", "Zg", "Zg=", "Zh==", "Z===", "====", "Zm9v\n", "Zm=v"})
    EXPECT_EQ(bytesOfBase64(text), std::nullopt) << text;
}

struct StagesDefect {
  const char* name;
  const char* stages;
  const char* code;
};

constexpr StagesDefect kStagesDefects[] = {
    {"patternUnclosed", R"({"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "("}}})", "text.bad_pattern"},
    {"patternOfAnAbsenceOperator", R"x({"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(?~a)"}}})x",
     "text.bad_pattern"},
    {"replacesNothing", R"({"normalizer": {"type": "Replace", "pattern": {"String": ""}, "content": "a"}})",
     "tokenizer.not_supported"},
    {"patternOfNoKind", R"({"pre_tokenizer": {"type": "Split", "pattern": {"Glob": "*"}}})", "json.missing_field"},
    {"patternAText", R"({"pre_tokenizer": {"type": "Split", "pattern": "-"}})", "json.wrong_type"},
    {"behaviourUnknown", R"({"pre_tokenizer": {"type": "Split", "pattern": {"String": "-"}, "behavior": "Eaten"}})",
     "tokenizer.not_supported"},
    {"delimiterOfTwo", R"({"pre_tokenizer": {"type": "CharDelimiterSplit", "delimiter": "ab"}})",
     "tokenizer.not_supported"},
    {"preTokenizerUnknown", R"({"pre_tokenizer": {"type": "UnicodeScripts"}})", "tokenizer.not_supported"},
    {"normalizerUnknown", R"({"normalizer": {"type": "Transliterate"}})", "tokenizer.not_supported"},
    {"charsmapNotBase64", R"({"normalizer": {"type": "Precompiled", "precompiled_charsmap": "?"}})",
     "tokenizer.not_supported"},
    {"charsmapClaims4Gigabytes", R"({"normalizer": {"type": "Precompiled", "precompiled_charsmap": "/////wAAAAAA"}})",
     "text.bad_charsmap"},
    {"contentLong", R"({"normalizer": {"type": "Replace", "pattern": {"Regex": "a"}, "content": "0123456789abcdefg"}})",
     "tokenizer.not_supported"},
    {"decoderUnknown", R"({"decoder": {"type": "CTC"}})", "tokenizer.not_supported"},
    {"decoderReplacesAnExpression", R"({"decoder": {"type": "Replace", "pattern": {"Regex": "a"}, "content": "b"}})",
     "tokenizer.not_supported"},
};

class TokenizerStageDefects : public ::testing::TestWithParam<StagesDefect> {};

TEST_P(TokenizerStageDefects, AreRefused) {
  const json file = fileWith(json::parse(GetParam().stages));
  EXPECT_EQ(testing::errorCodeWithinLimits([&] { (void)readTokenizerJson(file.dump(), "tokenizer.json"); }),
            GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(TokenizerStages, TokenizerStageDefects, ::testing::ValuesIn(kStagesDefects),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(TokenizerStages, APatternThatBacktracksWithoutEndIsStopped) {
  const auto tokenizer = readTokenizerJson(fileWith(split({{"Regex", "(a+)+$"}}, "Isolated")).dump(), "f");
  std::string text(5000, 'a');
  text.back() = 'b';
  EXPECT_EQ(errorCode([&] { (void)tokenizer->encode(text); }), "text.pattern_too_slow");
  EXPECT_EQ(tokenizer->encode("aaa").size(), 1U);
}

TEST(TokenizerStages, RulesThatWouldMakeATextEndlessAreStopped) {
  // one unit for "a", and 256 bytes in its place
  const auto unit = [](std::uint32_t value) {
    std::string bytes;
    for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xFFU);
    return bytes;
  };
  std::string units(4 * 512, '\0');
  units.replace(0, 4, unit(1U << 10U));                                 // the root: children at 1 ^ label
  units.replace(4 * (1 ^ 'a'), 4, unit('a' | 1U << 8U | 256U << 10U));  // has a leaf at 256 ^ itself
  units.replace(4 * (256 ^ 1 ^ 'a'), 4, unit(1U << 31U));
  const std::string charsmap = unit(static_cast<std::uint32_t>(units.size())) + units + std::string(256, 'z') + '\0';
  const auto tokenizer = readTokenizerJson(
      fileWith({{"normalizer", {{"type", "Precompiled"}, {"precompiled_charsmap", base64Of(charsmap)}}},
                {"pre_tokenizer", {{"type", "WhitespaceSplit"}}}})
          .dump(),
      "f");
  EXPECT_EQ(tokenizer->encode("ba").size(), 1U);
  EXPECT_EQ(tokenizer->encode("ba")[0].source, "ba");
  EXPECT_EQ(errorCode([&] { (void)tokenizer->encode(std::string(10'000, 'a')); }), "text.normalized_too_long");
}

}  // namespace
}  // namespace headlight
