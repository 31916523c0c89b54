#include "formats/tokenizers/tokenizer_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "formats/error_code.h"  // tests/formats
#include "support/refusal_limits.h"

namespace headlight {
namespace {

using testing::errorCode;

nlohmann::json added(int id, const std::string& content) {
  return {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
          {"rstrip", false}, {"normalized", false}, {"special", true}};
}

nlohmann::json goodTokenizer() {
  nlohmann::json json = nlohmann::json::parse(R"({
    "version": "1.0", "truncation": null, "padding": null, "normalizer": null,
    "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {"type": "Punctuation", "behavior": "Isolated"}]},
    "post_processor": null, "decoder": null,
    "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "cat": 2, "the": 1}, "unk_token": "[UNK]"}})");
  json["added_tokens"] = {added(0, "[UNK]"), added(3, "[MASK]")};
  return json;
}

struct JsonDefect {
  const char* name;
  std::string patch;  ///< a JSON Patch on the goodTokenizer file
  const char* code;
};

std::shared_ptr<const WordLevelTokenizer> readWords(const std::string& text) {
  return std::dynamic_pointer_cast<const WordLevelTokenizer>(readTokenizerJson(text, "f"));
}

std::string replace(const std::string& path, const std::string& value) {
  return R"([{"op": "add", "path": ")" + path + R"(", "value": )" + value + "}]";
}

const JsonDefect kJsonDefects[] = {
    {"modelMissing", R"([{"op": "remove", "path": "/model"}])", "json.missing_field"},
    {"modelIsBpe", replace("/model/type", "\"BPE\""), "json.missing_field"},
    {"modelOfAnotherType", replace("/model/type", "\"Syllables\""), "tokenizer.not_supported"},
    {"vocabularyMissing", R"([{"op": "remove", "path": "/model/vocab"}])", "json.missing_field"},
    {"vocabularyIsAList", replace("/model/vocab", "[]"), "json.wrong_type"},
    {"unknownTokenMissing", R"([{"op": "remove", "path": "/model/unk_token"}])", "json.missing_field"},
    {"unknownTokenNotInTheVocabulary", replace("/model/unk_token", "\"<unk>\""), "json.missing_field"},
    {"idTwice", replace("/model/vocab/the", "2"), "tokenizer.duplicate_id"},
    {"idBeyondTheVocabulary", replace("/model/vocab/the", "99999999"), "tokenizer.bad_id"},
    {"idHuge", replace("/model/vocab/the", "18446744073709551615"), "tokenizer.bad_id"},
    {"idNegative", replace("/model/vocab/the", "-1"), "tokenizer.bad_id"},
    {"idAFraction", replace("/model/vocab/the", "1.5"), "tokenizer.bad_id"},
    {"idAText", replace("/model/vocab/the", "\"1\""), "tokenizer.bad_id"},
    {"addedTokenElsewhere", replace("/added_tokens/0/id", "1"), "tokenizer.duplicate_id"},
    {"addedTokenTwice", replace("/added_tokens/0/content", "\"[MASK]\""), "tokenizer.duplicate_id"},
    {"addedTokensNoList", replace("/added_tokens", "{}"), "json.wrong_type"},
    {"normalizerUnknown", replace("/normalizer", R"({"type": "Transliterate"})"), "tokenizer.not_supported"},
    {"normalizerNoObject", replace("/normalizer", "3"), "json.wrong_type"},
    {"postProcessor", replace("/post_processor", R"({"type": "ByteFallback"})"), "tokenizer.not_supported"},
    {"templateWithoutText", replace("/post_processor", R"({"type": "TemplateProcessing", "single": []})"),
     "tokenizer.not_supported"},
    {"templateWithoutIds",
     replace("/post_processor", R"({"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}]})"),
     "json.missing_field"},
    {"templateBeyondTheVocabulary",
     replace("/post_processor", R"({"type": "BertProcessing", "cls": ["x", 4], "sep": ["y", 0]})"), "tokenizer.bad_id"},
    {"decoder", replace("/decoder", R"({"type": "CTC"})"), "tokenizer.not_supported"},
};

class TokenizerJsonDefects : public ::testing::TestWithParam<JsonDefect> {};

