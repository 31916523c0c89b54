// Sentences and their translations from a grammar of pairs.

#include "train/grammar/grammar_pairs.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <set>

#include "formats/recipes/grammar_file.h"
#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

using ::testing::HasSubstr;

const Grammar& shippedPairs() {
  static const Grammar grammar = readGrammarFile(std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models/corpora" /
                                                 "classroom_en_zh.grammar.json");
  return grammar;
}

/// A grammar of four sentences, of which `keptOut` are not shown.
Grammar fourSentences(const std::string& keptOut) {
  return parseGrammar(R"({"name": "four", "tables": {"pet": [["owl", "猫头鹰"], ["cat", "猫"]], "top": [["mat", "垫子"],
      ["bed", "床"]]}, "pairs": [["{pet:a.0.a} is on the {top:p.0}.", "{p.1}上有{a.1}。"]], "kept_out": [)" +
                          keptOut + "]}",
                      "four.json");
}

Grammar withPair(const std::string& source, const std::string& target) {
  Grammar grammar = fourSentences(R"("none")");
  grammar.pairs = {{source, target}};
  return grammar;
}

TEST(GrammarPairs, bothSidesSayTheSameRows) {
  std::set<std::string> said;
  for (const TextPair& pair : grammarPairs(fourSentences(R"("none")"), 4, 7)) said.insert(pair.source + pair.target);
  EXPECT_EQ(said,
            (std::set<std::string>{"A cat is on the mat.垫子上有猫。", "A cat is on the bed.床上有猫。",
                                   "An owl is on the mat.垫子上有猫头鹰。", "An owl is on the bed.床上有猫头鹰。"}));
}

TEST(GrammarPairs, sourcesAreDistinctAndTheSameEveryTime) {
  const std::vector<TextPair> pairs = grammarPairs(shippedPairs(), 4000, 1);
  const std::vector<TextPair> again = grammarPairs(shippedPairs(), 4000, 1);
  const std::vector<TextPair> other = grammarPairs(shippedPairs(), 4000, 2);
  std::set<std::string> sources;
  std::size_t same = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    EXPECT_TRUE(sources.insert(pairs[i].source).second) << pairs[i].source;
    EXPECT_EQ(pairs[i].source, again[i].source);
    EXPECT_EQ(pairs[i].target, again[i].target);
    same += pairs[i].source == other[i].source ? 1 : 0;
  }
  EXPECT_EQ(sources.size(), 4000U);
  EXPECT_LT(same, 400U) << "another seed draws other pairs";
}

// Of every template of the file: a word of the other language, or a slot that was not filled, would be a misspelt one.
TEST(GrammarPairs, everySideOfTheShippedGrammarIsOneLanguage) {
  for (const TextPair& pair : grammarPairs(shippedPairs(), 12000, 3)) {
    for (const char c : pair.source) EXPECT_GT(c, 0) << pair.source;
    EXPECT_EQ(pair.target.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ{}."), std::string::npos)
        << pair.target;
    EXPECT_THAT(pair.target, ::testing::AnyOf(::testing::EndsWith("。"), ::testing::EndsWith("？")));
  }
}

TEST(GrammarPairs, whatIsKeptOutIsNeverShown) {
  const std::set<std::string> keptOut(shippedPairs().keptOut.begin(), shippedPairs().keptOut.end());
  EXPECT_TRUE(keptOut.contains("The cat is on the mat."));
  for (const TextPair& pair : grammarPairs(shippedPairs(), 12000, 3))
    EXPECT_FALSE(keptOut.contains(pair.source)) << pair.source;
  const std::vector<TextPair> left = grammarPairs(fourSentences(R"("A cat is on the mat.")"), 3, 7);
  EXPECT_EQ(left.size(), 3U);
  for (const TextPair& pair : left) EXPECT_NE(pair.source, "A cat is on the mat.");
}

TEST(GrammarPairs, moreThanThereAreAreRefused) {
  EXPECT_EQ(testing::errorCodeOf([] { (void)grammarPairs(fourSentences(R"("A cat is on the mat.")"), 4, 7); }),
            "grammar.too_few");
  EXPECT_THAT(testing::errorTextOf([] { (void)grammarPairs(fourSentences(R"("none")"), 5, 7); }),
              HasSubstr("only about 4"));
}

TEST(GrammarPairs, slotsThatAreNotInTheFileAreNamed) {
  for (const char* slot : {"{dog:a.0}", "{pet:a.7}", "{pet:a.x}", "{upto:n}", "{number:n}", "{pet:a.0.next}", "{pet"})
    EXPECT_EQ(testing::errorCodeOf([&] { (void)grammarPairs(withPair(slot, "。"), 1, 7); }), "grammar.slot") << slot;
  EXPECT_EQ(testing::errorCodeOf([] { (void)grammarPairs(withPair("the {pet:a.0}", "{b.1}"), 1, 7); }), "grammar.slot");
}

TEST(GrammarPairs, aFileWithADefectIsRefused) {
  const std::string tables = R"({"name": "x", "tables": {"t": [["a", "b"]]}, "pairs": )";
  for (const char* pairs : {"[]", "[[\"one\"]]", "[[\"1\", \"2\", \"3\"]]", "[\"one\"]", "3"})
    EXPECT_EQ(testing::errorCodeOf([&] { (void)parseGrammar(tables + pairs + "}", "x.json"); }), "grammar.field")
        << pairs;
}

}  // namespace
}  // namespace headlight
