// SentencePiece's model files against SentencePiece itself (make_sentencepiece_golden.py), and damaged ones.

#include "formats/tokenizers/sentencepiece_file.h"

#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "formats/error_code.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "support/refusal_limits.h"
#include "support/temporary_folder.h"

namespace headlight {
namespace {

using testing::errorCode;
using testing::readFile;

std::string dataFile(const std::string& name) {
  return readFile(std::string(HEADLIGHT_SOURCE_DIR) + "/tests/formats/data/" + name);
}

std::vector<TokenId> idsOf(const Tokenizer& tokenizer, std::string_view text) {
  std::vector<TokenId> ids;
  for (const Token& token : tokenizer.encode(text)) ids.push_back(token.id);
  return ids;
}

TEST(SentencePieceFile, EncodesAsSentencePieceDoesWithItsRules) {
  const std::string bytes = dataFile("rules.spm");
  const nlohmann::json golden = nlohmann::json::parse(dataFile("sentencepiece_golden.json"));
  const SentencePieceFile file = readSentencePieceFile({bytes, "rules.spm"});
  EXPECT_EQ(file.pieces.size(), golden.at("pieces").get<std::size_t>());
  EXPECT_FALSE(file.normalizerCharsmap.empty());
  const auto tokenizer = makeSentencePieceTokenizer(file, "rules.spm", {.appendEndOfText = false});
  const auto again = readTokenizerJson(tokenizerJson(*tokenizer), "written");
  ASSERT_GE(golden.at("cases").size(), 19U);
  for (const nlohmann::json& each : golden.at("cases")) {
    const std::string text = each.at("text");
    if (text.find("<sep>") != std::string::npos) continue;  // Metaspace marks what follows a symbol, as Hugging Face
    EXPECT_EQ(idsOf(*tokenizer, text), each.at("ids").get<std::vector<TokenId>>()) << text;
    EXPECT_EQ(idsOf(*again, text), idsOf(*tokenizer, text)) << text;
  }
}

TEST(SentencePieceFile, GivesMarianItsOwnIdsAndTheEndOfText) {
  const std::string bytes = dataFile("rules.spm");
  nlohmann::json golden = nlohmann::json::parse(dataFile("sentencepiece_golden.json"));
  const std::string vocabulary = golden.at("vocab").dump();
  const auto tokenizer = readMarianTokenizer({bytes, "source.spm"}, {vocabulary, "vocab.json"});
  EXPECT_EQ(tokenizer->vocabSize(), static_cast<std::int32_t>(golden.at("vocab").size()));
  for (const nlohmann::json& each : golden.at("cases")) {
    const std::string text = each.at("text");
    if (text.find("<sep>") != std::string::npos) continue;
    EXPECT_EQ(idsOf(*tokenizer, text), each.at("marian").get<std::vector<TokenId>>()) << text;
  }
  EXPECT_EQ(tokenizer->special().endOfText, 0);
  EXPECT_EQ(tokenizer->special().unknown, 1);
}

TEST(SentencePieceFile, KeepsCodesOfLanguagesWhole) {
  const std::string bytes = dataFile("rules.spm");
  nlohmann::json golden = nlohmann::json::parse(dataFile("sentencepiece_golden.json"));
  const auto code = static_cast<TokenId>(golden["vocab"].size());
  golden["vocab"][">>deu<<"] = code;
  const std::string vocabulary = golden["vocab"].dump();
  const auto tokenizer = readMarianTokenizer({bytes, "source.spm"}, {vocabulary, "vocab.json"});
  const std::vector<TokenId> plain = idsOf(*tokenizer, "The cat");
  std::vector<TokenId> expected{code};
  expected.insert(expected.end(), plain.begin(), plain.end());
  EXPECT_EQ(idsOf(*tokenizer, ">>deu<< The cat"), expected);
}

TEST(SentencePieceFile, IsRefusedWhereverItIsCut) {
  const std::string bytes = dataFile("rules.spm");
  const auto begin = std::chrono::steady_clock::now();
  std::size_t refused = 0;
  for (std::size_t size = 0; size < bytes.size(); size += size < 600 ? 1 : 97) {
    const std::string_view head = std::string_view(bytes).substr(0, size);
    const std::string code = errorCode([&] {
      (void)makeSentencePieceTokenizer(readSentencePieceFile({head, "f"}), "f");
    });
    // cut between two whole fields it is a smaller model, which has its pieces or lacks them
    EXPECT_TRUE(code == "sentencepiece.damaged" || code == "sentencepiece.no_pieces" ||
                code == "tokenizer.piece_missing" || code == "accepted")
        << size << " " << code;
    if (code == "sentencepiece.damaged") ++refused;
  }
  EXPECT_GT(refused, 300U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

struct Defect {
  const char* name;
  std::string bytes;
  const char* code;
};

std::string piece(const std::string& text, const std::string& more = {}) {
  const std::string body = std::string("\x0A") + static_cast<char>(text.size()) + text + more;
  return std::string("\x0A") + static_cast<char>(body.size()) + body;
}

const std::string kUnknown = piece("<unk>", std::string("\x18\x02"));
const std::string kEnd = piece("</s>", std::string("\x18\x03"));

const Defect kDefects[] = {
    {"empty", "", "sentencepiece.no_pieces"},
    {"anotherFile", "PK\x03\x04 and more", "sentencepiece.damaged"},
    {"lengthPastTheEnd", std::string("\x0A\x7F", 2), "sentencepiece.damaged"},
    {"lengthOf4Gigabytes", std::string("\x0A\xFF\xFF\xFF\xFF\x0F"), "sentencepiece.damaged"},
    {"lengthOf64Bits", std::string("\x0A\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"), "sentencepiece.damaged"},
    {"numberWithoutEnd", std::string(40, '\xFF'), "sentencepiece.damaged"},
    {"fieldZero", std::string("\x02\x00", 2), "sentencepiece.damaged"},
    {"groupsOfTheOldKind", std::string("\x0B\x0C"), "sentencepiece.damaged"},
    {"pieceOfAnotherType", std::string("\x08\x01"), "sentencepiece.damaged"},
    {"scoreOfAnotherType", std::string("\x0A\x02\x10\x01"), "sentencepiece.damaged"},
    {"scoreCut", std::string("\x0A\x03\x15\x01\x02"), "sentencepiece.damaged"},
    {"scoreNotANumber", kUnknown + kEnd + piece("a", std::string("\x15\x00\x00\xC0\x7F", 5)), "text.score_not_finite"},
    {"scoreInfinite", kUnknown + kEnd + piece("a", std::string("\x15\x00\x00\x80\x7F", 5)), "text.score_not_finite"},
    {"pieceTwice", kUnknown + kEnd + piece("a") + piece("a"), "text.vocabulary_duplicate"},
    {"pieceNotUtf8", kUnknown + kEnd + piece("\xFF"), "text.vocabulary_invalid_utf8"},
    {"noUnknown", kEnd + piece("a"), "tokenizer.piece_missing"},
    {"noEndOfText", kUnknown + piece("a"), "tokenizer.piece_missing"},
    {"byteWisePairs", kUnknown + kEnd + std::string("\x12\x02\x18\x02"), "tokenizer.not_supported"},
    {"spacesBehindWords", kUnknown + kEnd + std::string("\x12\x03\xC0\x01\x01"), "tokenizer.not_supported"},
    {"spacesUnspelled", kUnknown + kEnd + std::string("\x1A\x02\x28\x00", 4), "tokenizer.not_supported"},
    {"charsmapShort", kUnknown + kEnd + std::string("\x1A\x04\x12\x02\x01\x00", 6), "text.bad_charsmap"},
    {"charsmapClaimsMore", kUnknown + kEnd + std::string("\x1A\x08\x12\x06\xF0\xFF\xFF\xFF\x00\x00", 10),
     "text.bad_charsmap"},
    {"charsmapWithoutEnd", kUnknown + kEnd + std::string("\x1A\x0C\x12\x0A\x04\x00\x00\x00\x00\x00\x00\x00xx", 14),
     "text.bad_charsmap"},
};

class SentencePieceDefects : public ::testing::TestWithParam<Defect> {};

TEST_P(SentencePieceDefects, AreRefused) {
  EXPECT_EQ(
      testing::errorCodeWithinLimits([&] {
        (void)makeSentencePieceTokenizer(readSentencePieceFile({GetParam().bytes, "spiece.model"}), "spiece.model");
      }),
      GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(SentencePieceFile, SentencePieceDefects, ::testing::ValuesIn(kDefects),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace headlight
