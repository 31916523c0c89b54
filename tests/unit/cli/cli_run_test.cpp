#include <gmock/gmock.h>

#include "formats/files/npy.h"
#include "unit/cli/cli_fixture.h"

namespace headlight {
namespace {

using ::testing::AllOf;
using testing::CliResult;
using testing::CliTest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using testing::keysOf;
using ::testing::Not;

class CliRun : public CliTest {};

TEST_F(CliRun, theDocumentHasTheContractsFields) {
  const auto document = run({"--prompt", "The zebra is", "--steps", "3", "--top", "4", "--json"}).json();
  EXPECT_THAT(keysOf(document), IsSupersetOf({"dropped", "model", "prompt", "steps", "stop_reason", "tokens"}));
  EXPECT_THAT(keysOf(document["model"]),
              ElementsAre("d_model", "kind", "n_ctx", "n_heads", "n_layers", "name", "parameters", "vocab_size"));
  EXPECT_EQ(document["model"]["name"], "tiny");
  EXPECT_EQ(document["model"]["kind"], "decoder");
  EXPECT_EQ(document["model"]["vocab_size"], 16);
  EXPECT_EQ(document["prompt"], "The zebra is");
  EXPECT_EQ(document["dropped"], 0);
  EXPECT_EQ(document["tokens"][1]["source"], "zebra");
  EXPECT_FALSE(document["tokens"][0].contains("source"));
  EXPECT_FALSE(document.contains("interventions"));
}

TEST_F(CliRun, eachStepHasItsDistributionAndChoice) {
  const auto document = run({"--prompt", "The cat is", "--steps", "3", "--top", "4", "--json"}).json();
  ASSERT_GE(document["steps"].size(), 1U);
  const auto& step = document["steps"][0];
  EXPECT_EQ(step["position"], 3);
  ASSERT_EQ(step["distribution"].size(), 4U);
  EXPECT_THAT(keysOf(step), ElementsAre("chosen", "distribution", "entropy_bits", "position"));
  EXPECT_THAT(keysOf(step["distribution"][0]), IsSupersetOf({"id", "logit", "probability", "text"}));
  EXPECT_THAT(keysOf(step["chosen"]), IsSupersetOf({"id", "probability", "text"}));
  const auto& drawn = *std::find_if(step["distribution"].begin(), step["distribution"].end(),
                                    [](const auto& token) { return !token.contains("drawn"); });
  EXPECT_EQ(step["chosen"]["id"], drawn["id"]) << "greedy";
  EXPECT_EQ(drawn["sampling_probability"], 1.0);
  EXPECT_GE(step["distribution"][0]["probability"].get<double>(), step["distribution"][1]["probability"].get<double>());
}

TEST_F(CliRun, aStepsChoiceIsTheNextStepsText) {
  const auto two = run({"--prompt", "The cat is", "--steps", "2", "--json"}).json();
  const std::string word = two["steps"][0]["chosen"]["text"];
  const auto one = run({"--prompt", "The cat is " + word, "--json"}).json();
  EXPECT_EQ(one["steps"][0]["chosen"]["id"], two["steps"][1]["chosen"]["id"]);
  EXPECT_NEAR(one["steps"][0]["chosen"]["probability"].get<double>(),
              two["steps"][1]["chosen"]["probability"].get<double>(), 1e-5);
}

TEST_F(CliRun, probabilitiesOfAllTokensSumToOneAndSpecialOnesAreNeverDrawn) {
  const auto document = run({"--prompt", "The cat", "--top", "100", "--json"}).json();
  double sum = 0;
  std::size_t neverDrawn = 0;
  for (const auto& token : document["steps"][0]["distribution"]) {
    sum += token["probability"].get<double>();
    if (token.contains("drawn")) {
      ++neverDrawn;
      EXPECT_EQ(token["drawn"], false);
      EXPECT_EQ(token["sampling_probability"], 0.0);
      EXPECT_GT(token["probability"].get<double>(), 0.0);
    }
  }
  EXPECT_NEAR(sum, 1.0, 1e-9);
  EXPECT_EQ(document["steps"][0]["distribution"].size(), 16U);
  EXPECT_EQ(neverDrawn, 5U);
  EXPECT_EQ(document["masked"].size(), 5U);
}

TEST_F(CliRun, noStepsGiveTheTokensAlone) {
  const auto document = run({"--prompt", "The cat", "--steps", "0", "--json"}).json();
  EXPECT_TRUE(document["steps"].empty());
  EXPECT_EQ(document["tokens"].size(), 2U);
  EXPECT_EQ(document["stop_reason"], "steps");
}

TEST_F(CliRun, aFullContextEndsTheRunWithItsReason) {
  nlohmann::json document{{"stop_reason", "end_of_text"}};
  for (int seed = 0; seed < 100 && document["stop_reason"] == "end_of_text"; ++seed) {  // some end the text before
    document = run({"--prompt", "The cat is on the mat .", "--steps", "100", "--temperature", "1", "--seed",
                    std::to_string(seed), "--json"})
                   .json();
  }
  EXPECT_EQ(document["stop_reason"], "context");
  EXPECT_EQ(document["steps"].back()["position"], 16);
}

TEST_F(CliRun, aPromptLongerThanTheContextIsCutAndSaidSo) {
  std::string prompt = "The";
  for (int i = 0; i < 9999; ++i) prompt += " cat";
  const CliResult result = run({"--prompt", prompt, "--json"});
  EXPECT_EQ(result.code, 0);
  const auto document = result.json();
  EXPECT_EQ(document["dropped"], 10000 - 16);
  EXPECT_EQ(document["tokens"].size(), 16U);
  EXPECT_THAT(result.err, HasSubstr("the last 16 tokens are kept"));
  EXPECT_EQ(document["steps"].size(), 1U) << "what would come next is known even where nothing more fits";
}

TEST_F(CliRun, samplingIsRepeatedByItsSeed) {
  const std::vector<std::string> arguments = {"--prompt", "The cat", "--steps", "8",      "--temperature",
                                              "1.5",      "--top-k", "6",       "--seed", "11",
                                              "--top",    "16",      "--json"};
  const CliResult first = run(arguments);
  EXPECT_EQ(first.out, run(arguments).out);
  auto otherSeed = arguments;
  otherSeed[9] = "12";
  EXPECT_NE(first.out, run(otherSeed).out);
  const auto step = first.json()["steps"][0];
  const auto drawn = std::count_if(step["distribution"].begin(), step["distribution"].end(), [](const auto& token) {
    return token["sampling_probability"].template get<double>() > 0;
  });
  EXPECT_EQ(drawn, 6);
}

TEST_F(CliRun, theNumberOfThreadsChangesNothing) {
  const std::vector<std::string> arguments = {"--prompt", "The cat is", "--steps", "5", "--json", "--threads"};
  auto one = arguments, two = arguments;
  one.emplace_back("1");
  two.emplace_back("2");
  EXPECT_EQ(run(one).out, run(two).out);
}

TEST_F(CliRun, aPromptComesFromStandardInput) {
  const CliResult typed = run({"--prompt", "The cat", "--json"});
  EXPECT_EQ(run({"--prompt", "-", "--json"}, "The cat\n").out, typed.out);
  EXPECT_EQ(run({"--prompt", "-", "--json"}, "The cat\r\n").out, typed.out);
}

TEST_F(CliRun, anAblationChangesTheRunAndIsNamed) {
  const auto whole = run({"--prompt", "The cat is", "--json"}).json();
  const auto document = run({"--prompt", "The cat is", "--ablate", "L0H1@1-2", "--ablate", "mlp1", "--json"}).json();
  EXPECT_EQ(document["interventions"], nlohmann::json({"L0H1@1-2", "mlp1"}));
  EXPECT_NE(document["steps"], whole["steps"]);
}

TEST_F(CliRun, activationsAreWrittenWithTheirManifest) {
  const auto out = folder() / "activations";
  const CliResult result = run({"--prompt", "The cat is", "--steps", "3", "--hooks",
                                "blocks.*.attn.hook_pattern,hook_embed", "--save", out.string(), "--json"});
  ASSERT_EQ(result.code, 0) << result.err;
  const auto manifest = nlohmann::json::parse(testing::readFile(out / "manifest.json"));
  ASSERT_EQ(manifest["points"].size(), 3U);
  EXPECT_EQ(manifest["points"][0]["name"], "hook_embed");
  EXPECT_EQ(manifest["points"][1]["shape"], nlohmann::json({2, 5, 5}));
  EXPECT_EQ(manifest["tokens"].size(), 5U) << "the prompt's and the generated ones but the last";
  const auto file = testing::readFile(out / "blocks.1.attn.hook_pattern.npy");
  const NpyArray pattern = readNpy(file, "pattern");
  EXPECT_EQ(pattern.shape, (NpyShape{2, 5, 5}));
  const auto& weights = std::get<std::vector<float>>(pattern.numbers);
  for (std::size_t row = 0; row < 10; ++row) {
    float sum = 0;
    for (std::size_t key = 0; key < 5; ++key) sum += weights[row * 5 + key];
    EXPECT_NEAR(sum, 1.0F, 1e-5F);
  }
  EXPECT_EQ(weights[1], 0.0F) << "a key after the query";
}

TEST_F(CliRun, theTableIsReadable) {
  const CliResult result = run({"--prompt", "The zebra is", "--steps", "2"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, AllOf(HasSubstr("zebra  (unknown: [UNK])"), HasSubstr(" bits"), HasSubstr(" %"),
                                HasSubstr("Never candidates (masked): [UNK]")));
  EXPECT_EQ(result.err, "");
}

TEST_F(CliRun, controlCharactersDoNotReachTheTerminal) {
  const CliResult result = run({"--prompt", "The \x1b[31mcat\x07 is"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(result.out, Not(HasSubstr("\x07")));
  EXPECT_EQ(run({"--prompt", "The \x1b[31mcat\x07 is", "--json"}).json()["prompt"], "The \x1b[31mcat\x07 is");
}

}  // namespace
}  // namespace headlight
