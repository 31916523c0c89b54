// tokenizer.json of subwords: what is read and written, and what is refused.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "formats/error_code.h"  // tests/formats
#include "formats/tokenizers/tokenizer_json.h"
#include "formats/tokenizers/vocabulary_files.h"
#include "support/refusal_limits.h"
#include "support/temporary_folder.h"
#include "text/models/unigram_model.h"
#include "text/training/bpe_training.h"
#include "text/training/unigram_training.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;
using testing::errorCode;

nlohmann::json added(int id, const std::string& content) {
  return {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
          {"rstrip", false}, {"normalized", false}, {"special", true}};
}

nlohmann::json bpeFile() {
  nlohmann::json file = nlohmann::json::parse(R"({
    "version": "1.0", "truncation": null, "padding": null, "normalizer": null,
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
    "post_processor": {"type": "ByteLevel", "trim_offsets": false}, "decoder": {"type": "ByteLevel"},
    "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "", "end_of_word_suffix": "",
      "fuse_unk": false, "vocab": {"a": 0, "b": 1, "ab": 2, "Ġ": 3, "Ġab": 4}, "merges": ["a b", ["Ġ", "ab"]]}})");
  file["added_tokens"] = {added(5, "<|endoftext|>")};
  return file;
}

nlohmann::json unigramFile() {
  nlohmann::json file = nlohmann::json::parse(R"({
    "version": "1.0", "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}]},
    "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "add_prefix_space": true},
    "post_processor": {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
      "pair": [], "special_tokens": {"</s>": {"id": "</s>", "ids": [0], "tokens": ["</s>"]}}},
    "decoder": {"type": "Metaspace", "replacement": "▁", "add_prefix_space": true},
    "model": {"type": "Unigram", "unk_id": 1, "vocab": [["</s>", 0], ["<unk>", 0.0], ["▁a", -1.5], ["▁", -2], ["a", -3], ["b", -3.25]]}})");
  file["added_tokens"] = {added(0, "</s>"), added(1, "<unk>"), added(6, "<pad>")};
  return file;
}

