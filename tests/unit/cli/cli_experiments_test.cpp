// `headlight compare --experiment distance` and `speed`: what they print, write and refuse.

#include <filesystem>

#include "formats/files/npy.h"
#include "unit/cli/cli_fixture.h"
#include "unit/cli/kind_folders.h"

namespace headlight::testing {
namespace {

std::string sample(const char* name) {
  return (std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models" / name).string();
}

std::vector<std::string> experiment(const std::string& name, const std::vector<std::string>& models,
                                    const std::vector<std::string>& more) {
  std::vector<std::string> arguments{"compare", "--experiment", name};
  for (const std::string& model : models) arguments.insert(arguments.end(), {"--model", model});
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

const std::vector<std::string> kTwo{sample("classroom-en"), sample("classroom-rnn")};

TEST(CliDistance, printsPointsWithTheirIntervals) {
  const CliResult result = runCli(
      experiment("distance", kTwo, {"--distances", "10,0", "--sentences", "6", "--kind", "agreement", "--json"}));
  ASSERT_EQ(result.code, 0) << result.err;
  const nlohmann::json document = result.json();
  EXPECT_EQ(document["sentences"], 6);
  ASSERT_EQ(document["points"].size(), 4U);
  EXPECT_EQ(document["points"][0]["distance"], 0);
  EXPECT_EQ(document["points"][0]["model"], "classroom-en");
  EXPECT_EQ(document["points"][3]["distance"], 10);
  EXPECT_EQ(document["points"][3]["model"], "classroom-rnn");
  for (const auto& point : document["points"]) {
    EXPECT_EQ(point["kind"], "agreement");
    EXPECT_EQ(point["sentences"], 6);
    EXPECT_LE(point["low"], point["share"]);
    EXPECT_GE(point["high"], point["share"]);
    EXPECT_GT(point["mean_probability"], 0);
  }
  ASSERT_EQ(document["examples"].size(), 2U);
  EXPECT_EQ(document["examples"][1]["said"].size(), 2U);
  EXPECT_NE(document["examples"][1]["right"], document["examples"][1]["wrong"]);
}

TEST(CliDistance, theTableSaysWhereIntervalsDoNotOverlap) {
  const CliResult result =
      runCli(experiment("distance", kTwo, {"--distances", "20", "--sentences", "40", "--kind", "place"}));
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_NE(result.out.find("words between"), std::string::npos);
  EXPECT_NE(result.out.find("intervals of classroom-rnn and classroom-en do not overlap at: 20"), std::string::npos)
      << result.out;
}

TEST(CliDistance, writesTheFigureAndTheSameNumbersWithAnyNumberOfThreads) {
  const TemporaryFolder folder;
  const auto write = [&](const char* name, const char* threads) {
    const std::string out = (folder.path() / name).string();
    const CliResult result = runCli(experiment(
        "distance", kTwo,
        {"--distances", "0,5", "--sentences", "5", "--threads", threads, "--out", out, "--formats", "csv,npy"}));
    EXPECT_EQ(result.code, 0) << result.err;
    return out;
  };
  const std::filesystem::path one = write("one", "1"), three = write("three", "3");
  EXPECT_EQ(readFile(one / "distance.csv"), readFile(three / "distance.csv"));
  EXPECT_EQ(readFile(one / "distance.csv").substr(0, 60),
            "kind,distance,model,right,sentences,share,low,high,mean_prob");
  const NpyArray points = readNpy(readFile(one / "distance.npy"), "distance.npy");
  EXPECT_EQ(points.shape, (NpyShape{3, 2, 2, 5}));
  EXPECT_EQ(readNpy(readFile(one / "distance_distances.npy"), "d").shape, (NpyShape{2}));
}

TEST(CliDistance, refusesWhatCannotBe) {
  const TemporaryFolder folder;
  const std::string tiny = writeTinyModel(folder.path()).string();
  const CliResult words = runCli(experiment("distance", {tiny}, {"--sentences", "2"}));
  EXPECT_EQ(words.code, 2);
  EXPECT_NE(words.err.find("tiny cannot take part: its vocabulary has no single token for"), std::string::npos)
      << words.err;
  const CliResult far = runCli(experiment("distance", kTwo, {"--distances", "0,41"}));
  EXPECT_EQ(far.code, 2);
  EXPECT_NE(far.err.find("from 0 to 40"), std::string::npos) << far.err;
  EXPECT_EQ(runCli(experiment("distance", kTwo, {"--kind", "colour"})).code, 2);
  EXPECT_EQ(runCli(experiment("distance", {sample("classroom-bert")}, {"--sentences", "2"})).code, 2);
  const CliResult unknown = runCli(experiment("weight", kTwo, {}));
  EXPECT_EQ(unknown.code, 2);
  EXPECT_NE(unknown.err.find("distance, speed"), std::string::npos) << unknown.err;
}

TEST(CliSpeed, measuresEveryModelAtEveryLengthThatItCanHave) {
  const TemporaryFolder folder;
  const std::string decoder = writeKindModel(folder.path(), "decoder", ModelKind::Decoder);
  const std::string gru = writeKindModel(folder.path(), "gru", ModelKind::Gru);
  const std::string out = (folder.path() / "out").string();
  const CliResult result = runCli(
      experiment("speed", {decoder, gru},
                 {"--lengths", "4,16,24", "--repetitions", "3", "--out", out, "--formats", "csv,npy", "--json"}));
  ASSERT_EQ(result.code, 0) << result.err;
  const nlohmann::json document = result.json();
  EXPECT_EQ(document["repetitions"], 3);
  EXPECT_EQ(document["threads"], 1);
  const int more = document["more_threads"];
  EXPECT_TRUE(more == 0 || more > 1) << "0 on a machine with one core";
  EXPECT_GT(document["models"][0]["multiplications"]["layers"], 0);
  EXPECT_GT(document["models"][0]["multiplications"]["attention_per_earlier_token"], 0);
  EXPECT_EQ(document["models"][1]["multiplications"]["attention_per_earlier_token"], 0) << "a recurrent net";
  for (const auto& time : document["models"][0]["prompt_in_one_call_more_threads_ms"])
    EXPECT_EQ(time.is_null(), more == 0);
  EXPECT_EQ(document["models"][0]["context"], 16);
  EXPECT_TRUE(document["models"][0]["stretched"]);
  EXPECT_FALSE(document["models"][1]["stretched"]);
  for (const char* times : {"step_ms", "prompt_in_one_call_ms", "prompt_token_by_token_ms"}) {
    for (const auto& time : document["models"][0][times]) EXPECT_GT(time, 0);
    EXPECT_TRUE(document["models"][1][times][2].is_null()) << times;
  }
  EXPECT_EQ(readNpy(readFile(folder.path() / "out/speed.npy"), "speed.npy").shape, (NpyShape{2, 3, 4}));
  EXPECT_NE(readFile(folder.path() / "out/speed.csv").find("decoder,24,0,"), std::string::npos);
}

}  // namespace
}  // namespace headlight::testing
