// What the shipped sample model classroom-bert fills in. The numbers that its card states are
// printed here and compared with the card.

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>

#include "formats/model_folder.h"
#include "formats/recipes/grammar_file.h"
#include "golden/classroom_probe.h"
#include "support/temporary_folder.h"

namespace headlight::test {
namespace {

constexpr std::size_t kHeldOutPlaces = 100;

class ClassroomBert : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::filesystem::path samples = std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models";
    s_opened = openModel((samples / "classroom-bert").string());
    s_grammar = std::make_shared<const Grammar>(readGrammarFile(samples / "corpora/classroom_en.grammar.json"));
    s_card = headlight::testing::readFile(samples / "classroom-bert/README.md");
  }
  static void TearDownTestSuite() {
    s_opened.reset();
    s_grammar.reset();
  }

  [[nodiscard]] static ClassroomProbe probe() { return {*s_opened->model, *s_opened->tokenizer}; }
  /// The prompt with its last word missing.
  [[nodiscard]] static std::string masked(const std::string& prompt) { return prompt + " [MASK] ."; }

  static std::shared_ptr<const OpenedModel> s_opened;
  static std::shared_ptr<const Grammar> s_grammar;
  static std::string s_card;
};

std::shared_ptr<const OpenedModel> ClassroomBert::s_opened;
std::shared_ptr<const Grammar> ClassroomBert::s_grammar;
std::string ClassroomBert::s_card;

TEST_F(ClassroomBert, ThePlaceOfHeldOutSentencesComesFirst) {
  const GrammarGenerator generator(s_grammar, 0);
  std::size_t right = 0;
  const std::vector<GrammarSentence> sentences = generator.heldOutPlaces(kHeldOutPlaces);
  for (const GrammarSentence& sentence : sentences)
    right += probe().likeliest(masked(sentence.prompt)) == sentence.distribution.front().word ? 1 : 0;
  std::printf("likeliest word for the mask = the grammar's most probable place: %zu of %zu\n", right, sentences.size());
  EXPECT_EQ(sentences.size(), kHeldOutPlaces);
  EXPECT_GE(right, 60U);
  EXPECT_NE(s_card.find(std::to_string(right) + " of " + std::to_string(kHeldOutPlaces)), std::string::npos);
}

TEST_F(ClassroomBert, TheCatIsOnSomethingThatFits) {
  const std::string word = probe().likeliest(masked("The cat is on the"));
  std::set<std::string> fitting;
  for (const WeightedWord& place : usualPlaces(*s_grammar, "The cat is on the")) fitting.insert(place.word);
  EXPECT_TRUE(fitting.contains(word)) << word;
  std::printf("The cat is on the [MASK] .  %s, %.3f\n", word.c_str(),
              probe().probability(masked("The cat is on the"), word));
}

TEST_F(ClassroomBert, WordsBehindTheMaskCount) {
  // A decoder cannot know: what is missing stands in front of what decides it.
  const double before = probe().probability("The [MASK] is on the branch .", "bird");
  const double other = probe().probability("The [MASK] is on the sea .", "bird");
  std::printf("P(bird | The [MASK] is on the branch .) = %.3f, ... on the sea .) = %.3f\n", before, other);
  EXPECT_GT(before, 10 * other);
}

}  // namespace
}  // namespace headlight::test
