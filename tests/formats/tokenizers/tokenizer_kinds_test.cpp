// Kinds of tokenizer.json that people have. Ids of files with the letters of all bytes and GPT-2's way of merging are
// those that Hugging Face's JavaScript library (0.2.0) gives for equal files; others are derived by hand where they
// stand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "formats/error_code.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "text/pipeline_tokenizer.h"
#include "text/split_trace.h"
#include "text/stages/byte_alphabet.h"

namespace headlight {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using testing::errorCode;
using Ids = std::vector<TokenId>;

Ids idsIn(const Tokenizer& tokenizer, std::string_view text) {
  Ids ids;
  for (const Token& token : tokenizer.encode(text)) ids.push_back(token.id);
  return ids;
}

/// Read, and also written and read again: both give the same ids.
Ids idsOfFile(const json& file, std::string_view text) {
  const auto tokenizer = readTokenizerJson(file.dump(), "tokenizer.json");
  const std::string written = tokenizerJson(*tokenizer);
  const auto again = readTokenizerJson(written, "again");
  EXPECT_EQ(tokenizerJson(*again), written);
  EXPECT_EQ(again->vocabSize(), tokenizer->vocabSize());
  EXPECT_EQ(idsIn(*again, text), idsIn(*tokenizer, text)) << text;
  return idsIn(*tokenizer, text);
}

json addedToken(int id, const std::string& content, const json& flags = json::object()) {
  json token = {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
                {"rstrip", false}, {"normalized", false}, {"special", true}};
  token.update(flags);
  return token;
}

constexpr const char* kSentence = "The cat sat on the mat.";
constexpr const char* kBreaks = "the  cat\tis\r\non";
const Ids kSentenceIds{273, 264, 266, 271, 258, 268, 46};
const Ids kBreaksIds{116, 257, 32, 264, 9, 269, 13, 10, 261};

/// Byte-level BPE: byte b has the id b; twenty merges make 256 to 275; <|endoftext|> is 276.
json byteLevelFile() {
  json file = json::parse(R"({"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
    "post_processor": {"type": "ByteLevel", "trim_offsets": false}, "decoder": {"type": "ByteLevel"},
    "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "",
      "end_of_word_suffix": "", "fuse_unk": false, "byte_fallback": false, "merges": ["Ġ t", "h e", "Ġt he", "i n", "e r",
      "o n", "a t", "Ġ c", "Ġc at", "Ġ s", "Ġs at", "Ġ m", "Ġm at", "i s", "Ġ is", "Ġ on", "l l", "T he", "Ġ a", "c at"]}})");
  json& vocabulary = file["model"]["vocab"];
  for (int byte = 0; byte < 256; ++byte) vocabulary[byteLetters()[static_cast<std::size_t>(byte)]] = byte;
  int id = 256;
  for (const json& merge : file["model"]["merges"]) {
    std::string piece = merge;
    piece.erase(piece.find(' '), 1);
    vocabulary[piece] = id++;
  }
  vocabulary["<|endoftext|>"] = 276;
  file["added_tokens"] = {addedToken(276, "<|endoftext|>")};
  return file;
}

TEST(TokenizerKinds, TruncationAndPaddingChangeNoId) {
  json file = byteLevelFile();
  file["truncation"] = {{"direction", "Right"}, {"max_length", 4}, {"strategy", "LongestFirst"}, {"stride", 0}};
  file["padding"] = {{"strategy", {{"Fixed", 128}}}, {"pad_id", 276}, {"pad_type_id", 0}, {"pad_token", "x"}};
  EXPECT_EQ(idsOfFile(file, kSentence), kSentenceIds);
  EXPECT_EQ(idsOfFile(file, kBreaks), kBreaksIds);
}

TEST(TokenizerKinds, IdsMayBeLeftOut) {
  json file = byteLevelFile();
  for (const char* piece : {"Ġis", "Ġon", "ll", "The", "Ġa", "cat", "<|endoftext|>"})
    file["model"]["vocab"][piece] = file["model"]["vocab"][piece].get<int>() + 3;
  file["added_tokens"][0]["id"] = 279;
  EXPECT_EQ(idsOfFile(file, kSentence), (Ids{276, 264, 266, 274, 258, 268, 46}));
  const auto tokenizer = readTokenizerJson(file.dump(), "f");
  EXPECT_EQ(tokenizer->vocabSize(), 280);
  for (const TokenId id : {270, 271, 272}) {
    EXPECT_FALSE(tokenizer->has(id));
    EXPECT_FALSE(tokenizer->isCandidate(id)) << "an id without a piece is never drawn";
    EXPECT_EQ(tokenizer->piece(id), "");
  }
  EXPECT_TRUE(tokenizer->has(279));
  const std::vector<TokenId> ids{276, 270, 264};
  EXPECT_EQ(tokenizer->decode(ids), "The cat");
}

