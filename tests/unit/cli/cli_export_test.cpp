#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>

#include "cli/export/export_words.h"
#include "figures/export/figure_export.h"
#include "unit/cli/cli_fixture.h"

namespace headlight {
namespace {

using testing::CliResult;
using testing::CliTest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::readFile;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

/// Answers with what it was asked for; or fails.
class FakeWriter : public FigureWriter {
 public:
  std::string render(const FigureData& figure, ImageFormat format, const FigureOptions& options) override {
    if (++pictures == failAt) throw Error("internal.failure", {{"what", "the painter failed"}});
    return figureName(figure) + (format == ImageFormat::Png ? "png" : "svg") + (options.dark ? "dark" : "");
  }
  int pictures = 0;
  int failAt = 0;
};

/// Somebody without special rights, where the tests are run by root, who may write anywhere.
class NotRoot {
 public:
  NotRoot() : m_isRoot(::geteuid() == 0) {
    constexpr uid_t kNobody = 65534;
    if (m_isRoot && ::setresuid(kNobody, kNobody, 0) != 0) throw std::runtime_error("setresuid");
  }
  ~NotRoot() {
    if (m_isRoot && ::setresuid(0, 0, 0) != 0) std::abort();
  }
  NotRoot(const NotRoot&) = delete;
  NotRoot& operator=(const NotRoot&) = delete;

