// `headlight export --what embedding`: spaces of a model, several prompts, tables from files, axes, colours, parts.

#include <gmock/gmock.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "figures/embedding/embedding_figure.h"
#include "figures/figure_data.h"
#include "unit/cli/cli_fixture.h"

namespace headlight {
namespace {

using testing::CliResult;
using testing::CliTest;
using ::testing::HasSubstr;
using testing::readFile;
using testing::runCli;
using ::testing::StartsWith;

/// Keeps the last figure.
class KeepingWriter : public FigureWriter {
 public:
  std::string render(const FigureData& figure, ImageFormat, const FigureOptions&) override {
    shown = figure.get<EmbeddingFigure>();
    return "picture";
  }
  EmbeddingFigure shown;
};

class CliEmbedding : public CliTest {
 protected:
  [[nodiscard]] std::filesystem::path out() const { return folder() / "out"; }
  [[nodiscard]] CliResult ofModel(std::vector<std::string> more) {
    more.insert(more.begin(),
                {"--prompt", "The cat is on", "--what", "embedding", "--out", out().string(), "--formats", "csv,svg"});
    return command("export", more, "", &m_writer);
  }
  [[nodiscard]] CliResult ofTable(std::vector<std::string> more) {
    const auto file = folder() / "animals.tsv";
    std::ofstream(file) << "word\tkind\td1\td2\td3\td4\ncat\tpet\t1\t0\t0\t1\ndog\tpet\t1\t0.1\t0\t1\n"
                           "owl\tbird\t0\t1\t0\t1\nant\tinsect\t0\t0\t1\t1\n";
    more.insert(more.begin(), {"export", "--vectors", file.string(), "--what", "embedding", "--out", out().string(),
                               "--formats", "csv,svg"});
    return runCli(more, "", &m_writer);
  }
  [[nodiscard]] const EmbeddingFigure& shown() const { return m_writer.shown; }
  [[nodiscard]] std::string csv(const char* name) const { return readFile(out() / name); }

