// What is kept out of training: the demonstrations and the reserved combinations of subject, verb and modifier.

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <tuple>

#include "support/temporary_folder.h"
#include "train/grammar/grammar_generator.h"
#include "unit/train/grammar/grammar_test_support.h"

namespace headlight {
namespace {

using testing::shippedGrammar;
using testing::wordsOf;

constexpr std::uint64_t kDocuments = 20000;
constexpr std::size_t kHeldOut = 300;

const GrammarGenerator& exclusionGenerator() {
  static const GrammarGenerator made(shippedGrammar(), 1);
  return made;
}

using Combination = std::tuple<std::string, std::string, std::string>;

TEST(GrammarExclusion, thereAreFiveDemonstrations) {
  ASSERT_EQ(shippedGrammar()->demonstrations.size(), 5U);
  EXPECT_EQ(shippedGrammar()->demonstrations[0].prompt, "The cat is on the");
  EXPECT_EQ(shippedGrammar()->demonstrations[1].prompt, "The bird is on the");
  for (const GrammarDemonstration& d : shippedGrammar()->demonstrations) {
    EXPECT_TRUE(exclusionGenerator().isReserved(d.subject, d.verb, d.modifier));
    EXPECT_TRUE(containsDemonstration(*shippedGrammar(), d.prompt + " moon."));
  }
}

TEST(GrammarExclusion, demonstrationsAreFoundWhateverTheirSpelling) {
  EXPECT_TRUE(exclusionGenerator().containsDemonstration("Look:THE  cat\nis on the sofa"));
  EXPECT_TRUE(exclusionGenerator().containsDemonstration("the cat is on the"));
  EXPECT_FALSE(exclusionGenerator().containsDemonstration("The black cat is on the mat."));
  EXPECT_FALSE(exclusionGenerator().containsDemonstration("The cat is on their mat."));
  EXPECT_FALSE(exclusionGenerator().containsDemonstration(""));
}

TEST(GrammarExclusion, noTrainingSentenceHasAReservedCombination) {
  for (std::uint64_t i = 0; i < kDocuments; ++i) {
    for (const GrammarSentence& s : exclusionGenerator().document(i).sentences) {
      if (s.subject.empty()) continue;
      ASSERT_FALSE(exclusionGenerator().isReserved(s.subject, s.verb, s.modifier)) << s.text;
    }
  }
}

// The same from the outside: not by what the exclusionGenerator says of its sentences but by the words of its text.
TEST(GrammarExclusion, trainingTextNeverSaysAHeldOutSubjectWithItsVerb) {
  std::set<std::string> phrases;  // "cat is" after "the", "old cat is" likewise
  const auto addPhrase = [&](const std::string& subject, const std::string& verb, const std::string& modifier) {
    phrases.insert("the " + (modifier.empty() ? "" : modifier + " ") + subject + " " + verb);
  };
  for (const GrammarSentence& s : exclusionGenerator().heldOutPlaces(kHeldOut))
    addPhrase(s.subject, s.verb, s.modifier);
  for (const GrammarDemonstration& d : shippedGrammar()->demonstrations) addPhrase(d.subject, d.verb, d.modifier);
  for (std::uint64_t i = 0; i < kDocuments; ++i) {
    const std::string text = exclusionGenerator().document(i).text;
    ASSERT_FALSE(exclusionGenerator().containsDemonstration(text)) << text;
    const std::vector<std::string> words = wordsOf(text, true);
    for (std::size_t at = 0; at + 3 <= words.size(); ++at) {
      if (words[at] != "the") continue;
      const std::string three = words[at] + " " + words[at + 1] + " " + words[at + 2];
      ASSERT_FALSE(phrases.contains(three)) << text;
      if (at + 3 < words.size()) {
        ASSERT_FALSE(phrases.contains(three + " " + words[at + 3])) << text;
      }
    }
  }
}

TEST(GrammarExclusion, heldOutSentencesAreReservedDistinctAndNoDemonstrations) {
  std::set<Combination> combinations;
  for (const GrammarSentence& s : exclusionGenerator().heldOutPlaces(kHeldOut)) {
    EXPECT_EQ(s.kind, SentenceKind::Place);
    EXPECT_TRUE(exclusionGenerator().isReserved(s.subject, s.verb, s.modifier)) << s.text;
    EXPECT_FALSE(exclusionGenerator().containsDemonstration(s.text)) << s.text;
    EXPECT_TRUE(combinations.emplace(s.subject, s.verb, s.modifier).second) << s.text;
  }
  EXPECT_EQ(combinations.size(), kHeldOut);
}

TEST(GrammarExclusion, heldOutSentencesOfEveryDistanceAreReserved) {
  for (const SentenceKind kind : {SentenceKind::Place, SentenceKind::Agreement, SentenceKind::Name}) {
    for (int distance = 0; distance <= 40; distance += 4) {
      for (std::uint64_t i = 0; i < 10; ++i) {
        const GrammarSentence s = exclusionGenerator().heldOutSentence(kind, distance, i);
        EXPECT_TRUE(exclusionGenerator().isReserved(s.subject, s.verb, s.modifier)) << s.text;
        EXPECT_EQ(s.distance, distance);
      }
    }
  }
}

TEST(GrammarExclusion, whatIsLearntOfACatStillStandsInTheTraining) {
  std::size_t catOnMat = 0;
  for (std::uint64_t i = 0; i < kDocuments; ++i) {
    for (const GrammarSentence& s : exclusionGenerator().document(i).sentences) {
      if (s.kind == SentenceKind::Place && (s.subject == "cat" || s.subject == "cats") && s.answer == "mat") ++catOnMat;
    }
  }
  EXPECT_GT(catOnMat, 20U);
}

// The held-out sentences are part of what the model cards claim: they must not move unnoticed.
TEST(GrammarExclusion, heldOutSentencesAreThoseOfTheFiles) {
  std::ostringstream table, text;
  table << "prompt\tanswer\tmost probable\tits probability\tsubject\tverb\tmodifier\tdistance\n";
  for (const GrammarSentence& s : GrammarGenerator(shippedGrammar(), 99).heldOutPlaces(kHeldOut)) {
    table << s.prompt << '\t' << s.answer << '\t' << s.distribution.front().word << '\t'
          << s.distribution.front().weight << '\t' << s.subject << '\t' << s.verb << '\t' << s.modifier << '\t'
          << s.distance << '\n';
    text << s.text << '\n';
  }
  const std::string before =
      (std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models/corpora" / "classroom_en.heldout").string();
  EXPECT_TRUE(table.str() == testing::readFile(before + ".tsv")) << "The first ones are now:\n"
                                                                 << table.str().substr(0, 600);
  EXPECT_TRUE(text.str() == testing::readFile(before + ".txt")) << "The first ones are now:\n"
                                                                << text.str().substr(0, 600);
}

}  // namespace
}  // namespace headlight
