#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "unit/cli/cli_fixture.h"

namespace headlight {
namespace {

using testing::CliResult;
using testing::CliTest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::keysOf;
using testing::runCli;

class CliCommands : public CliTest {};

TEST_F(CliCommands, modelsListsTheSampleModels) {
  ASSERT_EQ(setenv("HEADLIGHT_MODELS", folder().c_str(), 1), 0);
  const auto list = runCli({"models", "--json"}).json();
  const CliResult table = runCli({"models"});
  const CliResult byName = runCli({"run", "--model", "tiny", "--prompt", "The cat", "--json"});
  unsetenv("HEADLIGHT_MODELS");
  const auto tiny = std::find_if(list.begin(), list.end(), [](const auto& model) { return model["name"] == "tiny"; });
  ASSERT_NE(tiny, list.end());
  EXPECT_THAT(keysOf(*tiny), ElementsAre("d_model", "folder", "kind", "language", "n_ctx", "n_heads", "n_layers",
                                         "name", "parameters", "validation_loss", "vocab_size"));
  EXPECT_EQ((*tiny)["language"], "en");
  EXPECT_EQ((*tiny)["validation_loss"], 2.5);
  EXPECT_THAT(table.out, HasSubstr("tiny"));
  EXPECT_EQ(byName.code, 0) << byName.err;
}

TEST_F(CliCommands, aBrokenSampleModelDoesNotHideTheOthers) {
  std::filesystem::create_directories(folder() / "broken");
  std::ofstream(folder() / "broken" / "config.json") << "{";
  ASSERT_EQ(setenv("HEADLIGHT_MODELS", folder().c_str(), 1), 0);
  const CliResult result = runCli({"models", "--json"});
  unsetenv("HEADLIGHT_MODELS");
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.out, HasSubstr("\"tiny\""));
  EXPECT_THAT(result.err, HasSubstr("broken"));
}

TEST_F(CliCommands, hooksListsThePointsInOrderWithTheirShapes) {
  const auto list = command("hooks", {"--json"}).json();
  EXPECT_EQ(list.front(), (nlohmann::json{{"name", "hook_embed"}, {"shape", {"pos", "d_model"}}, {"sizes", {-1, 32}}}));
  EXPECT_EQ(list.back()["name"], "unembed.hook_out");
  const auto pattern = std::find_if(list.begin(), list.end(),
                                    [](const auto& point) { return point["name"] == "blocks.1.attn.hook_pattern"; });
  ASSERT_NE(pattern, list.end());
  EXPECT_EQ((*pattern)["shape"], nlohmann::json({"head", "query_pos", "key_pos"}));
  EXPECT_EQ((*pattern)["sizes"], nlohmann::json({2, -1, -1}));
  EXPECT_THAT(command("hooks", {}).out, HasSubstr("blocks.0.mlp.hook_post"));
}

TEST_F(CliCommands, tokenizeGivesIdsAndPieces) {
  const auto document = command("tokenize", {"The zebra.", "--json"}).json();
  EXPECT_EQ(document, (nlohmann::json{{"ids", {6, 0, 12}}, {"tokens", {"The", "[UNK]", "."}}}));
  EXPECT_THAT(command("tokenize", {"The zebra."}).out, HasSubstr("zebra"));
  EXPECT_EQ(command("tokenize", {"", "--json"}).json()["ids"].size(), 0U) << "an empty text has no tokens";
}

TEST_F(CliCommands, tokenizeReadsATokenizerFileAndAnArrayOfTexts) {
  const auto texts = folder() / "texts.json";
  std::ofstream(texts) << R"(["The cat", "", "on the mat."])";
  const auto tokenizer = (std::filesystem::path(model()) / "tokenizer.json").string();
  const auto answers = runCli({"tokenize", "--tokenizer", tokenizer, "--texts", texts.string(), "--json"}).json();
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0]["ids"], nlohmann::json({6, 7}));
  EXPECT_TRUE(answers[1]["ids"].empty());
  EXPECT_EQ(answers[2]["ids"].size(), 4U);
}

