// `headlight export --what recurrent`.

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "unit/cli/kind_folders.h"

namespace headlight {
namespace {

using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::UnorderedElementsAre;

class CliRecurrent : public ::testing::Test {
 protected:
  testing::CliResult exportOf(ModelKind kind, std::vector<std::string> more) {
    const std::string name(modelKindName(kind));
    const auto path = m_folder.path() / name;
    if (!std::filesystem::exists(path)) testing::writeKindModel(m_folder.path(), name, kind);
    std::filesystem::remove_all(out());
    more.insert(more.begin(),
                {"export", "--model", path.string(), "--prompt", "The cat is on", "--out", out().string()});
    return testing::runCli(more);
  }
  [[nodiscard]] std::filesystem::path out() const { return m_folder.path() / "out"; }
  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> names;
    if (!std::filesystem::exists(out())) return names;
    for (const auto& entry : std::filesystem::directory_iterator(out())) names.insert(entry.path().filename().string());
    return names;
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream file(out() / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  testing::TemporaryFolder m_folder;
};

TEST_F(CliRecurrent, aHeatmapFigureALayer) {
  for (const ModelKind kind : {ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru}) {
    const auto result = exportOf(kind, {"--what", "recurrent", "--formats", "csv,npy"});
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_THAT(files(),
                UnorderedElementsAre("recurrent_L0.csv", "recurrent_L0.npy", "recurrent_L0_units.npy",
                                     "recurrent_L1.csv", "recurrent_L1.npy", "recurrent_L1_units.npy", "tokens.json"));
    EXPECT_THAT(text("recurrent_L1.csv"), HasSubstr("value,unit,The,cat,is,on\n"));
  }
  EXPECT_EQ(exportOf(ModelKind::Lstm, {"--what", "recurrent", "--layers", "1", "--formats", "csv"}).code, 0);
  EXPECT_THAT(files(), UnorderedElementsAre("recurrent_L1.csv"));
}

TEST_F(CliRecurrent, oneCellStepByStep) {
  const auto result = exportOf(ModelKind::Gru, {"--what", "recurrent", "--style", "steps", "--layers", "0", "--unit",
                                                "12", "--position", "2", "--formats", "csv"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(files(), UnorderedElementsAre("cell_L0_U12_P2.csv"));
  EXPECT_THAT(text("cell_L0_U12_P2.csv"), HasSubstr("\nz,"));
  EXPECT_EQ(exportOf(ModelKind::Gru, {"--what", "recurrent", "--style", "steps", "--formats", "csv"}).code, 0);
  EXPECT_THAT(files(), UnorderedElementsAre("cell_L0_U0_P3.csv", "cell_L1_U0_P3.csv"))
      << "the first unit, the last word";
}

TEST_F(CliRecurrent, everythingHasItWhereThereAreCells) {
  EXPECT_EQ(exportOf(ModelKind::Lstm, {"--what", "all"}).code, 0);
  EXPECT_THAT(files(), IsSupersetOf({"recurrent_L0.csv", "recurrent_L1.csv", "prediction_004.csv"}));
  EXPECT_EQ(exportOf(ModelKind::Decoder, {"--what", "all"}).code, 0);
  EXPECT_FALSE(files().contains("recurrent_L0.csv"));
}

TEST_F(CliRecurrent, theOrderOfTheUnitsIsChosen) {
  EXPECT_EQ(exportOf(ModelKind::Rnn, {"--what", "recurrent", "--formats", "csv"}).code, 0);
  const std::string plain = text("recurrent_L0.csv");
  EXPECT_EQ(exportOf(ModelKind::Rnn, {"--what", "recurrent", "--formats", "csv", "--units", "changing"}).code, 0);
  EXPECT_NE(text("recurrent_L0.csv"), plain);
  EXPECT_EQ(text("recurrent_L0.csv").size(), plain.size()) << "the same rows";
}

TEST_F(CliRecurrent, whatCannotBeIsASentence) {
  const auto none = exportOf(ModelKind::Decoder, {"--what", "recurrent"});
  EXPECT_EQ(none.code, 2);
  EXPECT_THAT(none.err, HasSubstr("classroom-lstm"));
  const auto unit = exportOf(ModelKind::Lstm, {"--what", "recurrent", "--style", "steps", "--unit", "99"});
  EXPECT_EQ(unit.code, 2);
  EXPECT_THAT(unit.err, HasSubstr("32 units"));
  EXPECT_EQ(exportOf(ModelKind::Lstm, {"--what", "recurrent", "--style", "steps", "--position", "9"}).code, 2);
  EXPECT_EQ(exportOf(ModelKind::Lstm, {"--what", "recurrent", "--style", "arcs"}).code, 2);
  EXPECT_EQ(exportOf(ModelKind::Lstm, {"--what", "recurrent", "--layers", "7"}).code, 2);
  EXPECT_TRUE(files().empty());
}

}  // namespace
}  // namespace headlight