 private:
  bool m_isRoot;
};

class CliExport : public CliTest {
 protected:
  [[nodiscard]] std::filesystem::path out() const { return folder() / "out"; }
  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> names;
    if (!std::filesystem::exists(out())) return names;
    for (const auto& entry : std::filesystem::directory_iterator(out())) names.insert(entry.path().filename().string());
    return names;
  }
  [[nodiscard]] CliResult exportFigures(std::vector<std::string> more, FigureWriter* writer = nullptr) const {
    more.insert(more.begin(), {"--prompt", "The cat is on", "--out", out().string()});
    return command("export", more, "", writer);
  }
};

TEST_F(CliExport, attentionOfChosenLayersAndHeads) {
  const CliResult result =
      exportFigures({"--what", "attention", "--layers", "1", "--heads", "0,mean", "--formats", "csv,npy", "--json"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(files(), UnorderedElementsAre("attention_L1_H0.csv", "attention_L1_H0.npy", "attention_L1_mean.csv",
                                            "attention_L1_mean.npy", "tokens.json"));
  EXPECT_EQ(result.json()["files"].size(), 5U);
  EXPECT_THAT(readFile(out() / "attention_L1_H0.csv"), StartsWith("query \\ key,The,cat,is,on\nThe,1,,,\n"));
}

TEST_F(CliExport, everyFigureOfAPrompt) {
  std::set<std::string> expected = {"attention_L0_H0.csv", "attention_L0_H1.csv", "attention_L1_H0.csv",
                                    "attention_L1_H1.csv", "heads.csv",           "tokens.csv",
                                    "tokens.json",         "prediction_004.csv",  "embedding_pca.csv"};
  for (const ExportWord& word : exportWords()) {  // those of the figures' rows, each alone
    if (word.ofFigure == nullptr) continue;
    (void)exportFigures({"--what", std::string(word.word)});  // refused if this model has nothing to show
    expected.merge(files());
    std::filesystem::remove_all(out());
  }
  EXPECT_EQ(exportFigures({"--what", "all"}).code, 0);
  EXPECT_EQ(files(), expected);
}

TEST_F(CliExport, arcsOfALayerAreOneFigure) {
  const CliResult result =
      exportFigures({"--what", "attention", "--style", "arcs", "--layers", "1", "--formats", "csv,npy"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(files(), UnorderedElementsAre("attention_L1_H0_H1_arcs.csv", "attention_L1_H0_H1_arcs.npy",
                                            "attention_L1_H0_H1_arcs_heads.npy", "tokens.json"));
  EXPECT_THAT(readFile(out() / "attention_L1_H0_H1_arcs.csv"),
              StartsWith("layer,head,query,key,query_text,key_text,weight\n1,0,0,0,The,The,1\n"));
}

TEST_F(CliExport, allHeadsAreOneSheet) {
  EXPECT_EQ(exportFigures({"--what", "attention", "--style", "sheet", "--formats", "csv"}).code, 0);
  EXPECT_THAT(files(), UnorderedElementsAre("attention_sheet.csv"));
  EXPECT_EQ(exportFigures({"--what", "attention", "--style", "sheet", "--heads", "mean"}).code, 2);
}

TEST_F(CliExport, twoPromptsAreSubtractedEvenOfDifferentLength) {
  const CliResult result =
      exportFigures({"--what", "attention", "--against", "The bird", "--formats", "csv,npy", "--heads", "0,mean"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(files(), ::testing::IsSupersetOf({"attention_difference.csv", "attention_difference_heads.npy",
                                                "attention_L0_H0_difference.npy", "attention_L1_mean_difference.csv"}));
  const std::string csv = readFile(out() / "attention_difference.csv");
  EXPECT_THAT(csv, StartsWith("layer,head,change,first_query,"));
  EXPECT_THAT(csv, HasSubstr(",The,The,The,The,0\n")) << "the first token sees itself alone in both";
}

TEST_F(CliExport, whatDoesNotGoTogetherIsRefused) {
  EXPECT_EQ(exportFigures({"--what", "attention", "--against", "The bird", "--style", "arcs"}).code, 2);
  EXPECT_EQ(exportFigures({"--what", "attention", "--against", ""}).code, 2) << "an empty prompt";
  EXPECT_EQ(exportFigures({"--what", "attention", "--colors", "some"}).code, 2);
  EXPECT_TRUE(files().empty());
}

TEST_F(CliExport, onePredictionAStep) {
  EXPECT_EQ(exportFigures({"--what", "prediction", "--steps", "3", "--top", "2", "--formats", "csv"}).code, 0);
  EXPECT_THAT(files(), UnorderedElementsAre("prediction_004.csv", "prediction_005.csv", "prediction_006.csv"));
}

TEST_F(CliExport, theNumbersAreThoseOfTheRun) {
  EXPECT_EQ(exportFigures({"--what", "prediction", "--top", "1", "--formats", "csv"}).code, 0);
  const auto document = run({"--prompt", "The cat is on", "--json"}).json();
  const auto& likeliest = document["steps"][0]["distribution"][0];
  std::ostringstream row;
  row << '\n' << likeliest["id"].get<int>() << ',' << likeliest["text"].get<std::string>() << ',';
  EXPECT_THAT(readFile(out() / "prediction_004.csv"), HasSubstr(row.str()));
}

/// The numbers of a CSV of one head, row by row; masked cells are left out.
std::vector<std::vector<float>> cellsOf(const std::string& csv) {
  std::vector<std::vector<float>> rows;
  std::istringstream stream(csv);
  std::string line;
  std::getline(stream, line);  // labels
  while (std::getline(stream, line)) {
    rows.emplace_back();
    std::istringstream cells(line.substr(line.find(',')));
    for (std::string cell; std::getline(cells, cell, ',');) {
      if (!cell.empty()) rows.back().push_back(std::strtof(cell.c_str(), nullptr));
    }
  }
  return rows;
}

TEST_F(CliExport, everyPatternReadsBackToTheSameFloatsAndItsRowsSumToOne) {
  EXPECT_EQ(exportFigures({"--what", "attention", "--formats", "csv,npy"}).code, 0);
  const std::filesystem::path saved = folder() / "saved";
  EXPECT_EQ(
      run({"--prompt", "The cat is on", "--steps", "0", "--hooks", "*hook_pattern", "--save", saved.string()}).code, 0);
  const std::set<std::string> names = files();
  int patterns = 0;
  for (const std::string& name : names) {
    if (!name.ends_with(".csv") || name.find("_H") == std::string::npos) continue;
    ++patterns;
    const auto rows = cellsOf(readFile(out() / name));
    ASSERT_EQ(rows.size(), 4U);
    const std::string npy = readFile(out() / (name.substr(0, name.size() - 3) + "npy"));
    std::vector<float> stored(16);
    std::memcpy(stored.data(), npy.data() + npy.size() - 64, 64);
    for (std::size_t row = 0; row < 4; ++row) {
      ASSERT_EQ(rows[row].size(), row + 1);
      double sum = 0;
      for (std::size_t key = 0; key <= row; ++key) {
        EXPECT_EQ(rows[row][key], stored[4 * row + key]) << "nine digits are enough for a float";
        sum += double(rows[row][key]);
      }
      EXPECT_NEAR(sum, 1, 1e-6);
    }
    // blocks.{layer}.attn.hook_pattern.npy is [1, head, query, key].
    const int layer = name[std::string("attention_L").size()] - '0', head = name[name.find("_H") + 2] - '0';
    const std::string all = readFile(saved / ("blocks." + std::to_string(layer) + ".attn.hook_pattern.npy"));
    const std::size_t heads = 2;
    const std::string part = all.substr(all.size() - 64 * heads + 64 * static_cast<std::size_t>(head), 64);
    EXPECT_EQ(part, npy.substr(npy.size() - 64)) << name << ": the same bits as run --hooks";
  }
  EXPECT_GT(patterns, 1);
}

TEST_F(CliExport, measuresLabelsAndOrderAreExported) {
  EXPECT_EQ(exportFigures({"--what", "attention", "--measure", "rollout", "--formats", "csv"}).code, 0);
  EXPECT_TRUE(files().contains("attention_L0_rollout.csv") || files().contains("attention_L0_mean_rollout.csv"))
      << *files().begin();
  EXPECT_EQ(exportFigures({"--what", "attention", "--measure", "value-weighted", "--heads", "0", "--layers", "0",
                           "--formats", "csv"})
                .code,
            0);
  EXPECT_TRUE(files().contains("attention_L0_H0_value_weighted.csv"));
  EXPECT_EQ(exportFigures({"--what", "heads", "--labels", "--sort", "first", "--formats", "csv"}).code, 0);
  EXPECT_THAT(readFile(out() / "heads.csv"), HasSubstr("label_value,label_from,label_chance,label_key\n"));
  const CliResult sorted =
      exportFigures({"--what", "heads", "--labels", "--sort", "content", "--formats", "csv", "--json"});
  ASSERT_EQ(sorted.code, 0) << sorted.err;
  const nlohmann::json labels = nlohmann::json::parse(sorted.out).at("head_labels").at(0).at("heads");
  EXPECT_EQ(labels.size(), 4U) << "a label for each head, layer by layer";
  EXPECT_EQ(labels.back().at("layer"), 1);
  for (const nlohmann::json& label : labels) {
    EXPECT_EQ(label.contains("value"), label.at("role") != "none");
    EXPECT_EQ(label.contains("key_text"), label.at("role") == "content_word");
  }
  EXPECT_EQ(exportFigures({"--what", "heads", "--sort", "nonsense"}).code, 2);
}

TEST_F(CliExport, stepsOfAHeadAreATable) {
  EXPECT_EQ(exportFigures({"--what", "attention", "--style", "steps", "--layers", "1", "--heads", "0", "--query", "2",
                           "--formats", "csv,npy"})
                .code,
            0);
  EXPECT_THAT(files(),
              UnorderedElementsAre("attention_L1_H0_steps_2.csv", "attention_L1_H0_steps_2.npy", "tokens.json"));
  const std::string csv = readFile(out() / "attention_L1_H0_steps_2.csv");
  EXPECT_THAT(csv, StartsWith("key,key_text,product,score,power,weight\n0,The,"));
  EXPECT_THAT(csv, HasSubstr(",,,\n")) << "the masked key";
  const CliResult beyond = exportFigures({"--what", "attention", "--style", "steps", "--query", "99"});
  EXPECT_EQ(beyond.code, 2);
  EXPECT_THAT(beyond.err, HasSubstr("99"));
}

TEST_F(CliExport, theSameInputGivesTheSameBytes) {
  EXPECT_EQ(exportFigures({"--what", "all", "--formats", "csv,npy"}).code, 0);
  std::map<std::string, std::string> first;
  for (const std::string& name : files()) first[name] = readFile(out() / name);
  EXPECT_EQ(exportFigures({"--what", "all", "--formats", "csv,npy"}).code, 0);
  for (const auto& [name, bytes] : first) EXPECT_EQ(readFile(out() / name), bytes) << name;
}

TEST_F(CliExport, picturesComeFromTheWriter) {
  FakeWriter writer;
  EXPECT_EQ(exportFigures({"--what", "tokens", "--formats", "png,svg", "--dark"}, &writer).code, 0);
  EXPECT_THAT(files(), UnorderedElementsAre("tokens.png", "tokens.svg", "tokens.json"));
  EXPECT_THAT(readFile(out() / "tokens.png"), HasSubstr("pngdark"));
}

TEST_F(CliExport, aFailingPictureLeavesNothingBehind) {
  FakeWriter writer;
  writer.failAt = 3;
  EXPECT_EQ(exportFigures({"--what", "attention", "--formats", "png"}, &writer).code, 1);
  EXPECT_TRUE(files().empty());
}

TEST_F(CliExport, withoutAWindowPicturesAreRefusedWithASentence) {
  const CliResult result = exportFigures({"--what", "heads", "--formats", "png"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("cannot draw png"));
  EXPECT_TRUE(files().empty());
}

TEST_F(CliExport, theEmbeddingByEveryProjectionIsTheSameForAnyNumberOfThreads) {
  for (const std::string projection : {"pca", "tsne", "umap"}) {
    SCOPED_TRACE(projection);
    const std::vector<std::string> more{"--what", "embedding", "--formats", "csv", "--projection", projection};
    std::vector<std::string> two = more, one = more;
    one.insert(one.end(), {"--threads", "1"});
    two.insert(two.end(), {"--threads", "2"});
    ASSERT_EQ(exportFigures(one).code, 0);
    const std::string name = "embedding_" + projection + ".csv";
    ASSERT_TRUE(files().contains(name));
    const std::string first = readFile(out() / name);
    ASSERT_EQ(exportFigures(two).code, 0);
    EXPECT_EQ(readFile(out() / name), first);
  }
}

TEST_F(CliExport, optionsOfAnotherProjectionAreRefused) {
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{"--perplexity", "5"},
                                             {"--projection", "umap", "--perplexity", "5"},
                                             {"--projection", "tsne", "--neighbours", "5"},
                                             {"--projection", "tsne", "--perplexity", "0"},
                                             {"--projection", "tsne", "--perplexity", "nan"},
                                             {"--projection", "mds"}}) {
    std::vector<std::string> all{"--what", "embedding", "--formats", "csv"};
    all.insert(all.end(), more.begin(), more.end());
    EXPECT_EQ(exportFigures(all).code, 2) << more.back();
  }
}

TEST_F(CliExport, aFigureOfALaterVersionIsRefusedWithASentence) {
  const CliResult result = exportFigures({"--what", "logit-lens"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("not available in this version"));
  EXPECT_TRUE(files().empty());
}

TEST_F(CliExport, badChoicesAreNamed) {
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{"--what", "colours"},
                                             {"--what", ""},
                                             {"--what", "attention", "--layers", "2"},
                                             {"--what", "attention", "--layers", "-1"},
                                             {"--what", "attention", "--layers", "1x"},
                                             {"--what", "attention", "--heads", "7"},
                                             {"--what", "attention", "--heads", ","},
                                             {"--what", "attention", "--formats", "bmp"},
                                             {"--what", "attention", "--style", "pie"}}) {
    const CliResult result = exportFigures(more);
    EXPECT_EQ(result.code, 2) << ::testing::PrintToString(more) << result.err;
    EXPECT_EQ(result.out, "");
  }
  EXPECT_TRUE(files().empty());
}

TEST_F(CliExport, aFolderThatCannotBeWrittenIsNamed) {
  std::filesystem::create_directories(out() / "x");
  std::filesystem::remove(out() / "x");
  const auto file = folder() / "a_file";
  { std::ofstream(file) << "text"; }
  const CliResult onFile = command("export", {"--prompt", "The cat", "--what", "tokens", "--out", file.string()});
  EXPECT_EQ(onFile.code, 3);
  EXPECT_THAT(onFile.err, HasSubstr("a_file"));
  EXPECT_EQ(readFile(file), "text");
  ASSERT_EQ(::chmod(folder().c_str(), 0755), 0);
  ASSERT_EQ(::chmod(out().c_str(), 0555), 0);
  const CliResult result = [&] {
    const NotRoot notRoot;
    return exportFigures({"--what", "tokens"});
  }();
  ASSERT_EQ(::chmod(out().c_str(), 0755), 0);
  EXPECT_EQ(result.code, 3);
  EXPECT_TRUE(files().empty());
}

}  // namespace
}  // namespace headlight
