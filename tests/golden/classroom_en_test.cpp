// What the shipped sample model classroom-en shows a class, and that the explanation is causal. The
// numbers that the model's card and the README state are printed here and compared with the card.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "formats/model_folder.h"
#include "formats/recipes/grammar_file.h"
#include "golden/classroom_probe.h"
#include "support/temporary_folder.h"

namespace headlight::test {
namespace {

constexpr std::size_t kHeldOut = 300;
constexpr double kLeastWeight = 0.3;
constexpr std::size_t kMostHeads = 3;
constexpr int kDraws = 20;

std::string shownNumber(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

class ClassroomEn : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::filesystem::path samples = std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models";
    s_opened = openModel((samples / "classroom-en").string());
    s_grammar = std::make_shared<const Grammar>(readGrammarFile(samples / "corpora/classroom_en.grammar.json"));
    s_card = headlight::testing::readFile(samples / "classroom-en/README.md");
  }
  static void TearDownTestSuite() {
    s_opened.reset();
    s_grammar.reset();
  }

  [[nodiscard]] static const Tokenizer& tokenizer() { return *s_opened->tokenizer; }
  [[nodiscard]] static ClassroomProbe probe() { return {*s_opened->model, tokenizer()}; }
  [[nodiscard]] static std::vector<Demonstration> demos() { return demonstrations(*s_grammar, tokenizer()); }

  struct Ablation {
    double taken = 0;          ///< share of the probability of the five answers, summed, that is gone
    double takenByOthers = 0;  ///< the same for as many other heads of the same layers, mean of the draws
  };

  static Ablation ablate(const std::vector<Head>& heads) {
    Ablation result;
    result.taken = 1 - probe().shareLeft(demos(), heads);
    for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
      const std::vector<Head> others = otherHeads(heads, s_opened->model->config().nHeads, seed);
      result.takenByOthers += (1 - probe().shareLeft(demos(), others)) / kDraws;
    }
    std::printf(
        "%s set to zero: %.1f %% of the probability of the five answers is gone; as many others of the same layers "
        "(mean of %d draws): %.1f %%\n",
        names(heads).c_str(), 100 * result.taken, kDraws, 100 * result.takenByOthers);
    return result;
  }

  static std::string names(const std::vector<Head>& heads) {
    std::string text;
    for (const Head& head : heads) text += (text.empty() ? "" : " and ") + headName(head);
    return text;
  }

  /// "| L0H0 | 90 % | 0.000 | opposite | on, 0.88 |": of "The cat is on the" without this head, and what the head looks
  /// at most from the last word.
  static std::string rowOfHead(const Head& head, const std::string& percent) {
    const std::string prompt = "The cat is on the";
    const Generation without = probe().start(prompt, {head});
    const auto [place, weight] = probe().mostSeen(prompt, head);
    std::string row = "| " + headName(head) + " | " + percent + " | ";
    row += shownNumber(probe().probability(prompt, "mat", {head}), 3) + " | ";
    row += tokenizer().text(without.distribution().candidates.front().id) + " | ";
    return row + place + ", " + shownNumber(weight, 2) + " |\n";
  }

  static std::string pageText(const std::string& page) {
    return headlight::testing::readFile(std::filesystem::path(HEADLIGHT_SOURCE_DIR) / page);
  }

  /// A sentence of a page may run over the end of a line.
  static std::string inOneLine(const std::string& text) { return std::regex_replace(text, std::regex("\\s+"), " "); }

  static void expectWeights(const std::vector<Head>& heads) {
    const std::map<Head, double> weights = probe().weightsOnSubject(demos());
    EXPECT_FALSE(heads.empty());
    EXPECT_LE(heads.size(), kMostHeads);
    for (const Head& head : heads) {
      EXPECT_GE(weights.at(head), kLeastWeight);
      std::printf("%s: weight on the subject %.2f\n", headName(head).c_str(), weights.at(head));
    }
  }

  static std::shared_ptr<const OpenedModel> s_opened;
  static std::shared_ptr<const Grammar> s_grammar;
  static std::string s_card;
};