TEST(TokenizerKinds, WholeWordsMayLeaveIdsOut) {
  const json file = {
      {"model", {{"type", "WordLevel"}, {"vocab", {{"[UNK]", 0}, {"a", 1}, {"b", 9}}}, {"unk_token", "[UNK]"}}},
      {"pre_tokenizer", {{"type", "Whitespace"}}}};
  EXPECT_EQ(idsOfFile(file, "a b c"), (Ids{1, 9, 0}));
  const auto tokenizer = readTokenizerJson(file.dump(), "f");
  EXPECT_EQ(tokenizer->vocabSize(), 10);
  EXPECT_FALSE(tokenizer->has(5));
}

TEST(TokenizerKinds, AnAddedTokensOwnIdHolds) {
  json file = byteLevelFile();
  file["added_tokens"][0]["id"] = 281;
  EXPECT_EQ(idsOfFile(file, "y <|endoftext|>z"), (Ids{121, 32, 281, 122}));
  EXPECT_EQ(readTokenizerJson(file.dump(), "f")->piece(276), "<|endoftext|>");
  file["added_tokens"][0]["id"] = 65;
  EXPECT_EQ(errorCode([&] { (void)readTokenizerJson(file.dump(), "f"); }), "tokenizer.duplicate_id");
}

TEST(TokenizerKinds, ThousandsOfAddedTokens) {
  json file = byteLevelFile();
  for (int i = 0; i < 3000; ++i) {
    file["added_tokens"].push_back(
        addedToken(277 + i, "[DOM_" + std::to_string(i) + "]", {{"normalized", true}, {"special", false}}));
  }
  EXPECT_EQ(idsOfFile(file, "[DOM_2999] [DOM_5]"), (Ids{3276, 32, 282}));
  EXPECT_EQ(idsOfFile(file, kSentence), kSentenceIds);
}

TEST(TokenizerKinds, ATokenThatIsAddedTwiceOrIsEmptyDoesNoHarm) {
  json file = byteLevelFile();
  file["added_tokens"].push_back(addedToken(277, ""));
  file["added_tokens"].push_back(addedToken(276, "<|endoftext|>"));
  EXPECT_EQ(idsOfFile(file, "a<|endoftext|>"), (Ids{97, 276}));
}

TEST(TokenizerKinds, FlagsOfAddedTokens) {
  json file = byteLevelFile();
  file["added_tokens"] = {addedToken(276, "<|endoftext|>"), addedToken(277, "<l>", {{"lstrip", true}}),
                          addedToken(278, "<r>", {{"rstrip", true}}), addedToken(279, "solo", {{"single_word", true}})};
  EXPECT_EQ(idsOfFile(file, "a \t<l> b"), (Ids{97, 277, 32, 98}));
  EXPECT_EQ(idsOfFile(file, "a <r> \tb"), (Ids{97, 32, 278, 98}));
  EXPECT_EQ(idsOfFile(file, "solo solos"), (Ids{279, 265, 111, 108, 111, 115}));  // "Ġs" o l o s
}

TEST(TokenizerKinds, IgnoreMergesTakesWholePieces) {
  json file = byteLevelFile();
  file["model"]["vocab"]["Ġzz"] = 277;  // no merge leads to it
  EXPECT_EQ(idsOfFile(file, "a zz"), (Ids{97, 32, 122, 122}));
  file["model"]["ignore_merges"] = true;
  EXPECT_EQ(idsOfFile(file, "a zz"), (Ids{97, 277}));
  const auto tokenizer = readTokenizerJson(file.dump(), "f");
  const SplitTrace trace = traceSplit(*tokenizer, "The zz");
  for (const TracePreToken& word : trace.parts.at(0).preTokens) {  // what is shown is what was done
    EXPECT_TRUE(std::get<BpeTrace>(word.steps).merges.empty());
    EXPECT_EQ(std::get<BpeTrace>(word.steps).bytes.size(), 1U);
  }
  EXPECT_EQ(idsOfFile(file, kSentence), kSentenceIds);
}

