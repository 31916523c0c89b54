// The tokenizer of Chinese words in sample_models, against jieba's segmentation without its hidden Markov model.

#include <gtest/gtest.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "formats/tokenizers/tokenizer_json.h"
#include "support/temporary_folder.h"
#include "text/split_trace.h"

namespace headlight {
namespace {

class ChineseWords : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    s_tokenizer = readTokenizerJson(
        testing::readFile(std::string(HEADLIGHT_SOURCE_DIR) + "/sample_models/tokenizers/zh-words/tokenizer.json"),
        "tokenizer.json");
  }
  static void TearDownTestSuite() { s_tokenizer.reset(); }

  static std::vector<std::string> wordsOf(const std::string& text) {
    std::vector<std::string> words;
    for (const Token& token : s_tokenizer->encode(text))
      words.push_back(text.substr(token.begin, token.end - token.begin));
    return words;
  }

  static inline std::shared_ptr<const Tokenizer> s_tokenizer;
};

using Span = std::pair<std::size_t, std::size_t>;

std::set<Span> spansOf(const std::vector<std::string>& words) {
  std::set<Span> spans;
  std::size_t place = 0;
  for (const std::string& word : words) {
    spans.emplace(place, place + word.size());
    place += word.size();
  }
  return spans;
}

TEST_F(ChineseWords, SplitTheLessonsSentenceByTheirFrequencies) {
  const std::string text = "自然语言处理是计算机科学和人工智能领域的一个重要研究方向。";
  EXPECT_EQ(wordsOf(text), (std::vector<std::string>{"自然", "语言", "处理", "是", "计算机科学", "和", "人工智能",
                                                     "领域", "的", "一个", "重要", "研究", "方向", "。"}));
  EXPECT_EQ(s_tokenizer->find("自然语言"),
            std::nullopt);  // counted too seldom: 46 of the 50 that the vocabulary asks for
  std::vector<TokenId> ids;
  for (const Token& token : s_tokenizer->encode(text)) ids.push_back(token.id);
  EXPECT_EQ(s_tokenizer->decode(ids), text);
}

TEST_F(ChineseWords, ShowTheLatticeThatTheSentenceWasCutIn) {
  const SplitTrace trace = traceSplit(*s_tokenizer, "计算机科学");
  ASSERT_EQ(trace.algorithm, SplitTrace::Algorithm::Unigram);
  const auto& lattice = std::get<UnigramTrace>(trace.parts.at(0).preTokens.at(0).steps);
  std::set<std::string> candidates;
  for (const UnigramTraceEdge& edge : lattice.edges) candidates.insert(edge.piece.piece);
  for (const char* word : {"计算", "计算机", "计算机科学", "科学", "计", "算", "机", "科", "学"})
    EXPECT_TRUE(candidates.contains(word)) << word;
  ASSERT_EQ(lattice.bestPath.size(), 1U);
  EXPECT_EQ(lattice.edges[lattice.bestPath[0]].piece.piece, "计算机科学");
}

TEST_F(ChineseWords, AgreeWithJiebaOnTheReferenceSentences) {
  const std::filesystem::path file = testing::sharedData("data/reference/jieba-segmentation.json");
  if (file.empty()) GTEST_SKIP() << "../shared/data/reference is not here";
  const nlohmann::json reference = nlohmann::json::parse(testing::readFile(file));
  const nlohmann::json& cases = reference.at("cases");
  ASSERT_EQ(cases.size(), 500U);
  std::size_t both = 0;
  std::size_t ours = 0;
  std::size_t theirs = 0;
  for (const nlohmann::json& each : cases) {
    const std::string text = each.at("text");
    std::set<Span> found;
    for (const Token& token : s_tokenizer->encode(text)) found.emplace(token.begin, token.end);
    const std::set<Span> expected = spansOf(each.at("no_hmm").get<std::vector<std::string>>());
    ours += found.size();
    theirs += expected.size();
    for (const Span& span : found) both += expected.count(span);
  }
  const double f1 = 2.0 * static_cast<double>(both) / static_cast<double>(ours + theirs);
  std::cout << "F1 of word spans " << f1 << '\n';
  RecordProperty("f1", std::to_string(f1));
  EXPECT_GE(f1, 0.90);
}

}  // namespace
}  // namespace headlight