nlohmann::json wordPieceFile() {
  nlohmann::json file = nlohmann::json::parse(R"({
    "version": "1.0", "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
    "pre_tokenizer": {"type": "BertPreTokenizer"},
    "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
      "pair": [], "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [1], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [2], "tokens": ["[SEP]"]}}},
    "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
    "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
      "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "[MASK]": 3, "play": 4, "##ing": 5}}})");
  file["added_tokens"] = {added(0, "[UNK]"), added(1, "[CLS]"), added(2, "[SEP]"), added(3, "[MASK]")};
  return file;
}

struct ModelsDefect {
  const char* name;
  nlohmann::json (*good)();
  std::string patch;  ///< a JSON Patch on the good file
  const char* code;
};

std::string set(const std::string& path, const std::string& value) {
  return R"([{"op": "add", "path": ")" + path + R"(", "value": )" + value + "}]";
}

/// Instead of an element of a list, where "add" would insert one.
std::string exchange(const std::string& path, const std::string& value) {
  return R"([{"op": "replace", "path": ")" + path + R"(", "value": )" + value + "}]";
}

const ModelsDefect kModelsDefects[] = {
    {"mergesMissing", bpeFile, R"([{"op": "remove", "path": "/model/merges"}])", "json.missing_field"},
    {"mergesNoList", bpeFile, set("/model/merges", "{}"), "json.wrong_type"},
    {"mergeOfOne", bpeFile, set("/model/merges/0", "\"ab\""), "tokenizer.bad_merge"},
    {"mergeOfThree", bpeFile, set("/model/merges/0", "\"a b ab\""), "tokenizer.bad_merge"},
    {"mergeOfNumbers", bpeFile, set("/model/merges/0", "[1, 2]"), "tokenizer.bad_merge"},
    {"mergeOfAnUnknownPiece", bpeFile, set("/model/merges/0", "\"a c\""), "text.merge_unknown_piece"},
    {"mergeToAnUnknownPiece", bpeFile, set("/model/merges/0", "\"b a\""), "text.merge_unknown_piece"},
    {"dropout", bpeFile, set("/model/dropout", "0.1"), "tokenizer.not_supported"},
    {"suffixTooLong", bpeFile, set("/model/end_of_word_suffix", "\"</wwwwwwwwwwwwwww>\""), "tokenizer.not_supported"},
    {"byteFallbackNoFlag", bpeFile, set("/model/byte_fallback", "3"), "json.wrong_type"},
    {"unknownTokenOfBpeMissing", bpeFile, set("/model/unk_token", "\"<unk>\""), "text.unknown_piece_missing"},
    {"addedTokenFarAway", bpeFile, set("/added_tokens/0/id", "99999"), "tokenizer.bad_id"},
    {"addedTokenHuge", bpeFile, set("/added_tokens/0/id", "4294967296"), "tokenizer.bad_id"},
    {"addedTokenNegative", bpeFile, set("/added_tokens/0/id", "-1"), "tokenizer.bad_id"},
    {"addedTokenTooLong", bpeFile, set("/added_tokens/0/content", "\"" + std::string(1025, 'x') + "\""),
     "tokenizer.not_supported"},
    {"preTokenizerByPattern", bpeFile, set("/pre_tokenizer", R"({"type": "Split"})"), "json.missing_field"},
    {"unknownIdMissing", unigramFile, R"([{"op": "remove", "path": "/model/unk_id"}])", "json.missing_field"},
    {"unknownIdTooLarge", unigramFile, set("/model/unk_id", "6"), "tokenizer.bad_id"},
    {"unknownIdNegative", unigramFile, set("/model/unk_id", "-1"), "tokenizer.bad_id"},
    {"piecesNoList", unigramFile, set("/model/vocab", "{}"), "json.wrong_type"},
    {"pieceWithoutScore", unigramFile, exchange("/model/vocab/2", "[\"a\"]"), "json.wrong_type"},
    {"pieceWithTextAsScore", unigramFile, exchange("/model/vocab/2", "[\"a\", \"b\"]"), "json.wrong_type"},
    {"pieceTwice", unigramFile, exchange("/model/vocab/2", "[\"b\", -1]"), "text.vocabulary_duplicate"},
    {"addedTokenOfAnotherId", unigramFile, set("/added_tokens/0/id", "2"), "tokenizer.duplicate_id"},
    {"precompiledNormalizer", unigramFile, set("/normalizer", R"({"type": "Precompiled"})"), "json.missing_field"},
    {"otherExpression", unigramFile,
     set("/normalizer", R"({"type": "Replace", "pattern": {"Regex": "a+("}, "content": ""})"), "text.bad_pattern"},
    {"replacementTooLong", unigramFile, set("/pre_tokenizer/replacement", "\"12345\""), "tokenizer.not_supported"},
    {"prependSomehow", unigramFile, set("/pre_tokenizer/prepend_scheme", "\"sometimes\""), "tokenizer.not_supported"},
    {"replacementContentTooLong", unigramFile,
     set("/normalizer", R"({"type": "Replace", "pattern": {"String": "a"}, "content": "12345678901234567"})"),
     "tokenizer.not_supported"},
    {"twoMetaspaces", unigramFile,
     set("/pre_tokenizer", R"({"type": "Sequence", "pretokenizers": [{"type": "Metaspace"}, {"type": "Metaspace"}]})"),
     "tokenizer.not_supported"},
    {"templateTwice", unigramFile, set("/post_processor/single/1", R"({"Sequence": {"id": "A"}})"),
     "tokenizer.not_supported"},
    {"templateIdTooLarge", unigramFile, set("/post_processor/special_tokens/<~1s>/ids/0", "7"), "tokenizer.bad_id"},
    {"decoderOfAnotherType", unigramFile, set("/decoder", R"({"type": "CTC"})"), "tokenizer.not_supported"},
    {"unknownPieceMissing", wordPieceFile, set("/model/unk_token", "\"<unk>\""), "text.unknown_piece_missing"},
    {"longestWordOfNothing", wordPieceFile, set("/model/max_input_chars_per_word", "0"), "tokenizer.not_supported"},
    {"longestWordHuge", wordPieceFile, set("/model/max_input_chars_per_word", "100000000"), "tokenizer.not_supported"},
};

class SubwordTokenizerDefects : public ::testing::TestWithParam<ModelsDefect> {};

TEST_P(SubwordTokenizerDefects, AreRefused) {
  const nlohmann::json file = GetParam().good().patch(nlohmann::json::parse(GetParam().patch));
  EXPECT_EQ(testing::errorCodeWithinLimits([&] { (void)readTokenizerJson(file.dump(), "tokenizer.json"); }),
            GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(TokenizerJson, SubwordTokenizerDefects, ::testing::ValuesIn(kModelsDefects),
                         [](const auto& row) { return std::string(row.param.name); });

std::vector<std::string> piecesOf(const Tokenizer& tokenizer, std::string_view text) {
  std::vector<std::string> pieces;
  for (const Token& token : tokenizer.encode(text)) pieces.push_back(token.piece);
  return pieces;
}

/// Written, read and written again it is the same file.
void expectStable(const Tokenizer& tokenizer) {
  const std::string text = tokenizerJson(tokenizer);
  EXPECT_EQ(tokenizerJson(*readTokenizerJson(text, "again")), text);
}

TEST(SubwordTokenizerJson, ReadsByteLevelBpe) {
  const auto tokenizer = readTokenizerJson(bpeFile().dump(), "f");
  EXPECT_THAT(piecesOf(*tokenizer, "ab abb<|endoftext|>"), ElementsAre("ab", "Ġab", "b", "<|endoftext|>"));
  EXPECT_EQ(tokenizer->special().endOfText, 5);
  expectStable(*tokenizer);
}

TEST(SubwordTokenizerJson, ReadsUnigram) {
  const auto tokenizer = readTokenizerJson(unigramFile().dump(), "f");
  EXPECT_THAT(piecesOf(*tokenizer, "a  ab\uFF42x"), ElementsAre("▁a", "▁a", "b", "b", "<unk>", "</s>"));
  EXPECT_EQ(tokenizer->special().endOfText, 0);
  EXPECT_EQ(tokenizer->special().unknown, 1);
  EXPECT_EQ(tokenizer->special().padding, 6);
  const std::vector<TokenId> ids{2, 2, 5};
  EXPECT_EQ(tokenizer->decode(ids), "a ab");
  expectStable(*tokenizer);
}

TEST(SubwordTokenizerJson, ReadsWordPiece) {
  const auto tokenizer = readTokenizerJson(wordPieceFile().dump(), "f");
  EXPECT_THAT(piecesOf(*tokenizer, "Playing [MASK] x"),
              ElementsAre("[CLS]", "play", "##ing", "[MASK]", "[UNK]", "[SEP]"));
  EXPECT_EQ(tokenizer->special().mask, 3);
  expectStable(*tokenizer);
}

TEST(SubwordTokenizerJson, KnowsTheModelOfOlderFilesWithoutAType) {
  for (nlohmann::json file : {bpeFile(), unigramFile(), wordPieceFile()}) {
    const std::string withType = tokenizerJson(*readTokenizerJson(file.dump(), "f"));
    file["model"].erase("type");
    EXPECT_EQ(tokenizerJson(*readTokenizerJson(file.dump(), "f")), withType);
  }
}

TEST(SubwordTokenizerJson, ReadsEveryNormalizerPreTokenizerAndDecoderThatItNames) {
  nlohmann::json file = wordPieceFile();
  file["normalizer"] =
      nlohmann::json::parse(R"({"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "NFD"}, {"type": "NFKC"},
    {"type": "NFKD"}, {"type": "Lowercase"}, {"type": "StripAccents"}, {"type": "Strip", "strip_left": true, "strip_right": false},
    {"type": "Replace", "pattern": {"String": "``"}, "content": "\""}, {"type": "Replace", "pattern": {"Regex": "\\p{Cc}"}, "content": " "},
    {"type": "Prepend", "prepend": " "}, {"type": "Sequence", "normalizers": []}]})");
  file["pre_tokenizer"] = nlohmann::json::parse(R"({"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
    {"type": "Whitespace"}, {"type": "Punctuation", "behavior": "MergedWithNext"}, {"type": "Digits", "individual_digits": true},
    {"type": "BertPreTokenizer"}]})");
  file["decoder"] = nlohmann::json::parse(
      R"({"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "_"}, "content": " "},
    {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]})");
  file["post_processor"] =
      nlohmann::json::parse(R"({"type": "RobertaProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]})");
  const auto tokenizer = readTokenizerJson(file.dump(), "f");
  EXPECT_THAT(piecesOf(*tokenizer, "pl\u00E1y"), ElementsAre("[CLS]", "play", "[SEP]"));
  expectStable(*tokenizer);
}