TEST(TokenizerKinds, MergesArePairsOrTexts) {
  json file = byteLevelFile();
  for (json& merge : file["model"]["merges"]) {
    const std::string text = merge;
    const std::size_t space = text.find(' ');
    merge = {text.substr(0, space), text.substr(space + 1)};
  }
  EXPECT_EQ(idsOfFile(file, kSentence), kSentenceIds);
  // only a pair can have pieces with spaces
  const json spaces = json::parse(R"({"pre_tokenizer": null, "model": {"type": "BPE",
    "vocab": {"a": 0, " ": 1, " a": 2, " a a": 3}, "merges": [[" ", "a"], [" a", " a"]]}})");
  EXPECT_EQ(idsOfFile(spaces, "a a a"), (Ids{0, 3}));
}

TEST(TokenizerKinds, DropoutOfNothingIsNone) {
  json file = byteLevelFile();
  for (const json& none : {json(nullptr), json(0), json(0.0)}) {
    file["model"]["dropout"] = none;
    EXPECT_EQ(idsOfFile(file, kSentence), kSentenceIds);
  }
}

// the letters of bytes as a normalizer: the expression after it sees Ġ, which is a letter, in place of a space
TEST(TokenizerKinds, ByteLevelAsANormalizer) {
  json file = byteLevelFile();
  file["normalizer"] = json::parse(R"({"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "ByteLevel"}]})");
  file["pre_tokenizer"] =
      json::parse(R"({"type": "Split", "pattern": {"Regex": "\\s?\\w+"}, "behavior": "Isolated", "invert": false})");
  EXPECT_EQ(idsOfFile(file, kSentence), kSentenceIds);
  EXPECT_EQ(idsOfFile(file, "e\xCC\x81"), (Ids{195, 169}));  // NFC first: é
  EXPECT_EQ(idsOfFile(file, "a<|endoftext|>"), (Ids{97, 276}));
}

TEST(TokenizerKinds, StagesAfterByteLevelSeeItsLetters) {
  json file = byteLevelFile();
  file["pre_tokenizer"] = json::parse(R"({"type": "Sequence", "pretokenizers": [
    {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false},
    {"type": "Split", "pattern": {"String": "Ġ"}, "behavior": "MergedWithNext"}]})");
  // "the", "Ġthe", "Ġ", "Ġthe": th has no merge
  EXPECT_EQ(idsOfFile(file, "the the  the"), (Ids{116, 257, 258, 32, 258}));
}

TEST(TokenizerKinds, DigitsOneByOneBeforeByteLevel) {
  json file = byteLevelFile();
  file["model"]["vocab"]["22"] = 277;
  file["model"]["merges"].push_back("2 2");
  EXPECT_EQ(idsOfFile(file, "a 22"), (Ids{97, 32, 277}));
  file["pre_tokenizer"] = json::parse(R"({"type": "Sequence", "pretokenizers": [
    {"type": "Digits", "individual_digits": true}, {"type": "ByteLevel", "add_prefix_space": false}]})");
  EXPECT_EQ(idsOfFile(file, "a 22"), (Ids{97, 32, 50, 50}));
}

TEST(TokenizerKinds, WordsByOnigurumasLetters) {
  json file = byteLevelFile();
  file["pre_tokenizer"] = json::parse(R"({"type": "Sequence", "pretokenizers": [
    {"type": "Split", "pattern": {"Regex": "\\w+|[^\\w\\s]+"}, "behavior": "Isolated", "invert": false},
    {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]})");
  EXPECT_EQ(idsOfFile(file, kSentence), (Ids{273, 32, 275, 32, 115, 262, 32, 261, 32, 116, 257, 32, 109, 262, 46}));
}

/// Letters, letters at the end of a word, four merges, <unk>: what the quick tour of the library makes.
json endOfWordFile() {
  json file = json::parse(R"({"normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
      "strip_accents": null, "lowercase": true}, "pre_tokenizer": {"type": "BertPreTokenizer"},
    "decoder": {"type": "BPEDecoder", "suffix": "</w>"},
    "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>", "continuing_subword_prefix": "",
      "end_of_word_suffix": "</w>", "fuse_unk": false, "merges": ["t h", "th e</w>", "c a", "ca t</w>"]}})");
  json& vocabulary = file["model"]["vocab"];
  int id = 0;
  for (const std::string end : {"", "</w>"})
    for (const char letter : std::string("abcdefghijklmnopqrstuvwxyz.,"))
      vocabulary[std::string(1, letter) + end] = id++;
  for (const char* piece : {"th", "the</w>", "ca", "cat</w>", "<unk>"}) vocabulary[piece] = id++;
  file["added_tokens"] = {addedToken(60, "<unk>")};
  return file;
}