 private:
  KeepingWriter m_writer;
};

TEST_F(CliEmbedding, theTokensWayThroughTheLayers) {
  const CliResult result = ofModel({"--space", "residual", "--text"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(shown().space.kind, EmbeddingFigure::Space::Kind::Layers);
  EXPECT_EQ(shown().coordinates.rows(), 12);
  EXPECT_EQ(shown().paths.size(), 5U);
  EXPECT_EQ(shown().highlighted.front(), 8);
  EXPECT_THAT(csv("embedding_pca.csv"), StartsWith("id,text,x,y,z,highlighted,station,token\n"));
  EXPECT_THAT(csv("embedding_pca.csv"), HasSubstr(",input,0\n"));
}

TEST_F(CliEmbedding, furtherPromptsShareThePicture) {
  const CliResult result = ofModel({"--space", "residual", "--also", "The sofa is", "--also", "the mat"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(shown().coordinates.rows(), 3 * (4 + 3 + 2));
  EXPECT_EQ(shown().prompts, (std::vector<std::string>{"The cat is on", "The sofa is", "the mat"}));
  EXPECT_EQ(shown().coloring.kind, EmbeddingFigure::Coloring::Kind::Prompt);
  EXPECT_EQ(shown().promptOf[4], 1);
}

TEST_F(CliEmbedding, aHookPointAndItsHead) {
  ASSERT_EQ(ofModel({"--space", "blocks.1.attn.hook_z", "--head", "1", "--color", "surprise"}).code, 0);
  EXPECT_EQ(shown().space.name, "blocks.1.attn.hook_z");
  EXPECT_EQ(shown().space.head, 1);
  EXPECT_EQ(shown().coloring.values.size(), 4U);
  EXPECT_EQ(ofModel({"--space", "blocks.1.attn.hook_z"}).code, 2);
  EXPECT_EQ(ofModel({"--space", "blocks.1.attn.hook_z", "--head", "2"}).code, 2);
  EXPECT_EQ(ofModel({"--space", "blocks.1.attn.hook_pattern"}).code, 2);
  EXPECT_EQ(ofModel({"--space", "encoder"}).code, 2);
}

TEST_F(CliEmbedding, wordsAsAxesOfTheVocabulary) {
  const CliResult result =
      ofModel({"--axes", "cat -> sofa", "--axes", "mat", "--flat", "--nearest", "cat", "--only", "cat,sofa,mat"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(shown().method, "words");
  EXPECT_EQ(shown().axes[0], "cat \u2192 sofa");
  EXPECT_TRUE(shown().isFlat);
  ASSERT_EQ(shown().labels.size(), 3U);
  EXPECT_NEAR(shown().coordinates(0, 0), -shown().coordinates(2, 0), 1e-5F) << "half-way between the two is 0";
  EXPECT_THAT(csv("embedding_nearest.csv"), StartsWith("rank,id,text,cosine\n1,"));
}

TEST_F(CliEmbedding, aPartKeepsItsPlacesOrIsProjectedAnew) {
  ASSERT_EQ(ofModel({}).code, 0);
  const EmbeddingFigure all = shown();
  ASSERT_EQ(ofModel({"--only", "cat,sofa,mat"}).code, 0);
  for (std::size_t i = 0; i < shown().ids.size(); ++i) {
    EXPECT_EQ(shown().coordinates.row(static_cast<Index>(i)), all.coordinates.row(shown().ids[i]));
  }
  const Matrix<float> kept = shown().coordinates;
  ASSERT_EQ(ofModel({"--only", "cat,sofa,mat", "--anew"}).code, 0);
  EXPECT_NE(shown().coordinates, kept);
  EXPECT_NEAR(shown().badge.share, 1, 1e-6);
  EXPECT_EQ(ofModel({"--only", "cat,zebra"}).code, 2);
  EXPECT_EQ(ofModel({"--anew"}).code, 2);
}

TEST_F(CliEmbedding, jsonSaysWhatTheProjectionUsedAndWhatChanceKeeps) {
  const auto projection = [this](std::vector<std::string> more) {
    more.emplace_back("--json");
    const CliResult result = ofModel(std::move(more));
    EXPECT_EQ(result.code, 0) << result.err;
    return nlohmann::json::parse(result.out).at("projection");
  };
  const nlohmann::json many =
      projection({"--projection", "tsne", "--space", "residual", "--also", "The sofa is", "--also", "the mat"});
  ASSERT_EQ(shown().labels.size(), 27U);
  EXPECT_NEAR(many.at("perplexity").get<double>(), 26.0 / 3, 1e-9) << "a third of the other points, not 30";
  EXPECT_EQ(many.at("perplexity"), shown().used.perplexity);
  EXPECT_NEAR(many.at("neighbours_kept_by_chance").get<double>(), 15.0 / 26, 1e-9);
  EXPECT_EQ(many.at("neighbours_kept"), shown().badge.share);
  EXPECT_EQ(many.at("neighbours_counted"), 15);
  const nlohmann::json few = projection({"--projection", "umap", "--space", "residual"});
  EXPECT_EQ(few.at("neighbours"), 12) << "three stations of four tokens";
  EXPECT_TRUE(few.at("neighbours_kept").is_null()) << "every picture of 12 points keeps all";
  EXPECT_EQ(shown().badge.kind, Badge::Kind::FewPoints);
  EXPECT_EQ(projection({}).at("variance_kept"), shown().badge.share);
}

TEST_F(CliEmbedding, aTableNeedsNoModel) {
  const CliResult result =
      ofTable({"--color", "kind", "--dimensions", "1,2", "--mark", "owl", "--nearest", "dog - cat + owl"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(shown().method, "dimensions");
  EXPECT_EQ(shown().coordinates(1, 1), 0.1F);
  EXPECT_EQ(shown().highlighted, (std::vector<int>{2}));
  EXPECT_EQ(shown().coloring.groups.front(), "pet");
  EXPECT_THAT(csv("embedding_nearest.csv"), HasSubstr("1,,ant,"));
  ASSERT_EQ(ofTable({"--color", "cluster", "--clusters", "2"}).code, 0);
  EXPECT_EQ(shown().coloring.groups.size(), 2U);
}

TEST_F(CliEmbedding, labelsOfATableStandWhereOneSays) {
  std::ofstream(folder() / "numbers.tsv") << "1\t0\n0\t1\n1\t1\n";
  std::ofstream(folder() / "names.txt") << "cat\ndog\nowl\n";
  const CliResult result =
      runCli({"export", "--vectors", (folder() / "numbers.tsv").string(), "--labels-file",
              (folder() / "names.txt").string(), "--what", "embedding", "--out", out().string(), "--formats", "csv"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(csv("embedding_pca.csv"), HasSubstr(",owl,"));
}

TEST_F(CliEmbedding, whatDoesNotGoTogetherIsRefused) {
  for (const std::vector<std::string>& more : std::vector<std::vector<std::string>>{{"--also", "the mat"},
                                                                                    {"--head", "1"},
                                                                                    {"--text"},
                                                                                    {"--labels-file", "x"},
                                                                                    {"--dimensions", "0,1"},
                                                                                    {"--dimensions", "1,2,3,4"},
                                                                                    {"--projection", "words"},
                                                                                    {"--axes", "cat -> zebra"},
                                                                                    {"--color", "kind"},
                                                                                    {"--color", "prompt"},
                                                                                    {"--clusters", "3"},
                                                                                    {"--metric", "cosine"},
                                                                                    {"--vectors", "x.tsv"}}) {
    EXPECT_EQ(ofModel(more).code, 2) << more.front();
  }
  EXPECT_EQ(ofTable({"--space", "input"}).code, 2);
  EXPECT_EQ(runCli({"export", "--what", "embedding", "--out", out().string()}).code, 2) << "neither model nor table";
  EXPECT_EQ(runCli({"export", "--what", "all", "--vectors", "x.tsv", "--out", out().string()}).code, 2);
}

}  // namespace
}  // namespace headlight
