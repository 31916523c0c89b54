// What the shipped sample model translate-en-zh makes of the course's own sentence and of its siblings, none of which
// it was trained on.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>

#include "formats/recipes/grammar_file.h"
#include "unit/cli/cli_fixture.h"

namespace headlight::test {
namespace {

const std::filesystem::path kSamples = std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models";

constexpr std::pair<const char*, const char*> kSentences[] = {
    {"The cat is on the mat.", "猫在垫子上。"},         {"The dog is on the sofa.", "狗在沙发上。"},
    {"The cat is on the bed.", "猫在床上。"},           {"The cat is under the table.", "猫在桌子下面。"},
    {"The rabbit is in the garden.", "兔子在花园里。"}, {"The kitten is in the basket.", "小猫在篮子里。"},
    {"The book is on the table.", "书在桌子上。"},      {"The key is under the mat.", "钥匙在垫子下面。"},
    {"The ball is under the sofa.", "球在沙发下面。"},  {"The hat is on the chair.", "帽子在椅子上。"},
    {"The horse is in the stable.", "马在马厩里。"},    {"The lion is in the zoo.", "狮子在动物园里。"},
    {"The king is in the palace.", "国王在宫殿里。"},   {"The bread is on the plate.", "面包在盘子上。"},
    {"The milk is in the fridge.", "牛奶在冰箱里。"},   {"There is a cat on the mat.", "垫子上有一只猫。"},
    {"The dog sleeps on the mat.", "狗睡在垫子上。"},   {"The cat is not on the mat.", "猫不在垫子上。"},
};

std::string translation(const std::string& sentence, bool withBeams) {
  std::vector<std::string> arguments = {
      "run", "--model", (kSamples / "translate-en-zh").string(), "--prompt", sentence, "--steps", "30", "--json"};
  if (withBeams) arguments.insert(arguments.end(), {"--beams", "4"});
  const auto result = headlight::testing::runCli(arguments);
  EXPECT_EQ(result.code, 0) << result.err;
  const auto document = result.json();
  if (withBeams) return document["beams"][0]["text"];
  std::string text;
  for (const auto& step : document["steps"]) text += step["chosen"]["text"].get<std::string>();
  const std::string end = "</s>";
  if (text.ends_with(end)) text.erase(text.size() - end.size());
  return text.starts_with(' ') ? text.substr(1) : text;  // a word's first piece has the space before it
}

TEST(TranslateEnZh, TheCatIsOnTheMatAndItsSiblingsAreRight) {
  for (const auto& [english, chinese] : kSentences)
    for (const bool withBeams : {false, true}) EXPECT_EQ(translation(english, withBeams), chinese) << english;
}

TEST(TranslateEnZh, NoneOfTheSentencesWasTrainedOn) {
  const Grammar grammar = readGrammarFile(kSamples / "corpora/classroom_en_zh.grammar.json");
  for (const auto& [english, chinese] : kSentences)
    EXPECT_EQ(std::count(grammar.keptOut.begin(), grammar.keptOut.end(), english), 1) << english;
}

}  // namespace
}  // namespace headlight::test