TEST(TokenizerKinds, BpeOfCharactersWithAnEndOfWord) {
  const json file = endOfWordFile();
  EXPECT_EQ(idsOfFile(file, kSentence), (Ids{57, 59, 18, 0, 47, 14, 41, 57, 12, 0, 47, 54}));
  EXPECT_EQ(idsOfFile(file, "I'LL we'Re don't"), (Ids{36, 60, 11, 39, 22, 32, 60, 17, 32, 3, 14, 41, 60, 47}));
  EXPECT_EQ(idsOfFile(file, "1 22"), (Ids{60, 60, 60}));
  EXPECT_EQ(idsOfFile(file, ""), Ids{});
  const auto tokenizer = readTokenizerJson(file.dump(), "f");
  const std::vector<TokenId> ids{57, 59, 18, 0, 47, 54};
  EXPECT_EQ(tokenizer->decode(ids), "the cat sat .");
  EXPECT_EQ(tokenizer->special().unknown, 60);
  EXPECT_EQ(tokenizer->encode("1")[0].source, "1");
}

TEST(TokenizerKinds, UnknownCharactersSideBySideMayBecomeOne) {
  json file = endOfWordFile();
  file["model"]["fuse_unk"] = true;
  EXPECT_EQ(idsOfFile(file, "12a 34"), (Ids{60, 28, 60}));
  file["model"]["unk_token"] = nullptr;  // then they are left out, as in the library
  EXPECT_EQ(idsOfFile(file, "12a 34"), (Ids{28}));
}

// "abc" is a ##b ##c; ##b ##c make ##bc, and a ##bc make abc: the mark of the right piece goes
TEST(TokenizerKinds, BpeWithAMarkInsideWords) {
  const json file = {{"pre_tokenizer", {{"type", "Whitespace"}}},
                     {"decoder", {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", false}}},
                     {"model",
                      {{"type", "BPE"},
                       {"unk_token", "?"},
                       {"continuing_subword_prefix", "##"},
                       {"vocab", {{"a", 0}, {"b", 1}, {"##b", 2}, {"##c", 3}, {"abc", 4}, {"##bc", 5}, {"?", 6}}},
                       {"merges", {"##b ##c", "a ##bc"}}}}};
  EXPECT_EQ(idsOfFile(file, "abc ab ba"), (Ids{4, 0, 2, 1, 6}));
  const std::vector<TokenId> ids{0, 5, 1};
  EXPECT_EQ(readTokenizerJson(file.dump(), "f")->decode(ids), "abc b");
}

// CLIP's form: letters of bytes, and a mark on the last letter of a word. é is the bytes C3 A9, "Ã" "©".
TEST(TokenizerKinds, LettersOfBytesWithAnEndOfWord) {
  const json file = {
      {"pre_tokenizer",
       {{"type", "Sequence"},
        {"pretokenizers",
         {{{"type", "Split"}, {"pattern", {{"Regex", "\\p{L}+"}}}, {"behavior", "Removed"}, {"invert", true}},
          {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}}}}},
      {"model",
       {{"type", "BPE"},
        {"end_of_word_suffix", "</w>"},
        {"vocab", {{"a", 0}, {"b", 1}, {"a</w>", 2}, {"b</w>", 3}, {"ab</w>", 4}, {"Ã", 5}, {"©</w>", 6}}},
        {"merges", {"a b</w>"}}}}};
  EXPECT_EQ(idsOfFile(file, "ab ba é"), (Ids{4, 1, 2, 5, 6}));
}

/// <unk>, <s>, </s>, 256 bytes, ▁, a to z, six pieces that the merges make.
json byteFallbackFile() {
  json file = json::parse(R"({"normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"},
      {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]}, "pre_tokenizer": null,
    "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
      {"Sequence": {"id": "A", "type_id": 0}}], "pair": [],
      "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
    "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
      {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
    "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>", "continuing_subword_prefix": null,
      "end_of_word_suffix": null, "fuse_unk": true, "byte_fallback": true,
      "merges": ["▁ t", "▁t h", "▁th e", "▁ c", "▁c a", "▁ca t"]}})");
  json& vocabulary = file["model"]["vocab"];
  vocabulary = {{"<unk>", 0}, {"<s>", 1}, {"</s>", 2}, {"▁", 259}};
  constexpr const char* kDigits = "0123456789ABCDEF";
  for (int byte = 0; byte < 256; ++byte)
    vocabulary[std::string("<0x") + kDigits[byte / 16] + kDigits[byte % 16] + ">"] = 3 + byte;
  for (char letter = 'a'; letter <= 'z'; ++letter) vocabulary[std::string(1, letter)] = 260 + (letter - 'a');
  int id = 286;
  for (const char* piece : {"▁t", "▁th", "▁the", "▁c", "▁ca", "▁cat"}) vocabulary[piece] = id++;
  file["added_tokens"] = {addedToken(0, "<unk>"), addedToken(1, "<s>"), addedToken(2, "</s>")};
  return file;
}