TEST(SubwordTokenizerJson, StopsNormalizersThatWouldFillTheMemory) {
  nlohmann::json file = unigramFile();
  nlohmann::json steps = nlohmann::json::array();
  for (int i = 0; i < 32; ++i)
    steps.push_back({{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", "aaaaaaaa"}});
  file["normalizer"] = {{"type", "Sequence"}, {"normalizers", steps}};
  const auto tokenizer = readTokenizerJson(file.dump(), "f");
  EXPECT_EQ(errorCode([&] { (void)tokenizer->encode(std::string(10'000, 'a')); }), "text.normalized_too_long");
}

TEST(SubwordTokenizerJson, WritesWhatWasTrained) {
  const std::vector<WeightedText> texts{{"the cat sat on the mat and the cat sat \u4F60\u597D \u4F60\u597D", 3}};
  const std::vector<std::string> specials{"<|endoftext|>"};
  const auto bpe = makeByteLevelBpe(trainByteLevelBpe(texts, 290, specials));
  UnigramTrainingOptions options;
  options.vocabSize = 40;
  const auto unigram = makeUnigram(trainUnigram(texts, options), {true});
  for (const Tokenizer* tokenizer : {bpe.get(), unigram.get()}) {
    const auto again = readTokenizerJson(tokenizerJson(*tokenizer), "f");
    EXPECT_EQ(tokenizerJson(*again), tokenizerJson(*tokenizer));
    for (const std::string_view text : {"the cat\u4F60\u597D!", "sat</s><|endoftext|> mat \x01 \xFF"})
      EXPECT_EQ(piecesOf(*again, text), piecesOf(*tokenizer, text));
    EXPECT_EQ(again->special().endOfText, tokenizer->special().endOfText);
    EXPECT_EQ(again->special().unknown, tokenizer->special().unknown);
  }
  const auto scoresOf = [](const Tokenizer& tokenizer) {
    const auto& stages = dynamic_cast<const PipelineTokenizer&>(tokenizer).stages();
    return dynamic_cast<const UnigramModel&>(*stages.model).scores();
  };
  EXPECT_EQ(scoresOf(*readTokenizerJson(tokenizerJson(*unigram), "f")), scoresOf(*unigram));
}

TEST(VocabularyFiles, ReadAndWriteGpt2sTwoFiles) {
  const std::string vocab = R"({"a": 0, "b": 1, "ab": 2, "#": 3, "##": 4, "<|endoftext|>": 5})";
  const auto tokenizer = readBpeFiles({vocab, "vocab.json"}, {"#version: 0.2\na b\r\n# #\n\n", "merges.txt"});
  EXPECT_THAT(piecesOf(*tokenizer, "ab##<|endoftext|>"), ElementsAre("ab", "##", "<|endoftext|>"));
  const std::string vocabAgain = vocabJsonText(*tokenizer);
  const std::string mergesAgain = mergesTxtText(*tokenizer);
  const auto again = readBpeFiles({vocabAgain, "vocab.json"}, {mergesAgain, "merges.txt"});
  EXPECT_EQ(mergesTxtText(*again), mergesAgain);
  EXPECT_EQ(vocabJsonText(*again), vocabAgain);
  EXPECT_EQ(errorCode([&] { (void)readBpeFiles({vocab, "v"}, {"a\n", "m"}); }), "tokenizer.bad_merge");
  EXPECT_EQ(errorCode([&] { (void)readBpeFiles({vocab, "v"}, {"a  b\n", "m"}); }), "tokenizer.bad_merge");
  EXPECT_EQ(errorCode([&] { (void)readBpeFiles({"[]", "v"}, {"", "m"}); }), "json.wrong_type");
}

TEST(VocabularyFiles, ReadBertsVocabulary) {
  const auto tokenizer = readVocabTxt({"[PAD]\n[UNK]\r\n[CLS]\n[SEP]\n[MASK]\nplay\n##ing\n", "vocab.txt"});
  EXPECT_EQ(tokenizer->vocabSize(), 7);
  EXPECT_THAT(piecesOf(*tokenizer, "PLAYING [MASK]"), ElementsAre("[CLS]", "play", "##ing", "[MASK]", "[SEP]"));
  EXPECT_EQ(tokenizer->special().padding, 0);
  expectStable(*tokenizer);
  EXPECT_EQ(errorCode([] { (void)readVocabTxt({"[UNK]\n[CLS]\n", "v"}); }), "tokenizer.piece_missing");
  EXPECT_EQ(errorCode([] { (void)readVocabTxt({"[UNK]\n[UNK]\n", "v"}); }), "tokenizer.piece_missing");
  EXPECT_EQ(errorCode([] { (void)readVocabTxt({"", "v"}); }), "text.vocabulary_empty");
}

TEST(VocabularyFiles, ReadGpt2AsTokenizerJsonDoes) {
  const std::filesystem::path folder = testing::sharedData("data/gpt2-tokenizer");
  if (folder.empty()) GTEST_SKIP() << "../shared/data/gpt2-tokenizer is not here";
  const std::string vocab = testing::readFile(folder / "vocab.json");
  const std::string merges = testing::readFile(folder / "merges.txt");
  const auto files = readBpeFiles({vocab, "vocab.json"}, {merges, "merges.txt"});
  const auto json = readTokenizerJson(testing::readFile(folder / "tokenizer.json"), "tokenizer.json");
  const std::string text = "Don't panic: \u4F60\u597D, 42 caf\u00E9s!\n\n<|endoftext|>";
  EXPECT_EQ(piecesOf(*files, text), piecesOf(*json, text));
  EXPECT_EQ(mergesTxtText(*files), merges);
}

}  // namespace
}  // namespace headlight
