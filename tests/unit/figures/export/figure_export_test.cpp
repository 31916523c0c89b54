#include "figures/export/figure_export.h"
#include "figures/attention/attention_figure.h"
#include "figures/attention/heads_figure.h"
#include "figures/embedding/embedding_figure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "figures/prediction/prediction_figure.h"
#include "figures/text/tokens_figure.h"
#include "formats/files/npy.h"

namespace headlight {
namespace {

AttentionFigure twoTokens() {
  AttentionFigure figure;
  figure.layer = 2;
  figure.head = 3;
  figure.queryLabels = {"cat", "a,\"b\""};
  figure.keyLabels = figure.queryLabels;
  figure.weights.resize(2, 2);
  figure.weights << 1.0F, 0.0F, 0.1F, 0.9F;
  return figure;
}

PredictionFigure twoBars() {
  PredictionFigure figure;
  figure.position = 5;
  figure.bars = {{7, "mat", 2.5F, 0.75, 1.0, true}, {9, "sofa", 1.0F, 0.125, 0.0, false}};
  return figure;
}

TEST(FigureExport, namesFollowTheContract) {
  AttentionFigure attention = twoTokens();
  EXPECT_EQ(figureName(attention), "attention_L2_H3");
  attention.head = -1;
  EXPECT_EQ(figureName(attention), "attention_L2_mean");
  EXPECT_EQ(figureName(twoBars()), "prediction_005");
  PredictionFigure late;
  late.position = 1023;
  EXPECT_EQ(figureName(late), "prediction_1023");
  EmbeddingFigure embedding;
  embedding.method = "PCA";
  EXPECT_EQ(figureName(embedding), "embedding_pca");
  EXPECT_EQ(figureName(TokensFigure{}), "tokens");
  EXPECT_EQ(figureName(HeadsFigure{}), "heads");
}

TEST(FigureExport, aNameOfManyHeadsFitsIntoAFileSystem) {
  AttentionFigure figure = twoTokens();
  figure.layer = figure.head = -1;
  for (int place = 0; place < 1024; ++place) figure.members.push_back({place / 32, place % 32});
  const std::string name = figureName(figure);
  EXPECT_LE(name.size(), 200U);
  figure.members.back().head = 0;  // the names of two choices differ
  EXPECT_NE(figureName(figure), name);
}

TEST(FigureExport, anUnknownFrequencyIsAnEmptyCell) {
  EmbeddingFigure figure;
  figure.labels = {"cat", "[UNK]"};
  figure.ids = {7, 0};
  figure.coordinates.setZero(2, 3);
  figure.coloring = {EmbeddingFigure::Coloring::Kind::Frequency, "frequency", {}, {}, {12.0, std::nan("")}};
  const std::string csv = figureCsv(figure);
  EXPECT_NE(csv.find(",12"), std::string::npos) << csv;
  EXPECT_EQ(csv.find("nan"), std::string::npos) << csv;
}

TEST(FigureExport, maskedCellsAreEmptyAndNotZero) {
  EXPECT_EQ(figureCsv(twoTokens()),
            "query \\ key,cat,\"a,\"\"b\"\"\"\n"
            "cat,1,\n"
            "\"a,\"\"b\"\"\",0.100000001,0.899999976\n");
  AttentionFigure seesAll = twoTokens();
  seesAll.causal = false;
  EXPECT_NE(figureCsv(seesAll).find("cat,1,0\n"), std::string::npos);
}

TEST(FigureExport, aPredictionIsATableOfItsBars) {
  EXPECT_EQ(
      figureCsv(twoBars()),
      "id,text,logit,probability,sampling_probability,chosen,drawn\n7,mat,2.5,0.75,1,1,1\n9,sofa,1,0.125,0,0,1\n");
}

TEST(FigureExport, theModelViewIsOneRowACell) {
  HeadsFigure figure;
  figure.layers = 1;
  figure.heads = 2;
  figure.queryLabels = figure.keyLabels = {"a", "b"};
  figure.patterns = {twoTokens().weights, twoTokens().weights};
  const std::string csv = figureCsv(figure);
  EXPECT_NE(csv.find("0,1,1,0,b,a,0.100000001\n"), std::string::npos);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 2 * 3);
  const NpyArray array = readNpy(figureNpy(figure).front().bytes, "heads.npy");
  EXPECT_EQ(array.shape, (NpyShape{1, 2, 2, 2}));
}

TEST(FigureExport, npyHoldsTheBitsOfTheFigure) {
  const AttentionFigure figure = twoTokens();
  const auto files = figureNpy(figure);
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].name, "attention_L2_H3.npy");
  const NpyArray array = readNpy(files[0].bytes, files[0].name);
  EXPECT_EQ(array.shape, (NpyShape{2, 2}));
  EXPECT_EQ(std::get<std::vector<float>>(array.numbers), (std::vector<float>{1.0F, 0.0F, 0.1F, 0.9F}));
}

TEST(FigureExport, idsComeBesideTheNumbersOfAPrediction) {
  const auto files = figureNpy(twoBars());
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(std::get<std::vector<double>>(readNpy(files[0].bytes, "").numbers),
            (std::vector<double>{2.5, 0.75, 1.0, 1.0, 0.125, 0.0}));
  EXPECT_EQ(files[1].name, "prediction_005_ids.npy");
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(readNpy(files[1].bytes, "").numbers),
            (std::vector<std::int64_t>{7, 9}));
}

TEST(FigureExport, tokensJsonNamesModelPromptAndTokens) {
  TokensFigure figure;
  figure.source = {"classroom-en", "The zebra", {"L0H1"}};
  figure.chips = {
      {8, "The", "", "54 68 65", "", false}, {0, "[UNK]", "zebra", "7a", "", false}, {3, "", "", "e7 8c", "猫", true}};
  const auto json = nlohmann::json::parse(figureTokensJson(figure));
  EXPECT_EQ(json["model"], "classroom-en");
  EXPECT_EQ(json["interventions"][0], "L0H1");
  EXPECT_EQ(json["tokens"][1]["source"], "zebra");
  EXPECT_EQ(json["tokens"][2]["bytes"], "e7 8c");
  EXPECT_EQ(json["tokens"][2]["generated"], true);
  EXPECT_FALSE(json["tokens"][0].contains("bytes"));
}

TEST(FigureExport, embeddingsCarryTextAndPlace) {
  EmbeddingFigure figure;
  figure.method = "PCA";
  figure.labels = {"cat", "dog"};
  figure.ids = {11, 12};
  figure.coordinates.resize(2, 3);
  figure.coordinates << 1, 2, 3, 4, 5, 6.5F;
  figure.highlighted = {1};
  EXPECT_EQ(figureCsv(figure), "id,text,x,y,z,highlighted\n11,cat,1,2,3,0\n12,dog,4,5,6.5,1\n");
  EXPECT_EQ(readNpy(figureNpy(figure)[0].bytes, "").shape, (NpyShape{2, 3}));
  figure.stations = {"input", "0"};  // one token on its way
  figure.prompts = {"The cat", "A dog"};
  figure.promptOf = {0, 1};
  EXPECT_EQ(figureCsv(figure),
            "id,text,x,y,z,highlighted,station,token,prompt_text\n11,cat,1,2,3,0,input,0,The cat\n"
            "12,dog,4,5,6.5,1,0,0,A dog\n");
}

}  // namespace
}  // namespace headlight