TEST_P(TokenizerJsonDefects, AreRefused) {
  const nlohmann::json json = goodTokenizer().patch(nlohmann::json::parse(GetParam().patch));
  EXPECT_EQ(testing::errorCodeWithinLimits([&] { (void)readTokenizerJson(json.dump(), "tokenizer.json"); }),
            GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(TokenizerJson, TokenizerJsonDefects, ::testing::ValuesIn(kJsonDefects),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(TokenizerJson, RefusesInvalidUtf8AndDuplicatePieces) {
  EXPECT_EQ(errorCode([] { (void)readTokenizerJson(R"({"model": {"vocab": {"a": 0, "a": 1}}})", "f"); }),
            "json.duplicate_key");
  EXPECT_EQ(errorCode([] { (void)readTokenizerJson("{\"model\": {\"vocab\": {\"\xFF\": 0}}}", "f"); }), "json.syntax");
}

TEST(TokenizerJson, ReadsTheVocabularyInIdOrder) {
  const auto tokenizer = readWords(goodTokenizer().dump());
  EXPECT_EQ(tokenizer->vocabulary(), (std::vector<std::string>{"[UNK]", "the", "cat", "[MASK]"}));
  EXPECT_EQ(tokenizer->addedTokens(), (std::vector<TokenId>{0, 3}));
  EXPECT_EQ(tokenizer->split(), WordSplit::SpacesAndPunctuation);
}

TEST(TokenizerJson, MatchesLiterallyOnlyWhatTheFileAdds) {
  nlohmann::json json = goodTokenizer();
  json["added_tokens"] = nlohmann::json::array();
  const auto tokenizer = readWords(json.dump());
  EXPECT_EQ(tokenizer->encode("[UNK]").size(), 3U);  // split at its brackets, as Hugging Face does
}

TEST(TokenizerJson, KnowsFourPreTokenizers) {
  const std::pair<const char*, WordSplit> known[] = {{"WhitespaceSplit", WordSplit::Spaces},
                                                     {"Whitespace", WordSplit::WordRuns},
                                                     {"BertPreTokenizer", WordSplit::SpacesAndPunctuation}};
  for (const auto& [type, split] : known) {
    nlohmann::json json = goodTokenizer();
    json["pre_tokenizer"] = {{"type", type}};
    const auto tokenizer = readWords(json.dump());
    EXPECT_EQ(tokenizer->split(), split);
    EXPECT_EQ(readWords(tokenizerJson(*tokenizer))->split(), split);
  }
}

TEST(TokenizerJson, ReadsBackWhatItWroteToTheByte) {
  const WordLevelTokenizer tokenizer(
      {"[UNK]", "[PAD]", "[MASK]", "[CLS]", "[SEP]", "<|endoftext|>", "\"", "\\", "caf\u00E9", "\u4F60\u597D", "<"});
  const std::string text = tokenizerJson(tokenizer);
  const auto again = readWords(text);
  EXPECT_EQ(again->vocabulary(), tokenizer.vocabulary());
  EXPECT_EQ(again->addedTokens(), tokenizer.addedTokens());
  EXPECT_EQ(again->special().endOfText, 5);
  EXPECT_EQ(tokenizerJson(*again), text);
}

TEST(TokenizerJson, ReadsAndWritesFramesAndFlagsOfAddedTokens) {
  nlohmann::json json = goodTokenizer();
  json["added_tokens"][1]["lstrip"] = true;
  json["post_processor"] = nlohmann::json::parse(R"({"type": "TemplateProcessing",
    "single": [{"SpecialToken": {"id": "a", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "b", "type_id": 0}}],
    "pair": [], "special_tokens": {"a": {"id": "a", "ids": [2, 1], "tokens": []}, "b": {"id": "b", "ids": [3], "tokens": []}}})");
  const auto tokenizer = readWords(json.dump());
  EXPECT_EQ(tokenizer->frame(), (TokenFrame{{2, 1}, {3}}));
  const std::vector<Token> tokens = tokenizer->encode("the [MASK]");
  ASSERT_EQ(tokens.size(), 5U);
  EXPECT_EQ(tokens[3].begin, 3U);  // with the space before it
  EXPECT_EQ(tokens[4].begin, tokens[4].end);
  const std::string text = tokenizerJson(*tokenizer);
  EXPECT_EQ(readWords(text)->frame(), tokenizer->frame());
  EXPECT_EQ(readWords(text)->addedTokenFlags(), tokenizer->addedTokenFlags());
  EXPECT_EQ(tokenizerJson(*readWords(text)), text);
}

}  // namespace
}  // namespace headlight
