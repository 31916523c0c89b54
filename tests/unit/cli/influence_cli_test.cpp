// `headlight compare --experiment memory` and `gradients`: what they print and write.

#include <gmock/gmock.h>

#include <fstream>

#include "figures/experiments/gradient_time_figure.h"
#include "figures/export/figure_export.h"
#include "unit/cli/kind_folders.h"

namespace headlight {
namespace {

using ::testing::HasSubstr;
using testing::runCli;

class InfluenceCli : public ::testing::Test {
 protected:
  InfluenceCli() {
    for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Rnn}) {
      models.push_back(testing::writeKindModel(folder.path(), std::string(modelKindName(kind)), kind));
      std::ofstream(std::filesystem::path(models.back()) / "lexicon.tsv")
          << "word\tclass\tfrequency\ncat\tanimal\t3\nbird\tanimal\t2\nmat\tplace\t1\n";
    }
  }
  [[nodiscard]] testing::CliResult compare(std::vector<std::string> more) const {
    std::vector<std::string> arguments{"compare"};
    for (const std::string& model : models) arguments.insert(arguments.end(), {"--model", model});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runCli(arguments);
  }

  testing::TemporaryFolder folder;
  std::vector<std::string> models;
};

TEST_F(InfluenceCli, memoryNamesEveryTokenOfEveryModel) {
  const auto document = compare({"--experiment", "memory", "--prompt", "The cat is on the", "--json"}).json();
  EXPECT_EQ(document["experiment"], "memory");
  ASSERT_EQ(document["models"].size(), 2U);
  for (const auto& model : document["models"]) {
    ASSERT_EQ(model["tokens"].size(), 5U);
    double sum = 0;
    for (const auto& token : model["tokens"]) sum += token["share"].get<double>();
    EXPECT_NEAR(sum, 1, 1e-9);
    const auto& cat = model["tokens"][1];
    EXPECT_EQ(cat["text"], "cat");
    EXPECT_EQ(cat["class"], "animal");
    EXPECT_EQ(cat["replaced_by"], 1);
    EXPECT_EQ(cat["largest_word"], "bird");
    EXPECT_EQ(cat["mean_bits"], cat["largest_bits"]);
    EXPECT_TRUE(model["tokens"][0]["class"].is_null());
    EXPECT_TRUE(model["tokens"][0]["mean_bits"].is_null());
    EXPECT_GT(model["next"]["probability"].get<double>(), 0);
  }
  const auto table = compare({"--experiment", "memory", "--prompt", "The cat is on the"});
  EXPECT_EQ(table.code, 0) << table.err;
  EXPECT_THAT(table.out, HasSubstr("animal"));
}

TEST_F(InfluenceCli, memoryGoesOnBeforeItMeasures) {
  const auto own = compare({"--experiment", "memory", "--prompt", "The cat is", "--steps", "2", "--json"}).json();
  const auto forced =
      compare({"--experiment", "memory", "--prompt", "The cat is", "--steps", "2", "--forced", "--json"}).json();
  EXPECT_EQ(own["models"][0]["tokens"].size(), 5U);
  const auto idsOf = [](const nlohmann::json& model) {
    std::vector<int> ids;
    for (const auto& token : model["tokens"]) ids.push_back(token["id"]);
    return ids;
  };
  EXPECT_EQ(idsOf(forced["models"][0]), idsOf(own["models"][0]));
  EXPECT_EQ(idsOf(forced["models"][1]), idsOf(forced["models"][0]));
}

TEST_F(InfluenceCli, memoryWritesBothMeasures) {
  const auto out = folder.path() / "out";
  const auto result = compare(
      {"--experiment", "memory", "--prompt", "The cat is on the", "--out", out.string(), "--formats", "csv,npy"});
  ASSERT_EQ(result.code, 0) << result.err;
  std::ifstream csv(out / "influence_gradient.csv");
  std::string heading, line;
  std::getline(csv, heading);
  EXPECT_EQ(
      heading,
      "model,kind,position,id,text,next,gradient_norm,share,class,replaced_by,mean_bits,largest_bits,largest_word");
  int lines = 0;
  while (std::getline(csv, line)) ++lines;
  EXPECT_EQ(lines, 10);
  for (const char* name : {"influence_replacement.csv", "influence_gradient_0.npy", "influence_gradient_1.npy"}) {
    EXPECT_TRUE(std::filesystem::exists(out / name)) << name;
  }
}

TEST_F(InfluenceCli, memoryNeedsAPromptAndAModelThatGoesOn) {
  EXPECT_EQ(compare({"--experiment", "memory"}).code, 2);
  models = {testing::writeKindModel(folder.path(), "encoder", ModelKind::Encoder)};
  const auto refused = compare({"--experiment", "memory", "--prompt", "The [MASK]"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("encoder"));
}

TEST_F(InfluenceCli, gradientsRefuseALayerThatNoModelHas) {
  EXPECT_EQ(compare({"--experiment", "gradients", "--layer", "9"}).code, 2);
}

TEST(InfluenceFigureFiles, GradientsThroughTimeHoldEveryCurve) {
  GradientTimeFigure figure;
  figure.layer = 1;
  figure.curves = {{"a", "rnn", false, {{{1, 0.1, 3}, {3, 0.3, 2}}, {{2, 0.2, 3}, {4, 0.4, 2}}}},
                   {"a", "rnn", true, {{{5, 0.5, 3}}}}};
  const FigureData data = figure;
  EXPECT_EQ(figureName(data), "gradients_through_time_L1");
  EXPECT_THAT(figureCsv(data), HasSubstr("a,rnn,initial,1,1,4,0.4,2"));
  EXPECT_THAT(figureCsv(data), HasSubstr("a,rnn,trained,0,0,5,0.5,3"));
  const std::vector<NamedFile> files = figureNpy(data);
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files.front().name, "gradients_through_time_L1.npy");
  EXPECT_THAT(files.front().bytes, HasSubstr("(2, 2, 3)"));  // the curve without that layer is there, as NaN
}

}  // namespace
}  // namespace headlight
