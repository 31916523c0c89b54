#include "formats/recipes/grammar_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "formats/vectors/lexicon_file.h"
#include "support/temporary_folder.h"
#include "tensor/error.h"
#include "unit/train/grammar/grammar_test_support.h"

namespace headlight {
namespace {

using testing::shippedGrammar;

double total(const std::vector<WeightedWord>& words) {
  double sum = 0;
  for (const WeightedWord& word : words) sum += word.weight;
  return sum;
}

double total(const std::vector<GrammarVerb>& verbs) {
  double sum = 0;
  for (const GrammarVerb& verb : verbs) sum += verb.weight;
  return sum;
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string refusal(const std::string& json) {
  try {
    (void)parseGrammar(json, "some.grammar.json");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(GrammarFile, everyDistributionSumsToOne) {
  const auto grammar = shippedGrammar();
  EXPECT_NEAR(total(grammar->determiners), 1, 1e-12);
  EXPECT_NEAR(total(grammar->kinds), 1, 1e-12);
  for (const GrammarNoun& noun : grammar->nouns) {
    double prepositions = 0;
    for (const PlaceChoice& choice : noun.places) {
      EXPECT_NEAR(total(choice.places), 1, 1e-12) << noun.singular << " " << choice.preposition;
      prepositions += choice.weight;
    }
    if (!noun.places.empty()) {
      EXPECT_NEAR(prepositions, 1, 1e-12) << noun.singular;
    }
  }
  for (const auto& [name, group] : grammar->groups) {
    EXPECT_NEAR(total(group.placeVerbs), 1, 1e-12) << name;
    EXPECT_NEAR(total(group.predicates), 1, 1e-12) << name;
  }
}

TEST(GrammarFile, placesAreUsualButNotCertain) {
  for (const GrammarNoun& noun : shippedGrammar()->nouns) {
    for (const PlaceChoice& choice : noun.places) {
      if (choice.places.size() < 2) continue;
      EXPECT_GE(choice.places[0].weight, 1.3 * choice.places[1].weight) << noun.singular << " " << choice.preposition;
      EXPECT_LT(choice.places[0].weight, 0.95) << noun.singular << " " << choice.preposition;
    }
  }
  const GrammarNoun* cat = findNoun(*shippedGrammar(), "cat");
  ASSERT_NE(cat, nullptr);
  for (const PlaceChoice& choice : cat->places) {
    if (choice.preposition == "on") {
      EXPECT_EQ(choice.places.front().word, "mat");
    }
  }
}

TEST(GrammarFile, everyPlaceIsANounOfTheGrammar) {
  for (const GrammarNoun& noun : shippedGrammar()->nouns) {
    for (const PlaceChoice& choice : noun.places) {
      for (const WeightedWord& place : choice.places) {
        EXPECT_NE(findNoun(*shippedGrammar(), place.word), nullptr) << noun.singular << ": " << place.word;
      }
    }
  }
}

TEST(GrammarFile, hasSeveralHundredNounsAndManyVerbsOfClasses) {
  const auto lexicon = grammarLexicon(*shippedGrammar());
  EXPECT_GE(shippedGrammar()->nouns.size(), 350U);
  const auto verbs =
      std::count_if(lexicon.begin(), lexicon.end(), [](const auto& entry) { return entry.second == "verb"; });
  EXPECT_GE(verbs, 150);
  EXPECT_EQ(lexicon.at("cats"), "animal");
  EXPECT_EQ(lexicon.at("Hens"), "animal") << "a bird is one";
  EXPECT_EQ(lexicon.at("queen"), "person");
  EXPECT_EQ(lexicon.at("ship"), "vehicle");
  EXPECT_EQ(lexicon.at("Anna"), "girl's name");
  EXPECT_EQ(lexicon.at("The"), "determiner");
}

TEST(GrammarFile, sampleModelsHaveTheClassesOfTheirGrammar) {
  const auto classes = grammarLexicon(*shippedGrammar());
  for (const char* model : {"classroom-en", "classroom-rnn", "classroom-lstm", "classroom-gru", "classroom-bert"}) {
    const auto lexicon = readLexicon(std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models" / model);
    ASSERT_TRUE(lexicon) << model;
    EXPECT_GT(lexicon->size(), 3900U) << model;
    int unknown = 0;
    for (const auto& [word, entry] : *lexicon) {
      const auto found = classes.find(word);
      EXPECT_EQ(entry.wordClass, found == classes.end() ? "other" : found->second) << model << ": " << word;
      unknown += entry.wordClass == "other" ? 1 : 0;
    }
    EXPECT_LT(unknown, 40) << model << " has words that nobody put into a class";
  }
}

TEST(GrammarFile, saysWhichFieldIsWrong) {
  const std::string good = testing::readFile(testing::grammarFile());
  EXPECT_EQ(refusal(good), "");
  EXPECT_NE(refusal("{}").find("name is missing"), std::string::npos) << refusal("{}");
  EXPECT_NE(refusal("{ \"name\": ").find("some.grammar.json"), std::string::npos);
  EXPECT_NE(refusal(changed(good, "\"mat 70,", "\"mat x70,")), "");
  EXPECT_NE(refusal(changed(good, "\"cat\": {", "\"unicorn\": {")).find("unicorn"), std::string::npos);
  EXPECT_NE(refusal(changed(good, "\"share\": 0.05", "\"share\": 5")).find("share"), std::string::npos);
  EXPECT_NE(refusal(changed(good, "\"group\": \"vehicle\"", "\"group\": \"vessel\"")).find("vessel"),
            std::string::npos);
  EXPECT_NE(refusal(changed(good, "is/are 42,", "is 42,")).find("singular/plural"), std::string::npos);
  EXPECT_NE(
      refusal(changed(good, "\"season\": \"season\"", "\"season\": \"season shy\"")).find("which is also in adjective"),
      std::string::npos);
  EXPECT_NE(refusal(changed(good, "\"bird, insect,", "\"bird, woman,")).find("which is also in"), std::string::npos);
  EXPECT_NE(refusal(changed(good, "\"bird, insect, sea animal\"", "7")), "");
  EXPECT_NE(refusal(changed(good, "\"bird, insect,", "\"bird, inscet,")).find("inscet"), std::string::npos);
}

TEST(GrammarFile, needsNoWiderClasses) {
  const std::string good = testing::readFile(testing::grammarFile());
  const Grammar grammar = parseGrammar(changed(good, "\"lexicon_classes\"", "\"about_classes\""), "some.grammar.json");
  EXPECT_EQ(grammarLexicon(grammar).at("hen"), "bird");
}

}  // namespace
}  // namespace headlight
