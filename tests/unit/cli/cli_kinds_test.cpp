// The command line with every kind of model.

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "cli/export/export_words.h"
#include "formats/files/npy.h"
#include "tensor/error.h"
#include "unit/cli/kind_folders.h"

namespace headlight {
namespace {

using ::testing::HasSubstr;
using testing::runCli;

constexpr ModelKind kAll[] = {ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder,
                              ModelKind::Rnn,     ModelKind::Lstm,    ModelKind::Gru};

class CliKinds : public ::testing::Test {
 protected:
  std::string model(ModelKind kind) {
    const std::string name(modelKindName(kind));
    const auto path = m_folder.path() / name;
    return std::filesystem::exists(path) ? path.string() : testing::writeKindModel(m_folder.path(), name, kind);
  }
  testing::CliResult command(ModelKind kind, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, {"--model", model(kind)});
    return runCli(arguments);
  }
  static std::string promptOf(ModelKind kind) {
    return kind == ModelKind::Encoder ? "The [MASK] is on the [MASK] ." : "The cat is on the mat .";
  }
  [[nodiscard]] std::filesystem::path out(const std::string& name) const { return m_folder.path() / name; }
  /// Its CSV files; each has rows.
  static int tablesIn(const std::filesystem::path& folder) {
    int tables = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      if (file.path().extension() != ".csv") continue;
      ++tables;
      const std::string csv = testing::readFile(file.path());
      EXPECT_GT(std::count(csv.begin(), csv.end(), '\n'), 1) << file.path();
    }
    return tables;
  }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(out(name)) << text;
    return out(name).string();
  }

 private:
  testing::TemporaryFolder m_folder;
};

TEST_F(CliKinds, everyKindRunsAndNamesItself) {
  for (const ModelKind kind : kAll) {
    const auto document = command(kind, {"run", "--prompt", promptOf(kind), "--steps", "2", "--json"}).json();
    EXPECT_EQ(document["model"]["kind"], modelKindName(kind));
    EXPECT_EQ(document["steps"].size(), 2U) << modelKindName(kind);
    EXPECT_EQ(document["tokens"].size(), 7U) << modelKindName(kind);
    const auto table = command(kind, {"run", "--prompt", promptOf(kind)});
    EXPECT_EQ(table.code, 0) << table.err;
    EXPECT_THAT(table.out, HasSubstr("Text")) << modelKindName(kind);
  }
}

TEST_F(CliKinds, fieldsThatAKindDoesNotHaveAreNull) {
  const auto modelOf = [&](ModelKind kind) {
    return command(kind, {"run", "--prompt", promptOf(kind), "--steps", "0", "--json"}).json()["model"];
  };
  EXPECT_TRUE(modelOf(ModelKind::Lstm)["n_heads"].is_null());
  EXPECT_EQ(modelOf(ModelKind::Lstm)["n_layers"], 2);
  EXPECT_EQ(modelOf(ModelKind::EncoderDecoder)["n_layers"], nlohmann::json({2, 1}));
  EXPECT_EQ(modelOf(ModelKind::Encoder)["n_heads"], 2);
}

TEST_F(CliKinds, anEncoderMakesOneStepAMask) {
  const auto document = command(ModelKind::Encoder, {"run", "--prompt", promptOf(ModelKind::Encoder), "--json"}).json();
  ASSERT_EQ(document["steps"].size(), 2U) << "without --steps every mask";
  EXPECT_EQ(document["steps"][0]["position"], 1);
  EXPECT_EQ(document["steps"][1]["position"], 5);
  EXPECT_EQ(document["stop_reason"], "steps");
  EXPECT_EQ(document["tokens"][1]["text"], "[MASK]");
  const auto more =
      command(ModelKind::Encoder, {"run", "--prompt", promptOf(ModelKind::Encoder), "--steps", "9", "--json"}).json();
  EXPECT_EQ(more["steps"], document["steps"]);
  EXPECT_EQ(more["stop_reason"], "steps");
  const auto one =
      command(ModelKind::Encoder, {"run", "--prompt", promptOf(ModelKind::Encoder), "--steps", "1", "--json"}).json();
  EXPECT_EQ(one["steps"].size(), 1U);
}

TEST_F(CliKinds, theSecondMaskIsAskedWithTheFirstOneFilled) {
  const auto both = command(ModelKind::Encoder, {"run", "--prompt", "The [MASK] is on the [MASK] .", "--json"}).json();
  const std::string first = both["steps"][0]["chosen"]["text"];
  const auto second =
      command(ModelKind::Encoder, {"run", "--prompt", "The " + first + " is on the [MASK] .", "--json"}).json();
  EXPECT_EQ(second["steps"][0]["distribution"], both["steps"][1]["distribution"]);
}

