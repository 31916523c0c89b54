// GPT-2's tokenizer against the reference cases on which four public implementations agree.

#include <gtest/gtest.h>

#include <ctime>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>

#include "formats/tokenizers/tokenizer_json.h"
#include "support/temporary_folder.h"
#include "text/pipeline_tokenizer.h"

namespace headlight {
namespace {

class Gpt2Tokenizer : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::filesystem::path file = testing::sharedData("data/gpt2-tokenizer/tokenizer.json");
    if (file.empty()) return;
    s_bytes = testing::readFile(file);
    s_tokenizer = readTokenizerJson(s_bytes, "tokenizer.json");
  }
  static void TearDownTestSuite() { s_tokenizer.reset(); }

  void SetUp() override {
    if (!s_tokenizer) GTEST_SKIP() << "../shared/data/gpt2-tokenizer is not here";
  }

  static const PipelineTokenizer& tokenizer() { return dynamic_cast<const PipelineTokenizer&>(*s_tokenizer); }

  static inline std::string s_bytes;
  static inline std::shared_ptr<const Tokenizer> s_tokenizer;
};

/// The reference encodes special tokens as ordinary text.
std::shared_ptr<const Tokenizer> withoutAddedTokens(const PipelineTokenizer& tokenizer) {
  TokenizerStages stages = tokenizer.stages();
  stages.added.clear();
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

std::vector<TokenId> idsOf(const std::vector<Token>& tokens) {
  std::vector<TokenId> ids;
  for (const Token& token : tokens) ids.push_back(token.id);
  return ids;
}

TEST_F(Gpt2Tokenizer, GivesTheIdsOfAllReferenceCasesAndDecodesThemBack) {
  const std::filesystem::path file = testing::sharedData("data/reference/gpt2-bpe-cases.json");
  if (file.empty()) GTEST_SKIP() << "../shared/data/reference is not here";
  const auto ordinary = withoutAddedTokens(tokenizer());
  const nlohmann::json document = nlohmann::json::parse(testing::readFile(file));
  const nlohmann::json& cases = document.at("cases");
  EXPECT_EQ(cases.size(), 250U);
  for (const nlohmann::json& each : cases) {
    const std::string text = each.at("text");
    const std::vector<Token> tokens = ordinary->encode(text);
    const std::vector<TokenId> ids = idsOf(tokens);
    EXPECT_EQ(ids, each.at("ids").get<std::vector<TokenId>>()) << text;
    EXPECT_EQ(ordinary->decode(ids), text);
    std::size_t place = 0;
    for (const Token& token : tokens) {
      EXPECT_EQ(token.begin, place) << text;
      EXPECT_EQ(text.substr(token.begin, token.end - token.begin), ordinary->bytes(token.id));
      place = token.end;
    }
    EXPECT_EQ(place, text.size());
  }
}

TEST_F(Gpt2Tokenizer, KeepsTheEndOfTextWholeAndACandidate) {
  const std::vector<Token> tokens = tokenizer().encode("a<|endoftext|> b");
  EXPECT_EQ(idsOf(tokens), (std::vector<TokenId>{64, 50256, 275}));
  EXPECT_EQ(tokenizer().special().endOfText, 50256);
  EXPECT_TRUE(tokenizer().isCandidate(50256));
  EXPECT_EQ(tokenizer().special().unknown, std::nullopt);
}

TEST_F(Gpt2Tokenizer, WritesAFileThatReadsBackTheSame) {
  const std::string text = tokenizerJson(tokenizer());
  const auto again = readTokenizerJson(text, "again");
  EXPECT_EQ(tokenizerJson(*again), text);
  EXPECT_EQ(idsOf(again->encode("It's \u4F60\u597D \xF0\x9F\x98\x80 123<|endoftext|>")),
            idsOf(tokenizer().encode("It's \u4F60\u597D \xF0\x9F\x98\x80 123<|endoftext|>")));
}

TEST_F(Gpt2Tokenizer, KeepsEveryByteOfHostileText) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += static_cast<char>((i * 7919 + i / 3) % 256);
  const std::vector<Token> tokens = tokenizer().encode(text);
  EXPECT_EQ(tokenizer().decodeBytes(idsOf(tokens)), text);
}

TEST_F(Gpt2Tokenizer, IsFastOnEnglishAndOnOneLongWord) {
  const std::filesystem::path file = testing::sharedData("data/english/tinystories-train.txt");
  if (file.empty()) GTEST_SKIP() << "../shared/data/english is not here";
  const auto seconds = [&](const std::string& text) {
    const std::clock_t begin = std::clock();  // of the processor, so that a busy machine does not count
    EXPECT_FALSE(tokenizer().encode(text).empty());
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  const std::string stories = testing::readFile(file);
  const double speed = static_cast<double>(stories.size()) / 1e6 / seconds(stories);
  const double longWord = seconds(std::string(1'000'000, 'a'));
  const double longSpace = seconds(std::string(1'000'000, ' ') + "x");
  std::cout << "English " << speed << " MB/s; a million letters " << longWord << " s, spaces " << longSpace << " s\n";
  EXPECT_GT(speed, 1.0);  // far below what is measured: sanitizers and debug builds are slower
  EXPECT_LT(longWord, 10.0);
  EXPECT_LT(longSpace, 10.0);
}

}  // namespace
}  // namespace headlight
