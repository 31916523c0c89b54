// The numbers in the cards of the sample models are those that `headlight eval` gives on the same files.

#include <gtest/gtest.h>

#include <filesystem>
#include <iomanip>
#include <regex>
#include <sstream>
#include <string>

#include "support/temporary_folder.h"
#include "unit/cli/cli_fixture.h"

namespace headlight::test {
namespace {

using headlight::testing::runCli;

const std::filesystem::path kSource = HEADLIGHT_SOURCE_DIR;
const std::filesystem::path kData = kSource / "../shared/data";

std::string cardOf(const std::string& model) {
  return headlight::testing::readFile(kSource / "sample_models" / model / "README.md");
}

/// The first group of the pattern in the text; empty (and a failed test) if it does not occur.
std::string found(const std::string& text, const std::string& pattern) {
  std::smatch match;
  const bool there = std::regex_search(text, match, std::regex(pattern));
  EXPECT_TRUE(there) << pattern;
  return there ? match[1].str() : std::string();
}

std::string fixed(double value, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << value;
  return text.str();
}

/// Whole corpora are read: under a sanitizer that is minutes, and other tests run the same code there.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kTooSlow = true;
#else
constexpr bool kTooSlow = false;
#endif

constexpr const char* kWhyTooSlow = "whole corpora take minutes under a sanitizer; the release build reads them";

class StoryCards : public ::testing::TestWithParam<const char*> {};

TEST_P(StoryCards, LossOnTheHeldOutStoriesIsTheCards) {
  const std::filesystem::path stories = kData / "english/tinystories-valid.txt";
  if (kTooSlow) GTEST_SKIP() << kWhyTooSlow;
  if (!std::filesystem::exists(stories)) GTEST_SKIP() << "../shared/data/english is not here";
  const std::string card = cardOf(GetParam());
  std::smatch said;  // a card that names no window means the model's whole context
  const std::string window =
      std::regex_search(card, said, std::regex("in windows of (\\d+) tokens")) ? said[1].str() : "0";
  const auto result = runCli({"eval", "--model", (kSource / "sample_models" / GetParam()).string(), "--text",
                              stories.string(), "--window", window, "--json"});
  ASSERT_EQ(result.code, 0) << result.err;
  const auto document = result.json();
  EXPECT_EQ(std::to_string(document["tokens"].get<long>()), found(card, "\\| held-out stories \\| (\\d+) \\|"));
  EXPECT_EQ(fixed(document["loss"].get<double>(), 4), found(card, "\\| held-out stories \\| \\d+ \\| ([0-9.]+) \\|"));
}

INSTANTIATE_TEST_SUITE_P(SampleModels, StoryCards,
                         ::testing::Values("classroom-en", "classroom-lstm", "classroom-gru", "classroom-rnn",
                                           "classroom-bert", "stories-en"));

TEST(TranslatorCard, ChrfAndBleuOfThePairsKeptBackAreTheCards) {
  const std::filesystem::path pairs = kData / "pairs/en-zh-short.tsv";
  if (kTooSlow) GTEST_SKIP() << kWhyTooSlow;
  if (!std::filesystem::exists(pairs)) GTEST_SKIP() << "../shared/data/pairs is not here";
  const std::string card = cardOf("translate-en-zh");
  for (const auto& [beams, row] : {std::pair{"1", "greedy"}, std::pair{"4", "beam search, 4 beams"}}) {
    const auto result =
        runCli({"eval", "--model", (kSource / "sample_models/translate-en-zh").string(), "--text", pairs.string(),
                "--separator", "\\n", "--held-every", "40", "--translate", "--beams", beams, "--json"});
    ASSERT_EQ(result.code, 0) << result.err;
    const auto document = result.json();
    const std::string begin = std::string("\\| ") + row;
    EXPECT_EQ(fixed(document["chrf2"].get<double>(), 1), found(card, begin + " \\| ([0-9.]+) \\|"));
    EXPECT_EQ(fixed(document["bleu"].get<double>(), 1), found(card, begin + " \\| [0-9.]+ \\| ([0-9.]+) \\|"));
  }
}

}  // namespace
}  // namespace headlight::test