TEST_F(CliKinds, aPromptWithoutAMaskIsReadAndSaysWhyNothingIsPredicted) {
  const std::string prompt = "The cat is on the mat .";
  const auto result = command(ModelKind::Encoder, {"run", "--prompt", prompt});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.err, HasSubstr("write [MASK]"));
  EXPECT_THAT(result.out, HasSubstr("Nothing is predicted."));
  const auto document = command(ModelKind::Encoder, {"run", "--prompt", prompt, "--json"}).json();
  EXPECT_TRUE(document["steps"].empty());
  EXPECT_EQ(command(ModelKind::Encoder, {"run", "--prompt", prompt, "--steps", "1"}).code, 2);
  EXPECT_EQ(command(ModelKind::Encoder, {"check", "--prompt", prompt}).code, 0);
  const auto exported = [&](const std::string& what) {
    return command(ModelKind::Encoder,
                   {"export", "--prompt", prompt, "--what", what, "--formats", "csv", "--out", out(what).string()});
  };
  EXPECT_EQ(exported("attention").code, 0);
  EXPECT_EQ(exported("all").code, 0);
  const auto prediction = exported("prediction");
  EXPECT_EQ(prediction.code, 2);
  EXPECT_THAT(prediction.err, HasSubstr("write [MASK]"));
}

TEST_F(CliKinds, aTranslationsPositionsCountTheStartToken) {
  const auto document =
      command(ModelKind::EncoderDecoder, {"run", "--prompt", "The cat is", "--steps", "3", "--top", "99", "--json"})
          .json();
  EXPECT_EQ(document["tokens"].size(), 3U);
  for (std::size_t i = 0; i < document["steps"].size(); ++i) {
    EXPECT_EQ(document["steps"][i]["position"], i + 1);
    for (const auto& token : document["steps"][i]["distribution"]) {
      if (token["id"] == 1) {
        EXPECT_EQ(token["drawn"], false) << "padding";
      }
    }
  }
}

TEST_F(CliKinds, beamsKeepTheFieldsAndAddTheirs) {
  const auto document =
      command(ModelKind::EncoderDecoder, {"run", "--prompt", "The cat is", "--beams", "3", "--json"}).json();
  ASSERT_EQ(document["beams"].size(), 3U);
  EXPECT_GE(document["beams"][0]["score"], document["beams"][1]["score"]);
  ASSERT_EQ(document["steps"].size(), document["beams"][0]["tokens"].size());
  for (std::size_t i = 0; i < document["steps"].size(); ++i) {
    EXPECT_EQ(document["steps"][i]["chosen"]["id"], document["beams"][0]["tokens"][i]["id"]);
  }
  EXPECT_EQ(document["beam_steps"][0].size(), 6U);
  EXPECT_EQ(document["stop_reason"], document["beams"][0]["ended"] ? "end_of_text" : "context");
  const auto two =
      command(ModelKind::EncoderDecoder, {"run", "--prompt", "The cat is", "--beams", "3", "--steps", "2", "--json"})
          .json();
  EXPECT_EQ(two["stop_reason"], two["beams"][0]["ended"] ? "end_of_text" : "steps");
  const auto table = command(ModelKind::EncoderDecoder, {"run", "--prompt", "The cat is", "--beams", "3"});
  EXPECT_THAT(table.out, HasSubstr("score"));
}

TEST_F(CliKinds, beamsThatCannotBeAreRefused) {
  EXPECT_EQ(command(ModelKind::Encoder, {"run", "--prompt", "The [MASK] is", "--beams", "3"}).code, 2);
  const auto sampled =
      command(ModelKind::EncoderDecoder, {"run", "--prompt", "The cat is", "--beams", "3", "--seed", "1"});
  EXPECT_EQ(sampled.code, 2);
  EXPECT_THAT(sampled.err, HasSubstr("--seed"));
  EXPECT_EQ(command(ModelKind::EncoderDecoder, {"run", "--prompt", "The cat is", "--beams", "0"}).code, 2);
}

TEST_F(CliKinds, everyKindIsCheckedWithSteps) {
  for (const ModelKind kind : kAll) {
    const auto result = command(kind, {"check", "--prompt", promptOf(kind), "--steps", "2", "--json"});
    EXPECT_EQ(result.code, 0) << modelKindName(kind) << result.err;
    const auto report = result.json();
    EXPECT_TRUE(report["passed"]) << modelKindName(kind);
    EXPECT_LT(report["max_abs_error"], 1e-3) << modelKindName(kind);
    const auto hooks = command(kind, {"hooks", "--json"}).json();
    EXPECT_EQ(report["points"].size(), hooks.size() + 1) << modelKindName(kind);
  }
}

