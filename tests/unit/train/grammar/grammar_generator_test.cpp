#include "train/grammar/grammar_generator.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "tensor/error.h"
#include "train/grammar/grammar_template.h"
#include "unit/train/grammar/grammar_test_support.h"

namespace headlight {
namespace {

using testing::shippedGrammar;
using testing::wordsOf;

constexpr std::uint64_t kManyDocuments = 20000;
constexpr SentenceKind kDistanceKinds[] = {SentenceKind::Place, SentenceKind::Agreement, SentenceKind::Name};

const GrammarGenerator& generator() {
  static const GrammarGenerator made(shippedGrammar(), 7);
  return made;
}

TEST(GrammarGenerator, sameSeedAndIndexGiveTheSameDocument) {
  const GrammarGenerator again(shippedGrammar(), 7), other(shippedGrammar(), 8);
  int differing = 0;
  for (std::uint64_t i = 0; i < 200; ++i) {
    EXPECT_EQ(generator().document(i).text, again.document(i).text);
    differing += generator().document(i).text != other.document(i).text ? 1 : 0;
  }
  EXPECT_GT(differing, 190);
}

TEST(GrammarGenerator, documentsFromADifferentStartAreTheSame) {
  const std::string fifth = generator().document(5).text;
  for (std::uint64_t i = 0; i < 5; ++i) (void)generator().document(i);
  EXPECT_EQ(generator().document(5).text, fifth);
}

TEST(GrammarGenerator, everyKindAndEveryDistanceOccursInTraining) {
  std::map<SentenceKind, std::set<int>> distances;
  std::set<SentenceKind> kinds;
  std::size_t words = 0;
  for (std::uint64_t i = 0; i < kManyDocuments; ++i) {
    const GrammarDocument document = generator().document(i);
    words += wordsOf(document.text).size();
    for (const GrammarSentence& sentence : document.sentences) {
      kinds.insert(sentence.kind);
      distances[sentence.kind].insert(sentence.distance);
    }
  }
  EXPECT_EQ(kinds.size(), 8U);
  for (const SentenceKind kind : kDistanceKinds) {
    for (int d = 0; d <= shippedGrammar()->longestDistance; ++d) {
      EXPECT_TRUE(distances[kind].contains(d)) << sentenceKindName(kind) << " at " << d;
    }
    EXPECT_EQ(*distances[kind].rbegin(), shippedGrammar()->longestDistance);
  }
  const double perDocument = static_cast<double>(words) / static_cast<double>(kManyDocuments);
  EXPECT_GT(perDocument, 15);
  EXPECT_LT(perDocument, 80);
}

TEST(GrammarGenerator, insertionsHaveExactlyTheWordsThatWereAskedFor) {
  for (const SentenceKind kind : {SentenceKind::Place, SentenceKind::Agreement}) {
    for (int distance = 0; distance <= 40; ++distance) {
      const GrammarSentence s = generator().trainingSentence(kind, distance, 3);
      const std::vector<std::string> words = wordsOf(s.prompt + (kind == SentenceKind::Agreement ? " " + s.verb : ""));
      const std::size_t behindVerb = kind == SentenceKind::Place ? 2 : 0;  // "on the"
      const std::size_t verb = words.size() - 1 - behindVerb;
      ASSERT_GT(words.size(), static_cast<std::size_t>(distance) + behindVerb + 1) << s.prompt;
      EXPECT_EQ(words[verb], s.verb) << s.prompt;
      EXPECT_EQ(words[verb - 1 - static_cast<std::size_t>(distance)], s.subject) << distance << ": " << s.prompt;
      EXPECT_EQ(s.distance, distance);
    }
  }
}

TEST(GrammarGenerator, promptAndAnswerBeginTheText) {
  for (std::uint64_t i = 0; i < 500; ++i) {
    for (const GrammarSentence& s : generator().document(i).sentences) {
      if (s.prompt.empty()) continue;
      EXPECT_EQ(s.text.rfind(s.prompt, 0), 0U) << s.text;
      std::string rest = s.text.substr(s.prompt.size());
      if (!rest.empty() && rest.front() == ' ') rest.erase(0, 1);
      EXPECT_EQ(rest.rfind(s.answer, 0), 0U) << s.text << " / " << s.answer;
    }
  }
}

TEST(GrammarGenerator, answersFollowTheirExactDistribution) {
  for (std::uint64_t i = 0; i < 1000; ++i) {
    for (const GrammarSentence& s : generator().document(i).sentences) {
      if (s.answer.empty()) {
        EXPECT_TRUE(s.distribution.empty());
        continue;
      }
      double sum = 0;
      bool found = false;
      for (const WeightedWord& w : s.distribution) {
        sum += w.weight;
        found = found || w.word == s.answer;
        EXPECT_LE(w.weight, s.distribution.front().weight);
      }
      EXPECT_NEAR(sum, 1, 1e-9) << s.text;
      EXPECT_TRUE(found) << s.text;
    }
  }
}

TEST(GrammarGenerator, placesAreDrawnAsOftenAsTheDataSays) {
  int on = 0, mat = 0;
  for (std::uint64_t i = 0; i < 60000; ++i) {
    const GrammarSentence s = generator().trainingSentence(SentenceKind::Place, 0, i);
    if (s.subject != "cat" && s.subject != "cats") continue;
    if (wordsOf(s.prompt).end()[-2] != "on") continue;
    ++on;
    mat += s.answer == "mat" ? 1 : 0;
  }
  ASSERT_GT(on, 60);
  EXPECT_NEAR(static_cast<double>(mat) / on, 0.7, 4 * std::sqrt(0.21 / on));
}

TEST(GrammarGenerator, verbsAgreeWithTheSubjectAtEveryDistance) {
  for (const SentenceKind kind : {SentenceKind::Place, SentenceKind::Agreement}) {
    for (std::uint64_t i = 0; i < 1500; ++i) {
      const GrammarSentence s = generator().trainingSentence(kind, static_cast<int>(i % 41), i);
      const GrammarNoun* noun = findNoun(*shippedGrammar(), s.subject);
      ASSERT_NE(noun, nullptr) << s.subject;
      const bool plural = s.subject == noun->plural && noun->plural != noun->singular;
      const GrammarGroup& group = shippedGrammar()->groups.at(noun->group);
      const auto& verbs = kind == SentenceKind::Place ? group.placeVerbs : group.predicates;
      EXPECT_TRUE(std::any_of(verbs.begin(), verbs.end(), [&](const GrammarVerb& v) {
        return (plural ? v.plural : v.singular) == s.verb;
      })) << s.text;
      if (s.verb == "is" || s.verb == "has") {
        EXPECT_FALSE(plural) << s.text;
      }
      if (s.verb == "are" || s.verb == "have") {
        EXPECT_TRUE(plural) << s.text;
      }
    }
  }
}

TEST(GrammarGenerator, namesAreSaidBeforeTheyAreAskedFor) {
  for (int distance = 0; distance <= 40; ++distance) {
    const GrammarSentence s = generator().trainingSentence(SentenceKind::Name, distance, 1);
    EXPECT_NE(s.prompt.find(s.answer), std::string::npos) << s.prompt;
    EXPECT_EQ(s.subject, s.answer);
    if (!s.contrast.empty()) {
      EXPECT_NE(s.contrast, s.answer);
    }
  }
}

TEST(GrammarGenerator, sentencesBeginWithACapitalAndDocumentsOftenWithThe) {
  int the = 0;
  for (std::uint64_t i = 0; i < 500; ++i) {
    const std::string text = generator().document(i).text;
    ASSERT_FALSE(text.empty());
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(text.front())) != 0) << text;
    EXPECT_EQ(text.find("  "), std::string::npos) << text;
    EXPECT_EQ(text.find_first_of("{}*[]"), std::string::npos) << text;
    EXPECT_NE(std::string(".!?").find(text.back()), std::string::npos) << text;
    the += text.rfind("The ", 0) == 0 ? 1 : 0;
  }
  EXPECT_GT(the, 150);
}

TEST(GrammarGenerator, saysFewerThanFifteenHundredWords) {
  std::set<std::string> words;
  for (std::uint64_t i = 0; i < kManyDocuments; ++i) {
    for (const std::string& word : wordsOf(generator().document(i).text)) words.insert(word);
  }
  EXPECT_GT(words.size(), 900U);
  EXPECT_LT(words.size(), 1500U);
}

TEST(GrammarGenerator, aSlotThatTheGrammarDoesNotKnowIsNamed) {
  const GrammarIndex index(*shippedGrammar());
  Random random(1);
  TemplateWriter writer(index, random);
  try {
    (void)writer.expand("the {unicorn} is here");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "grammar.slot");
    EXPECT_NE(std::string(error.what()).find("unicorn"), std::string::npos);
  }
}

}  // namespace
}  // namespace headlight
