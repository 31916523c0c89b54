// `headlight compare`: its runs are those of `headlight run`, number for number; what it adds; what it refuses.

#include <gmock/gmock.h>

#include <bit>
#include <fstream>

#include "cli/compare/compare_experiments.h"
#include "formats/files/npy.h"
#include "generate/generation.h"
#include "unit/cli/kind_folders.h"

namespace headlight {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using testing::runCli;

class CliCompare : public ::testing::Test {
 protected:
  std::string model(ModelKind kind) {
    const std::string name(modelKindName(kind));
    const auto path = m_folder.path() / name;
    return std::filesystem::exists(path) ? path.string() : testing::writeKindModel(m_folder.path(), name, kind);
  }
  testing::CliResult compare(const std::vector<ModelKind>& kinds, const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"compare"};
    for (const ModelKind kind : kinds) arguments.insert(arguments.end(), {"--model", model(kind)});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runCli(arguments);
  }
  [[nodiscard]] std::filesystem::path out(const std::string& name) const { return m_folder.path() / name; }

  const std::vector<ModelKind> four{ModelKind::Decoder, ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru};
  const std::string prompt = "The cat is on the";

 private:
  testing::TemporaryFolder m_folder;
};

TEST_F(CliCompare, itsRunsAreThoseOfRunNumberForNumber) {
  const std::vector<std::vector<std::string>> samplings{{}, {"--temperature", "1.3", "--top-k", "6", "--seed", "11"}};
  for (const auto& sampling : samplings) {
    std::vector<std::string> more{"--prompt", prompt, "--steps", "6", "--json"};
    more.insert(more.end(), sampling.begin(), sampling.end());
    const json together = compare(four, more).json();
    ASSERT_EQ(together["runs"].size(), 4U);
    for (std::size_t i = 0; i < four.size(); ++i) {
      std::vector<std::string> alone{"run", "--model", model(four[i])};
      alone.insert(alone.end(), more.begin(), more.end());
      EXPECT_EQ(together["runs"][i], runCli(alone).json()) << modelKindName(four[i]);  // shortest exact numbers
    }
  }
}

TEST_F(CliCompare, forcedRunsAreThoseOfTheSameTextAloneBitForBit) {
  const json together = compare(four, {"--prompt", prompt, "--steps", "5", "--forced", "--json"}).json();
  std::vector<TokenId> text;
  for (const auto& step : together["runs"][0]["steps"]) text.push_back(step["chosen"]["id"]);
  ASSERT_EQ(text.size(), 5U);
  for (std::size_t i = 0; i < four.size(); ++i) {
    const auto opened = openModel(model(four[i]));
    Generation alone(*opened->model, *opened->tokenizer, preparePrompt(prompt, *opened->tokenizer, 16));
    for (std::size_t k = 0; k < text.size(); ++k) {
      const json& step = together["runs"][i]["steps"][k];
      const Distribution expected = alone.distribution();
      ASSERT_EQ(step["chosen"]["id"], text[k]);
      for (std::size_t c = 0; c < step["distribution"].size(); ++c) {
        EXPECT_EQ(step["distribution"][c]["id"], expected.candidates[c].id);
        EXPECT_EQ(std::bit_cast<std::uint64_t>(step["distribution"][c]["probability"].get<double>()),
                  std::bit_cast<std::uint64_t>(expected.candidates[c].probability));
      }
      EXPECT_EQ(together["words"][k]["runs"][i]["probability"].get<double>(), expected.find(text[k])->probability);
      ASSERT_TRUE(alone.take(text[k]));
    }
  }
}

TEST_F(CliCompare, everyPairHasADivergenceAtEveryStep) {
  const json document = compare(four, {"--prompt", prompt, "--steps", "3", "--json"}).json();
  EXPECT_EQ(document["prompt"], prompt);
  ASSERT_EQ(document["divergence"].size(), 3U);
  for (const json& pairs : document["divergence"]) {
    ASSERT_EQ(pairs.size(), 6U);
    EXPECT_EQ(pairs[0]["a"], "decoder");
    EXPECT_EQ(pairs[0]["b"], "rnn");
    EXPECT_EQ(pairs[5]["runs"], json({2, 3}));
    for (const json& pair : pairs) {
      EXPECT_GE(pair["bits"].get<double>(), 0);
      EXPECT_LE(pair["bits"].get<double>(), 1);
    }
  }
  const json first = document["runs"][0]["steps"][0], other = document["runs"][1]["steps"][0];
  const json& word = document["words"][0];
  EXPECT_EQ(word["runs"][0]["probability"], first["chosen"]["probability"]);
  for (const json& candidate : other["distribution"]) {
    if (candidate["id"] == first["chosen"]["id"]) {
      EXPECT_EQ(word["runs"][1]["probability"], candidate["probability"]);
    }
  }
}

TEST_F(CliCompare, theSameModelTwiceDiffersInNothing) {
  const json document =
      compare({ModelKind::Gru, ModelKind::Gru}, {"--prompt", prompt, "--steps", "2", "--json"}).json();
  EXPECT_EQ(document["runs"][0], document["runs"][1]);
  EXPECT_EQ(document["divergence"][1][0]["bits"], 0.0);
  EXPECT_EQ(document["words"][1]["agreeing"], 2);
}