TEST_F(CliCommands, tokenizeReadsTheVocabularyInsideAGgufFile) {
  const std::string file = std::string(HEADLIGHT_SOURCE_DIR) + "/tests/golden/data/gguf/f32.gguf";
  const CliResult result = runCli({"tokenize", "--tokenizer", file, "abc a<|endoftext|>ab", "--json"});
  EXPECT_EQ(result.json()["ids"], nlohmann::json({7, 6, 0, 5}));
  EXPECT_THAT(result.err, HasSubstr("merge"));  // the file has one that cannot be done
}

TEST_F(CliCommands, tokenizeTracesHowATextWasSplit) {
  const auto trace = command("tokenize", {"The zebra.", "--trace", "--json"}).json();
  EXPECT_EQ(trace.at("algorithm"), "words");
  EXPECT_EQ(trace.at("parts").at(0).at("pre_tokens").size(), 3U);
  const std::string words = std::string(HEADLIGHT_SOURCE_DIR) + "/sample_models/tokenizers/zh-words/tokenizer.json";
  const CliResult lattice = runCli({"tokenize", "--tokenizer", words, "--trace", "计算机科学"});
  EXPECT_THAT(lattice.out, HasSubstr("* -15.3466  计算机科学"));
}

TEST_F(CliCommands, tokenizeWantsOneTokenizerAndOneText) {
  EXPECT_EQ(runCli({"tokenize", "The"}).code, 2);
  EXPECT_EQ(command("tokenize", {}).code, 2);
  EXPECT_EQ(command("tokenize", {"--tokenizer", "x.json", "The"}).code, 2);
}

TEST_F(CliCommands, checkPassesOnEveryHookPoint) {
  const CliResult result = command("check", {"--prompt", "The cat is on the mat", "--steps", "6", "--json"});
  EXPECT_EQ(result.code, 0) << result.err;
  const auto document = result.json();
  EXPECT_EQ(document["passed"], true);
  EXPECT_LT(document["max_abs_error"].get<double>(), 1e-3);
  EXPECT_EQ(document["points"].size(), command("hooks", {"--json"}).json().size() + 1);  // and the probabilities
  EXPECT_THAT(keysOf(document["points"][0]), ElementsAre("max_abs_error", "max_rel_error", "name"));
  EXPECT_EQ(document["not_checked"], nlohmann::json({"gradients", "projections", "means", "compared models"}));
  const std::string said = command("check", {"--prompt", "The cat"}).out;
  EXPECT_THAT(said, HasSubstr("Passed: "));
  EXPECT_THAT(said, HasSubstr(" points (hook points and probabilities)"));
  EXPECT_THAT(said, HasSubstr("Not checked: gradients, projections, means, compared models."));
}

TEST_F(CliCommands, helpIsThereForEverySubcommand) {
  EXPECT_EQ(runCli({"--help"}).code, 0);
  EXPECT_THAT(runCli({"--help"}).out, HasSubstr("export"));
  for (const char* name : {"models", "tokenize", "run", "hooks", "export", "check", "eval", "train", "bench"}) {
    const CliResult result = runCli({name, "--help"});
    EXPECT_EQ(result.code, 0) << name << result.err;
    EXPECT_THAT(result.out, HasSubstr("--help")) << name;
    const std::vector<std::string> arguments = {name};
    EXPECT_TRUE(isCommandLine(arguments));
  }
}

TEST_F(CliCommands, versionIsADiagnosis) {
  const CliResult result = runCli({"--version"});
  EXPECT_EQ(result.code, 0);
  for (const char* name : {"headlight ", "compiler: ", "build: ", "window (Qt): no", "Eigen: 3.", "Boost: 1.",
                           "CLI11: ", "nlohmann/json: 3.", "OpenSSL: ", "ICU: ", "threads: "}) {
    EXPECT_THAT(result.out, HasSubstr(name));
  }
}

TEST_F(CliCommands, aFolderOrNothingOpensTheWindow) {
  const std::vector<std::string> none, aFolder = {"sample_models/classroom-en"}, help = {"--help"};
  EXPECT_FALSE(isCommandLine(none));
  EXPECT_FALSE(isCommandLine(aFolder));
  EXPECT_TRUE(isCommandLine(help));
}

}  // namespace
}  // namespace headlight
