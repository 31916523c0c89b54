// `headlight train` on pairs of sentences: tables, grammars of pairs, and what is kept out of training.

#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "formats/model_folder.h"
#include "unit/cli/cli_fixture.h"
#include "unit/train/train_tiny_recipe.h"

namespace headlight {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using testing::write;
namespace fs = std::filesystem;

class TrainPairs : public ::testing::Test {
 protected:
  testing::TemporaryFolder m_folder;
  json m_recipe;

  /// An encoder-decoder with a table of four pairs, of which the last one, "the sea", is kept back.
  void SetUp() override {
    m_recipe = testing::tinyRecipe(data());
    m_recipe["model"] = {{"kind", "encoder_decoder"}, {"n_layers", 1}, {"d_model", 8}, {"n_ctx", 16}, {"n_heads", 2}};
    const std::string table = "the cat\tdie Katze\nthe bird\tder Vogel\nthe ship\tdas Schiff\nthe sea\tdas Meer\n";
    write(data() / "pairs.txt", table);
    json pairs = testing::corpus("pairs", table);
    pairs.update({{"type", "pairs"}, {"weight", 1}, {"held_every", 4}});
    m_recipe["sources"] = json::array({pairs});
    m_recipe.erase("validation");
    m_recipe["training"]["steps"] = 20;
  }

  [[nodiscard]] fs::path data() const { return m_folder.path() / "data"; }
  [[nodiscard]] fs::path grammar() const { return m_folder.path() / "pairs.grammar.json"; }

  /// A source that makes `pairs` pairs such as "The sun", "das Sonne" of the rows.
  void addGrammar(const std::string& rows, int pairs, const std::string& keptOut) {
    write(grammar(), R"({"name": "words", "tables": {"word": [)" + rows +
                         R"(]}, "pairs": [["the {word:w.0}", "das {w.1}"]], "kept_out": [")" + keptOut + "\"]}");
    m_recipe["sources"].push_back({{"name", "drawn"},
                                   {"type", "grammar"},
                                   {"file", "pairs.grammar.json"},
                                   {"documents", pairs},
                                   {"seed", 1},
                                   {"weight", 9}});
  }

  testing::CliResult train() {
    write(m_folder.path() / "recipe.json", m_recipe.dump());
    return testing::runCli({"train", "--recipe", (m_folder.path() / "recipe.json").string(), "--out",
                            (m_folder.path() / "out").string(), "--data", data().string(), "--threads", "1"});
  }
  std::string cardAfterTraining() {
    const testing::CliResult result = train();
    EXPECT_EQ(result.code, 0) << result.err;
    return result.code == 0 ? openModel((m_folder.path() / "out").string())->card.text : std::string();
  }
};

TEST_F(TrainPairs, takesTheSentencesOfAGrammarOfPairsToo) {
  addGrammar(R"(["sun", "Licht"], ["fog", "Grau"])", 2, "The moon");
  const std::string card = cardAfterTraining();
  EXPECT_THAT(card, HasSubstr("| pairs | 60.0 % |")) << "a pair is taken once an epoch, whatever the weights";
  EXPECT_THAT(card, HasSubstr("| drawn | 40.0 % | `pairs.grammar.json`, 2 pairs, seed 1 |"));
  EXPECT_THAT(card, HasSubstr("Trained on 5 pairs; 1 were kept back, 0 left out"));
}

TEST_F(TrainPairs, leavesOutOfEverySourceWhatIsKeptBack) {
  addGrammar(R"(["sun", "Licht"], ["ocean", "Meer"])", 2, "The moon");
  EXPECT_THAT(cardAfterTraining(), HasSubstr("Trained on 4 pairs; 1 were kept back, 1 left out"))
      << "the table keeps \"das Meer\" back";
}

TEST_F(TrainPairs, leavesOutOfEverySourceWhatTheGrammarKeepsOut) {
  addGrammar(R"(["sun", "Licht"], ["fog", "Grau"])", 2, "the bird");
  EXPECT_THAT(cardAfterTraining(), HasSubstr("Trained on 4 pairs; 1 were kept back, 0 left out"))
      << "the table has \"the bird\"";
}

TEST_F(TrainPairs, refusesMorePairsThanTheGrammarMakes) {
  addGrammar(R"(["sun", "Licht"], ["fog", "Grau"])", 3, "The moon");
  const testing::CliResult result = train();
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("3 different pairs"));
}

TEST_F(TrainPairs, refusesAGrammarOfTheOtherKind) {
  addGrammar(R"(["sun", "Licht"])", 1, "The moon");
  fs::copy_file(fs::path(HEADLIGHT_SOURCE_DIR) / "sample_models/corpora/classroom_en.grammar.json", grammar(),
                fs::copy_options::overwrite_existing);
  const testing::CliResult sentences = train();
  EXPECT_EQ(sentences.code, 3);
  EXPECT_THAT(sentences.err, HasSubstr("the grammar classroom_en of sentences"));

  m_recipe = testing::tinyRecipe(data());
  addGrammar(R"(["sun", "Licht"])", 1, "The moon");
  const testing::CliResult pairs = train();
  EXPECT_EQ(pairs.code, 3);
  EXPECT_THAT(pairs.err, HasSubstr("the grammar words of pairs"));
}

}  // namespace
}  // namespace headlight
