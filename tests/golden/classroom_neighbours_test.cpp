// How far the token embedding of classroom-en puts words of one class together: of the ten nearest
// words by cosine of each of the 30 most frequent nouns, how many are of its class. Counted by the grammar's
// narrow classes, for which the bar was set, and by the wider ones of lexicon.tsv.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <map>
#include <set>

#include "analysis/vectors/neighbours.h"
#include "formats/model_folder.h"
#include "formats/recipes/grammar_file.h"
#include "formats/vectors/lexicon_file.h"
#include "models/token_embeddings.h"

namespace headlight::test {
namespace {

constexpr Index kNeighbours = 10;
constexpr std::size_t kNouns = 30;
/// Classes of nouns; names are none.
const std::set<std::string> kNounClasses{
    "amount",  "animal",   "clothing", "event",  "feeling",          "food",   "furniture", "game or sport", "idea",
    "illness", "material", "money",    "nature", "part of the body", "person", "place",     "plant",         "position",
    "shape",   "sound",    "thing",    "time",   "vehicle",          "words",  "work"};

class ClassroomNeighbours : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto folder = std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models/classroom-en";
    m_opened = openModel(folder.string());
    m_lexicon = readLexicon(folder).value();
    Grammar grammar = readGrammarFile(folder.parent_path() / "corpora/classroom_en.grammar.json");
    grammar.lexiconClasses.clear();
    m_narrow = grammarLexicon(grammar);
  }

  [[nodiscard]] ConstMatrixMap<float> table() const { return tokenEmbeddings(*m_opened->model, m_room); }
  [[nodiscard]] Index row(const std::string& word) const { return m_opened->tokenizer->find(word).value(); }
  [[nodiscard]] std::vector<Neighbour> neighbours(const std::string& word, Index k) const {
    return nearestNeighbours(table(), row(word), k, Metric::Cosine);
  }
  [[nodiscard]] std::string classOf(const std::string& word) const {
    const auto found = m_lexicon.find(word);
    return found == m_lexicon.end() ? "" : found->second.wordClass;
  }

  [[nodiscard]] std::vector<std::string> mostFrequentNouns() const {
    std::vector<std::pair<std::uint64_t, std::string>> nouns;
    for (const auto& [word, entry] : m_lexicon) {
      if (kNounClasses.contains(entry.wordClass)) nouns.emplace_back(entry.frequency, word);
    }
    std::sort(nouns.rbegin(), nouns.rend());
    std::vector<std::string> words;
    for (std::size_t i = 0; i < std::min(kNouns, nouns.size()); ++i) words.push_back(nouns[i].second);
    return words;
  }

  std::shared_ptr<const OpenedModel> m_opened;
  Lexicon m_lexicon;
  std::map<std::string, std::string> m_narrow;  ///< word → class, before the grammar widens it
  mutable Matrix<float> m_room;
};

TEST_F(ClassroomNeighbours, halfOfTheNearestWordsAreOfTheNounsClass) {
  const std::vector<std::string> nouns = mostFrequentNouns();
  ASSERT_EQ(nouns.size(), kNouns);
  double sum = 0, narrow = 0;
  for (const std::string& noun : nouns) {
    int same = 0;
    std::string listed;
    for (const Neighbour& neighbour : neighbours(noun, kNeighbours)) {
      const std::string word = m_opened->tokenizer->text(static_cast<TokenId>(neighbour.row));
      same += classOf(word) == classOf(noun) ? 1 : 0;
      const auto kind = m_narrow.find(word);
      narrow += kind != m_narrow.end() && kind->second == m_narrow.at(noun) ? 1 : 0;
      listed += " " + word;
    }
    std::printf("%-9s %-8s %2d of %d:%s\n", noun.c_str(), classOf(noun).c_str(), same, static_cast<int>(kNeighbours),
                listed.c_str());
    sum += static_cast<double>(same) / static_cast<double>(kNeighbours);
  }
  std::printf("mean share of the %zu most frequent nouns: %.3f by the grammar's narrow classes, %.3f by lexicon.tsv\n",
              kNouns, narrow / static_cast<double>(kNouns * kNeighbours), sum / static_cast<double>(kNouns));
  EXPECT_GE(narrow / static_cast<double>(kNouns * kNeighbours), 0.5);
}

TEST_F(ClassroomNeighbours, catIsNearerToDogThanToShip) {
  const auto similarity = [this](const std::string& other) {
    for (const Neighbour& neighbour : neighbours("cat", table().rows() - 1)) {
      if (neighbour.row == row(other)) return neighbour.value;
    }
    return std::numeric_limits<double>::quiet_NaN();
  };
  std::printf("cosine of cat and dog %.2f, of cat and ship %.2f\n", similarity("dog"), similarity("ship"));
  EXPECT_GT(similarity("dog"), similarity("ship"));
}

}  // namespace
}  // namespace headlight::test
