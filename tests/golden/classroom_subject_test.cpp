// The heads of classroom-en through which the row that predicts the place looks back at the subject have the role
// "content word", by their measure alone.

#include <gtest/gtest.h>

#include <cstdio>

#include "figures/attention/head_labels.h"
#include "figures/attention/heads_figure.h"
#include "formats/model_folder.h"
#include "formats/recipes/grammar_file.h"
#include "golden/classroom_probe.h"
#include "models/family.h"

namespace headlight::test {
namespace {

class ClassroomSubject : public ::testing::Test {
 protected:
  [[nodiscard]] std::vector<HeadLabel> labels(const LanguageModel& model, const std::string& prompt) const {
    const ClassroomProbe probe(model, *m_opened->tokenizer);
    Generation run = probe.start(prompt);
    const FigureRun now{model, run.path(), run.tokens(), run.source()};
    return headLabels(promptMeasures(now, AttentionSide::Own), m_probes.of(AttentionSide::Own));
  }

  const std::filesystem::path m_samples = std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models";
  std::shared_ptr<const OpenedModel> m_opened = openModel((m_samples / "classroom-en").string());
  ProbeMeasures m_probes = probeMeasures(*m_opened->model, *m_opened->tokenizer);
};

TEST_F(ClassroomSubject, theHeadThatFindsItHasTheRole) {
  const Grammar grammar = readGrammarFile(m_samples / "corpora/classroom_en.grammar.json");
  const int heads = static_cast<int>(m_opened->model->config().nHeads);
  for (const Demonstration& demo : demonstrations(grammar, *m_opened->tokenizer)) {
    const std::vector<HeadLabel> all = labels(*m_opened->model, demo.prompt);
    int looking = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].kind != HeadRole::ContentWord) continue;
      std::printf("%s: L%dH%d %.2f at %td (subject %td)\n", demo.prompt.c_str(), static_cast<int>(i) / heads,
                  static_cast<int>(i) % heads, all[i].value, all[i].key, static_cast<std::ptrdiff_t>(demo.subject));
      looking += all[i].key == demo.subject ? 1 : 0;
    }
    EXPECT_GE(looking, 1) << demo.prompt;
  }
  const HeadLabel label = labels(*m_opened->model, "The cat is on the")[static_cast<std::size_t>(3 * heads + 3)];
  EXPECT_EQ(label.kind, HeadRole::ContentWord) << "L3H3";
  EXPECT_EQ(label.key, 1) << "cat";
  EXPECT_NEAR(label.value, 0.97, 0.01);
  EXPECT_DOUBLE_EQ(label.chance, 0.2) << "one of five keys";
  EXPECT_FALSE(label.isOfProbes);
}

TEST_F(ClassroomSubject, aModelThatLearntNothingHasNoneOfIt) {
  const ModelConfig& config = m_opened->model->config();
  const auto untrained = makeModel(config, initialParameters(config, 3));
  for (const HeadLabel& label : labels(*untrained, "The cat is on the")) {
    EXPECT_NE(label.kind, HeadRole::ContentWord);
  }
}

}  // namespace
}  // namespace headlight::test