std::shared_ptr<const OpenedModel> ClassroomEn::s_opened;
std::shared_ptr<const Grammar> ClassroomEn::s_grammar;
std::string ClassroomEn::s_card;

TEST_F(ClassroomEn, IsSmall) {
  EXPECT_LT(s_opened->model->parameters().layout().count(), 2'000'000);
  EXPECT_EQ(s_opened->model->config().dModel, 128);
  EXPECT_EQ(s_opened->model->config().nLayers, 4);
  EXPECT_EQ(s_opened->model->config().nHeads, 4);
  EXPECT_GE(s_opened->model->config().nCtx, 64);
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(s_opened->folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  EXPECT_LE(bytes, std::uintmax_t{8} << 20U);
}

TEST_F(ClassroomEn, TheCatIsOnTheMatThenAFullStop) {
  Generation run = probe().start("The cat is on the");
  const Distribution first = run.distribution();
  EXPECT_EQ(tokenizer().text(first.candidates.front().id), "mat");
  EXPECT_GE(first.candidates.front().probability, 0.3);
  ASSERT_TRUE(run.step());
  const Distribution second = run.distribution();
  EXPECT_EQ(tokenizer().text(second.candidates.front().id), ".");
  std::printf("P(mat) = %.3f, then P(.) = %.3f\n", first.candidates.front().probability,
              second.candidates.front().probability);
}

TEST_F(ClassroomEn, FiveMoreSubjectsGetAnotherFittingWordEach) {
  std::set<std::string> said{probe().likeliest("The cat is on the")};
  std::vector<std::string> prompts;
  for (std::size_t i = 1; i < s_grammar->demonstrations.size(); ++i)
    prompts.push_back(s_grammar->demonstrations[i].prompt);
  prompts.push_back(s_grammar->examples.front().prompt);
  ASSERT_EQ(prompts.size(), 5U);
  for (const std::string& prompt : prompts) {
    const std::string word = probe().likeliest(prompt);
    EXPECT_EQ(word, usualPlaces(*s_grammar, prompt).front().word) << prompt;
    EXPECT_TRUE(said.insert(word).second) << prompt << " " << word;
    std::printf("%s %s: %.3f\n", prompt.c_str(), word.c_str(), probe().probability(prompt, word));
  }
}

TEST_F(ClassroomEn, HeldOutSentencesGetTheUsualPlace) {
  const GrammarGenerator generator(s_grammar, 0);
  const HeldOutResult r = measureHeldOut(probe(), generator.heldOutPlaces(kHeldOut));
  const double share = static_cast<double>(r.mostProbable) / static_cast<double>(r.sentences);
  std::printf("likeliest word = the grammar's most probable place: %zu of %zu (the grammar itself: all)\n",
              r.mostProbable, r.sentences);
  std::printf("likeliest word = the place that was drawn: %zu of %zu (the grammar's own optimum: %zu)\n", r.drawn,
              r.sentences, r.drawnByGrammar);
  std::printf("loss of the place: %.3f nats (the grammar's own optimum: %.3f)\n", r.loss, r.grammarLoss);
  EXPECT_EQ(r.sentences, kHeldOut);
  EXPECT_GE(share, 0.85);
  EXPECT_NE(s_card.find(std::to_string(r.mostProbable) + " of " + std::to_string(r.sentences)), std::string::npos);
  EXPECT_NE(s_card.find(shownNumber(r.grammarLoss, 2) + " nats"), std::string::npos) << "the card's optimum";
}

TEST_F(ClassroomEn, TheHeadsThatLookAtTheSubjectCarryIt) {
  const std::vector<Demonstration> shown = demos();
  const std::vector<Head> heads = carryingHeads(probe(), shown, kLeastWeight, Enough::Together, kMostHeads);
  expectWeights(heads);
  const Ablation ablation = ablate(heads);
  EXPECT_GE(ablation.taken, 0.5);
  EXPECT_LT(ablation.takenByOthers, 0.2);
  const std::string taken = "takes away " + shownNumber(100 * ablation.taken, 0) + " %";
  EXPECT_NE(s_card.find(names(heads)), std::string::npos) << "the card names other heads";
  EXPECT_NE(s_card.find(taken), std::string::npos) << "the card: " << taken;
  for (const Head& head : heads) {
    const std::string alone = "takes " + shownNumber(100 * ablate({head}).taken, 0) + " %";
    EXPECT_NE(s_card.find(alone), std::string::npos) << "the card, of " << headName(head) << ": " << alone;
  }
}

// The first rule may leave a single prompt to another head; this one asks for heads without which each prompt fails.
TEST_F(ClassroomEn, TheHeadsThatCarryEveryDemonstrationAreTheOnesOfTheCard) {
  const std::vector<Demonstration> shown = demos();
  const std::vector<Head> heads = carryingHeads(probe(), shown, kLeastWeight, Enough::InEach, kMostHeads);
  expectWeights(heads);
  const Ablation ablation = ablate(heads);
  for (const Demonstration& demo : shown) {
    const double before = probe().probability(demo.prompt, demo.answer);
    const double after = probe().probability(demo.prompt, demo.answer, heads);
    std::printf("  %s %s: %.3f, without these heads %.3f\n", demo.prompt.c_str(), demo.answer.c_str(), before, after);
    EXPECT_LE(after, 0.5 * before) << demo.prompt;
  }
  EXPECT_LT(ablation.takenByOthers, 0.5 * ablation.taken);
  EXPECT_NE(s_card.find(names(heads)), std::string::npos) << "the card names other heads";
}

// A page that names one head of several would say that this head is the reason.
TEST_F(ClassroomEn, TheStoryOfMatNamesEveryHeadWhoseLossMatters) {
  constexpr double kMatters = 0.1;
  std::vector<std::pair<double, Head>> losses;
  for (int layer = 0; layer < 4; ++layer)
    for (int head = 0; head < 4; ++head)
      losses.emplace_back(1 - probe().shareLeft(demos(), {{layer, head}}), Head{layer, head});
  std::sort(losses.rbegin(), losses.rend());
  std::string list, rows;
  std::size_t mattering = 0;
  for (; losses[mattering].first >= kMatters; ++mattering) {
    const auto& [loss, head] = losses[mattering];
    const std::string percent = shownNumber(100 * loss, 0) + " %";
    list += (list.empty() ? "" : ", ") + headName(head) + " (" + percent + ")";
    rows += rowOfHead(head, percent);
  }
  const std::string rest = "other " + std::to_string(losses.size() - mattering) + " removes at most " +
                           shownNumber(100 * losses[mattering].first, 0) + " %";
  std::printf("%s; each of the %s\n%s", list.c_str(), rest.c_str(), rows.c_str());
  for (const char* page : {"README.md", "docs/user/first_steps.md", "sample_models/classroom-en/README.md",
                           "docs/decisions/classroom_model.md"})
    EXPECT_NE(inOneLine(pageText(page)).find(list), std::string::npos) << page << ": " << list;
  for (const char* page : {"README.md", "sample_models/classroom-en/README.md"}) {
    EXPECT_NE(pageText(page).find(rows), std::string::npos) << page << ":\n" << rows;
    EXPECT_NE(inOneLine(pageText(page)).find(rest), std::string::npos) << page << ": " << rest;
  }
}

TEST_F(ClassroomEn, OtherHeadsAreDrawnFromTheSameLayers) {
  const std::vector<Head> heads{{0, 1}, {2, 0}};
  std::set<std::vector<Head>> draws;
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    const std::vector<Head> others = otherHeads(heads, 4, seed);
    ASSERT_EQ(others.size(), 2U);
    EXPECT_EQ(others[0].layer, 0);
    EXPECT_EQ(others[1].layer, 2);
    EXPECT_NE(others[0], heads[0]);
    EXPECT_NE(others[1], heads[1]);
    draws.insert(others);
  }
  EXPECT_GT(draws.size(), 3U);
}

}  // namespace
}  // namespace headlight::test
