// The shipped recurrent sample models: as large as classroom-en, with its words, and what their cards say of the
// held-out sentences. The numbers are printed here and compared with the cards.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "formats/model_folder.h"
#include "formats/recipes/grammar_file.h"
#include "golden/classroom_probe.h"
#include "support/temporary_folder.h"

namespace headlight::test {
namespace {

constexpr std::size_t kHeldOutSentences = 300;

std::filesystem::path samples() {
  return std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models";
}

class ClassroomRecurrent : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    m_opened = openModel((samples() / GetParam()).string());
    m_card = headlight::testing::readFile(samples() / GetParam() / "README.md");
  }

  std::shared_ptr<const OpenedModel> m_opened;
  std::string m_card;
};

TEST_P(ClassroomRecurrent, IsAFairMatchForTheDecoder) {
  const auto decoder = openModel((samples() / "classroom-en").string());
  const auto own = static_cast<double>(m_opened->model->parameters().layout().count());
  const auto other = static_cast<double>(decoder->model->parameters().layout().count());
  EXPECT_LE(std::abs(own - other), 0.1 * other);
  EXPECT_EQ(headlight::testing::readFile(samples() / GetParam() / "tokenizer.json"),
            headlight::testing::readFile(samples() / "classroom-en/tokenizer.json"));
  EXPECT_NE(m_card.find("23040000 tokens seen"), std::string::npos);
}

TEST_P(ClassroomRecurrent, ItsCardSaysHowManyHeldOutPlacesItFinds) {
  const auto grammar =
      std::make_shared<const Grammar>(readGrammarFile(samples() / "corpora/classroom_en.grammar.json"));
  const ClassroomProbe probe(*m_opened->model, *m_opened->tokenizer);
  const HeldOutResult r = measureHeldOut(probe, GrammarGenerator(grammar, 0).heldOutPlaces(kHeldOutSentences));
  std::printf("%s: likeliest word = the grammar's most probable place: %zu of %zu; loss of the place %.3f nats\n",
              GetParam(), r.mostProbable, r.sentences, r.loss);
  EXPECT_NE(m_card.find(std::to_string(r.mostProbable) + " of " + std::to_string(kHeldOutSentences)),
            std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(, ClassroomRecurrent, ::testing::Values("classroom-rnn", "classroom-lstm", "classroom-gru"),
                         [](const auto& tested) { return std::string(tested.param).substr(10); });

}  // namespace
}  // namespace headlight::test