TEST_F(CliCompare, withoutStepsThereAreTokensAlone) {
  const json document =
      compare({ModelKind::Gru, ModelKind::Rnn}, {"--prompt", prompt, "--steps", "0", "--json"}).json();
  EXPECT_EQ(document["runs"][0]["tokens"].size(), 5U);
  EXPECT_TRUE(document["runs"][1]["steps"].empty());
  EXPECT_TRUE(document["divergence"].empty());
}

TEST_F(CliCompare, aFullContextEndsARunAndNotTheOthers) {
  const json document =
      compare({ModelKind::Decoder, ModelKind::Lstm}, {"--prompt", prompt, "--steps", "40", "--forced", "--json"})
          .json();
  EXPECT_EQ(document["runs"][0]["stop_reason"], "context");
  EXPECT_EQ(document["runs"][0]["steps"].size(), document["runs"][1]["steps"].size());
}

TEST_F(CliCompare, peopleGetATableWithLettersAndADash) {
  const auto result = compare({ModelKind::Decoder, ModelKind::Gru}, {"--prompt", prompt, "--steps", "2"});
  EXPECT_EQ(result.code, 0) << result.err;
  for (const char* text : {"A p", "B p", "perplexity", "A-B", "2 of 2", "decoder", "gru"}) {
    if (std::string(text) == "2 of 2") continue;  // random models need not agree
    EXPECT_THAT(result.out, HasSubstr(text));
  }
}

TEST_F(CliCompare, wrongUsageAndBadModelsHaveTheirCodes) {
  const std::vector<std::string> run{"--prompt", prompt};
  EXPECT_EQ(compare({ModelKind::Gru}, run).code, 2);
  EXPECT_THAT(compare({ModelKind::Gru}, run).err, HasSubstr("2 to 4 models"));
  EXPECT_EQ(compare(std::vector<ModelKind>(5, ModelKind::Gru), run).code, 2);
  EXPECT_EQ(compare({}, run).code, 2);
  EXPECT_EQ(compare({ModelKind::Gru, ModelKind::Rnn}, {}).code, 2) << "no prompt";
  EXPECT_EQ(compare({ModelKind::Gru, ModelKind::Rnn}, {"--prompt", ""}).code, 2);
  EXPECT_EQ(compare({ModelKind::Gru, ModelKind::Rnn}, {"--prompt", prompt, "--steps", "-1"}).code, 2);
  EXPECT_EQ(compare({ModelKind::Gru, ModelKind::Rnn}, {"--prompt", prompt, "--greedy", "--seed", "1"}).code, 2);
  EXPECT_EQ(compare({ModelKind::Gru}, {"--model", out("missing").string(), "--prompt", prompt}).code, 3);
  for (const ModelKind kind : {ModelKind::Encoder, ModelKind::EncoderDecoder}) {
    const auto refused = compare({ModelKind::Gru, kind}, {"--prompt", "The cat is [MASK] the"});
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("does not write a text word by word"));
  }
  const auto unknown = compare({ModelKind::Gru}, {"--experiment", "nonsense"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("nonsense"));
}

TEST_F(CliCompare, aBadFormatIsRefusedBeforeAnythingIsRun) {
  const auto result = compare({ModelKind::Gru, ModelKind::Rnn},
                              {"--prompt", prompt, "--out", out("figures").string(), "--formats", "png"});
  EXPECT_EQ(result.code, 2) << "this build of the command line draws nothing";
  EXPECT_FALSE(std::filesystem::exists(out("figures")));
}

TEST_F(CliCompare, itsTableIsAFileToo) {
  const auto result = compare({ModelKind::Gru, ModelKind::Rnn},
                              {"--prompt", prompt, "--steps", "3", "--out", out("a").string(), "--formats", "csv,npy"});
  ASSERT_EQ(result.code, 0) << result.err;
  const auto exported =
      runCli({"export", "--model", model(ModelKind::Gru), "--with", model(ModelKind::Rnn), "--what", "compare",
              "--prompt", prompt, "--steps", "3", "--out", out("b").string(), "--formats", "csv,npy"});
  ASSERT_EQ(exported.code, 0) << exported.err;
  for (const char* name : {"compare.csv", "compare.npy", "compare_divergence.npy"}) {
    const auto bytes = [&](const char* folder) {
      std::ifstream file(out(folder) / name, std::ios::binary);
      return std::string(std::istreambuf_iterator<char>(file), {});
    };
    EXPECT_FALSE(bytes("a").empty()) << name;
    EXPECT_EQ(bytes("a"), bytes("b")) << name;
  }
  std::ifstream file(out("a") / "compare.npy", std::ios::binary);
  const NpyArray array = readNpy(std::string(std::istreambuf_iterator<char>(file), {}), "compare.npy");
  EXPECT_EQ(array.shape, (NpyShape{3, 2, 3}));
  EXPECT_EQ(runCli({"export", "--model", model(ModelKind::Gru), "--what", "compare", "--prompt", prompt, "--out",
                    out("c").string()})
                .code,
            2);
}

}  // namespace
}  // namespace headlight