TEST_F(CliKinds, everyPointOfEveryKindIsSaved) {
  for (const ModelKind kind : kAll) {
    const auto folder = out("saved_" + std::string(modelKindName(kind)));
    const auto result = command(
        kind, {"run", "--prompt", promptOf(kind), "--steps", "2", "--hooks", "*", "--save", folder.string(), "--json"});
    ASSERT_EQ(result.code, 0) << modelKindName(kind) << result.err;
    for (const auto& hook : command(kind, {"hooks", "--json"}).json()) {
      const std::string name = hook["name"];
      EXPECT_TRUE(std::filesystem::exists(folder / (name + ".npy"))) << name;
    }
  }
}

TEST_F(CliKinds, partsOfEveryKindAreSwitchedOff) {
  const std::pair<ModelKind, std::vector<const char*>> specs[] = {
      {ModelKind::Encoder, {"L0H1", "L1", "mlp0", "L1N3", "L0H1@2-4"}},
      {ModelKind::EncoderDecoder,
       {"encoder L0H1", "decoder L0H1", "cross L0H1", "encoder L1", "cross L0", "encoder mlp1", "decoder L0N3"}},
      {ModelKind::Lstm, {"L0", "L1N3", "neuron L0N5", "L0N5@1"}}};
  for (const auto& [kind, list] : specs) {
    const auto plain = command(kind, {"run", "--prompt", promptOf(kind), "--steps", "1", "--json"}).json();
    for (const char* spec : list) {
      const auto result =
          command(kind, {"run", "--prompt", promptOf(kind), "--steps", "1", "--json", "--ablate", spec});
      ASSERT_EQ(result.code, 0) << modelKindName(kind) << ' ' << spec << result.err;
      EXPECT_NE(result.json()["steps"][0]["distribution"], plain["steps"][0]["distribution"]) << spec;
      EXPECT_EQ(result.json()["interventions"][0], spec);
    }
  }
}

TEST_F(CliKinds, partsThatAKindDoesNotHaveAreNamed) {
  const auto errorOf = [&](ModelKind kind, const char* spec) {
    const auto result = command(kind, {"run", "--prompt", promptOf(kind), "--ablate", spec});
    EXPECT_EQ(result.code, 2) << spec;
    return result.err;
  };
  EXPECT_THAT(errorOf(ModelKind::EncoderDecoder, "L0H1"), HasSubstr("cross L0H1"));
  EXPECT_THAT(errorOf(ModelKind::EncoderDecoder, "cross mlp0"), HasSubstr("cross mlp0"));
  EXPECT_THAT(errorOf(ModelKind::EncoderDecoder, "decoder L1H0"), HasSubstr("decoder L1H0"));
  EXPECT_THAT(errorOf(ModelKind::Gru, "L0H1"), HasSubstr("L0H1"));
  EXPECT_THAT(errorOf(ModelKind::Decoder, "encoder L0H1"), HasSubstr("encoder L0H1"));
}