TEST(TokenizerKinds, WhatHasNoPieceBecomesItsBytes) {
  const json file = byteFallbackFile();
  EXPECT_EQ(idsOfFile(file, kSentence),
            (Ids{1, 259, 87, 267, 264, 291, 259, 278, 260, 279, 259, 274, 273, 288, 259, 272, 260, 279, 49}));
  EXPECT_EQ(idsOfFile(file, "é"), (Ids{1, 259, 198, 172}));
  EXPECT_EQ(idsOfFile(file, "   "), (Ids{1, 259, 259, 259, 259}));
  EXPECT_EQ(idsOfFile(file, ""), Ids{1});
  const std::vector<TokenId> ids{291, 259, 198, 172};
  EXPECT_EQ(readTokenizerJson(file.dump(), "f")->decode(ids), "cat é");
}

TEST(TokenizerKinds, UnigramWithoutAnUnknownToken) {
  const json file = json::parse(R"({"normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"},
      {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}]},
    "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
    "model": {"type": "Unigram", "unk_id": null, "vocab": [["<unk>", 0], ["▁", -3], ["▁the", -2.5], ["▁cat", -3.1],
      ["s", -4], ["t", -4], ["h", -4], ["e", -4], ["c", -4], ["a", -4], ["▁t", -5]], "byte_fallback": false}})");
  EXPECT_EQ(idsOfFile(file, "the cat sat"), (Ids{2, 3, 1, 4, 9, 5}));
  EXPECT_EQ(idsOfFile(file, "   "), Ids{1});
  const auto tokenizer = readTokenizerJson(file.dump(), "f");
  EXPECT_EQ(errorCode([&] { (void)tokenizer->encode("The"); }), "text.no_unknown_token");  // as the library does
  EXPECT_FALSE(tokenizer->special().unknown.has_value() && tokenizer->special().unknown != 0);
}

TEST(TokenizerKinds, MetaspaceBeforeTheFirstPartAlone) {
  json file = json::parse(R"({"pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first",
      "split": false}, "model": {"type": "BPE", "unk_token": null, "vocab": {"▁": 0, "a": 1, "▁a": 2, "<x>": 3},
      "merges": ["▁ a"]}})");
  file["added_tokens"] = {addedToken(3, "<x>")};
  EXPECT_EQ(idsOfFile(file, "a a<x>a"), (Ids{2, 2, 3, 1}));
  file["pre_tokenizer"]["prepend_scheme"] = "never";
  EXPECT_EQ(idsOfFile(file, "a a<x>a"), (Ids{1, 2, 3, 1}));
  file["pre_tokenizer"]["prepend_scheme"] = "always";
  EXPECT_EQ(idsOfFile(file, "a a<x>a"), (Ids{2, 2, 3, 2}));
}

TEST(TokenizerKinds, EveryCharacterButALineFeedIsADot) {
  const json file = {{"pre_tokenizer",
                      {{"type", "Split"}, {"pattern", {{"Regex", "."}}}, {"behavior", "Isolated"}, {"invert", false}}},
                     {"decoder", {{"type", "Fuse"}}},
                     {"model",
                      {{"type", "WordLevel"},
                       {"vocab", {{"[UNK]", 0}, {"a", 1}, {"\n", 2}, {"\r", 3}, {" ", 4}}},
                       {"unk_token", "[UNK]"}}}};
  // U+2028 and U+0085 end lines to ICU, and are characters to Oniguruma
  EXPECT_EQ(idsOfFile(file, "a\r\na"), (Ids{1, 3, 2, 1}));
  EXPECT_EQ(idsOfFile(file,
                      "a\xE2\x80\xA8"
                      "a\xC2\x85"
                      "a"),
            (Ids{1, 0, 1, 0, 1}));
}

}  // namespace
}  // namespace headlight