TEST_F(CliKinds, figuresAreNamedBySide) {
  const auto folder = out("figures");
  const auto result = command(ModelKind::EncoderDecoder, {"export", "--prompt", "The cat is", "--steps", "3", "--what",
                                                          "all", "--formats", "csv,npy", "--out", folder.string()});
  ASSERT_EQ(result.code, 0) << result.err;
  for (const char* name :
       {"encoder_attention_L1_H0.csv", "decoder_attention_L0_H1.csv", "cross_attention_L0_H0.npy", "encoder_heads.csv",
        "cross_heads.npy", "tokens.json", "tokens.csv", "prediction_001.csv", "embedding_pca.csv"}) {
    EXPECT_TRUE(std::filesystem::exists(folder / name)) << name;
  }
  std::ifstream file(folder / "cross_attention_L0_H0.npy", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(readNpy(bytes, "cross").shape, (NpyShape{3, 3}));
}

TEST_F(CliKinds, whatAModelLacksIsLeftOutOfAllAndRefusedAlone) {
  const auto all = command(ModelKind::Lstm, {"export", "--prompt", "The cat", "--what", "all", "--formats", "csv",
                                             "--out", out("lstm").string()});
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_TRUE(std::filesystem::exists(out("lstm") / "prediction_002.csv"));
  const auto alone = command(ModelKind::Lstm, {"export", "--prompt", "The cat", "--what", "attention", "--formats",
                                               "csv", "--out", out("none").string()});
  EXPECT_EQ(alone.code, 2);
  EXPECT_THAT(alone.err, HasSubstr("no attention"));
}

TEST_F(CliKinds, wordsOfFiguresAreExportedOrRefusedAsTheirRowSays) {
  for (const ExportWord& word : exportWords()) {
    if (word.ofFigure == nullptr) continue;
    int exported = 0;
    for (const ModelKind kind : kAll) {
      SCOPED_TRACE(std::string(word.word) + " of " + std::string(modelKindName(kind)));
      const auto folder = out(std::string(word.word) + std::string(modelKindName(kind)));
      const auto result = command(kind, {"export", "--prompt", promptOf(kind), "--steps", "2", "--what",
                                         std::string(word.word), "--formats", "csv,npy", "--out", folder.string()});
      if (result.code == 0) {
        ++exported;
        EXPECT_GT(tablesIn(folder), 0);
      } else {
        EXPECT_EQ(result.code, 2);
        EXPECT_FALSE(word.ofFigure->lacking.empty());
        EXPECT_THAT(result.err, HasSubstr(Error(word.ofFigure->lacking).what()));
      }
    }
    EXPECT_GT(exported, 0) << word.word;
  }
}

TEST_F(CliKinds, anEncodersAttentionHasNoMaskedCells) {
  const auto folder = out("bert");
  command(ModelKind::Encoder, {"export", "--prompt", "The [MASK] is on", "--what", "attention", "--formats", "csv",
                               "--out", folder.string()});
  std::ifstream file(folder / "attention_L0_H0.csv");
  std::string line;
  while (std::getline(file, line)) EXPECT_NE(line.back(), ',') << line;
}

TEST_F(CliKinds, everyKindIsMeasured) {
  const std::string text = write("text.txt", "The cat is on the mat .\nThe bird is on the branch .\n");
  for (const ModelKind kind : kAll) {
    if (kind == ModelKind::EncoderDecoder) continue;
    const auto result = command(kind, {"eval", "--text", text, "--separator", "\\n", "--json"});
    ASSERT_EQ(result.code, 0) << modelKindName(kind) << result.err;
    EXPECT_GT(result.json()["tokens"], 0);
    EXPECT_GT(result.json()["loss"], 0);
    EXPECT_EQ(result.json()["bits_per_character"].is_null(), kind == ModelKind::Encoder);
    const auto narrow = command(kind, {"eval", "--text", text, "--separator", "\\n", "--window", "4", "--json"});
    ASSERT_EQ(narrow.code, 0) << modelKindName(kind) << narrow.err;
  }
}

TEST_F(CliKinds, aTranslatorIsMeasuredOnPairs) {
  const std::string pairs = write("pairs.tsv", "The cat is\tthe mat .\nThe bird\tthe branch .\nThe sofa\tthe cat\n");
  const auto plain = command(ModelKind::EncoderDecoder, {"eval", "--text", pairs, "--json"}).json();
  EXPECT_EQ(plain["tokens"], 3 + 1 + 3 + 1 + 2 + 1) << "every target and its end";
  const auto result =
      command(ModelKind::EncoderDecoder, {"eval", "--text", pairs, "--translate", "--beams", "2", "--json"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.json()["sentences"], 3);
  EXPECT_GE(result.json()["chrf2"], 0);
  EXPECT_LE(result.json()["chrf2"], 100);
  EXPECT_EQ(result.json()["loss"], plain["loss"]);
  const auto turned =
      command(ModelKind::EncoderDecoder, {"eval", "--text", pairs, "--columns", "1,0", "--json"}).json();
  EXPECT_NE(turned["loss"], plain["loss"]);
  EXPECT_EQ(command(ModelKind::Decoder, {"eval", "--text", pairs, "--translate"}).code, 2);
}

TEST_F(CliKinds, aLongPromptKeepsItsLastTokens) {
  std::string words = "cat";
  for (int i = 0; i < 30; ++i) words += " cat";
  for (const ModelKind kind : kAll) {
    const auto result = command(kind, {"run", "--prompt", words + " [MASK]", "--steps", "1", "--json"});
    ASSERT_EQ(result.code, 0) << modelKindName(kind) << result.err;
    EXPECT_EQ(result.json()["dropped"], 16) << modelKindName(kind);
    EXPECT_EQ(result.json()["tokens"].back()["text"], "[MASK]");
  }
}

}  // namespace
}  // namespace headlight
