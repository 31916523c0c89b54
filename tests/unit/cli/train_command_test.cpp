// `headlight train` and `headlight eval` from recipe to model folder, with corpora of a few lines.

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "cli/command_line.h"
#include "formats/archive/checkpoint_file.h"
#include "formats/files/digest.h"
#include "formats/model_folder.h"
#include "support/temporary_folder.h"
#include "unit/train/train_tiny_recipe.h"

namespace headlight {
namespace {

using nlohmann::json;
using testing::corpus;
using ::testing::HasSubstr;
using testing::kCorpus;
using testing::tinyRecipe;
using testing::write;
namespace fs = std::filesystem;

/// Calls `onFlush` whenever somebody flushes: a place to send a signal from, in the middle of a training.
class FlushBuffer : public std::stringbuf {
 public:
  std::function<void(const std::string&)> onFlush;
  int sync() override {
    if (onFlush) onFlush(str());
    return 0;
  }
};

class TrainCommand : public ::testing::Test {
 protected:
  testing::TemporaryFolder m_folder;
  FlushBuffer m_errors;
  std::string m_out;
  json m_recipe;

  fs::path data() const { return m_folder.path() / "data"; }
  fs::path recipeFile() const { return m_folder.path() / "recipe.json"; }
  std::string err() const { return m_errors.str(); }

  void SetUp() override {
    m_recipe = tinyRecipe(data());
    writeRecipe();
  }

  void writeRecipe() { write(recipeFile(), m_recipe.dump()); }

  /// The recipe for another kind of model, with the options of its kind.
  void takeKind(const std::string& kind) {
    json& model = m_recipe["model"] = {{"kind", kind}, {"n_layers", 1}, {"d_model", 8}, {"n_ctx", 16}};
    if (kind == "encoder" || kind == "encoder_decoder") model["n_heads"] = 2;
    if (kind == "rnn" || kind == "lstm" || kind == "gru") m_recipe["training"]["carry_state"] = true;
    if (kind != "encoder_decoder") return writeRecipe();
    const std::string table = "the cat\tdie Katze\nthe bird\tder Vogel\nthe ship\tdas Schiff\nthe sea\tdas Meer\n";
    write(data() / "pairs.txt", table);
    json pairs = corpus("pairs", table);
    pairs.update({{"type", "pairs"}, {"weight", 1}, {"held_every", 4}});
    m_recipe["sources"] = json::array({pairs});
    m_recipe.erase("validation");
    m_recipe["training"]["label_smoothing"] = 0.1;
    writeRecipe();
  }

  int run(std::vector<std::string> arguments) {
    m_errors.str("");
    std::istringstream in;
    std::ostringstream out;
    std::ostream errors(&m_errors);
    const int code = runCommandLine(arguments, nullptr, in, out, errors);
    m_out = out.str();
    return code;
  }

  /// Ctrl-C, and waits until the program has noticed: a tiny model would be at its end before. Every later report
  /// does it again.
  static void interrupt() {
    kill(getpid(), SIGINT);
    sigset_t waiting;
    do {
      std::this_thread::yield();
      sigpending(&waiting);
    } while (sigismember(&waiting, SIGINT) == 1);
  }

  int train(const std::string& out, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"train",  "--recipe",      recipeFile().string(), "--out",
                                          "--data", data().string(), "--threads",           "2"};
    arguments.insert(arguments.begin() + 4, (m_folder.path() / out).string());
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(std::move(arguments));
  }
};

TEST_F(TrainCommand, makesAModelFolderThatOpens) {
  ASSERT_EQ(train("tiny"), 0) << err();
  const auto opened = openModel((m_folder.path() / "tiny").string());
  EXPECT_EQ(opened->card.language, "en");
  EXPECT_EQ(opened->card.license, "CC0-1.0");
  EXPECT_TRUE(opened->card.validationLoss);
  EXPECT_THAT(opened->card.text, HasSubstr("https://example.org/kept"));
  EXPECT_THAT(opened->card.text, HasSubstr("| held | 14 |"));
  EXPECT_TRUE(opened->tokenizer->find("branch"));
  EXPECT_FALSE(fs::exists(m_folder.path() / "tiny" / kCheckpointName)) << "the checkpoint has done its work";
}

TEST_F(TrainCommand, trainsEveryKindOfModelAndResumesIt) {
  for (const std::string kind : {"rnn", "lstm", "gru", "encoder", "encoder_decoder"}) {
    SetUp();
    takeKind(kind);
    ASSERT_EQ(train(kind), 0) << kind << ": " << err();
    const auto opened = openModel((m_folder.path() / kind).string());
    EXPECT_EQ(modelKindName(opened->model->config().kind), kind);
    EXPECT_TRUE(opened->card.validationLoss) << kind;
    EXPECT_LT(*opened->card.validationLoss, 3.2) << kind << " learns something of a vocabulary of about 20";
    m_errors.onFlush = [](const std::string& text) {
      if (text.find("step 100 of") != std::string::npos) interrupt();
    };
    EXPECT_EQ(train(kind + "-broken"), 130);
    m_errors.onFlush = nullptr;
    ASSERT_EQ(train(kind + "-broken", {"--resume"}), 0) << err();
    EXPECT_EQ(testing::readFile(m_folder.path() / (kind + "-broken") / "model.safetensors"),
              testing::readFile(m_folder.path() / kind / "model.safetensors"))
        << kind;
  }
}

TEST_F(TrainCommand, anEncoderReadsItsPromptsInTheFrameThatItWasTrainedIn) {
  ASSERT_EQ(train("first", {"--steps", "1"}), 0) << err();
  m_recipe["tokenizer"] = {{"same_as", "first"}};
  takeKind("encoder");
  ASSERT_EQ(train("second", {"--steps", "1"}), 0) << err();
  const auto opened = openModel((m_folder.path() / "second").string());
  const Tokenizer& tokenizer = *opened->tokenizer;
  const std::vector<Token> tokens = tokenizer.encode("the [MASK]");
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[0].id, tokenizer.special().classification);
  EXPECT_EQ(tokens[2].id, tokenizer.special().mask);
  EXPECT_EQ(tokens[3].id, tokenizer.special().separator);
}

TEST_F(TrainCommand, takesTheTokenizerOfAnotherModel) {
  ASSERT_EQ(train("first", {"--steps", "1"}), 0) << err();
  m_recipe["tokenizer"] = {{"same_as", "first"}};
  takeKind("gru");
  ASSERT_EQ(train("second", {"--steps", "1"}), 0) << err();
  EXPECT_EQ(testing::readFile(m_folder.path() / "first" / "tokenizer.json"),
            testing::readFile(m_folder.path() / "second" / "tokenizer.json"));
  EXPECT_THAT(openModel((m_folder.path() / "second").string())->card.text, HasSubstr("`first`"));
  m_recipe["tokenizer"] = {{"same_as", "nowhere"}};
  writeRecipe();
  EXPECT_EQ(train("third", {"--steps", "1"}), 3);
  EXPECT_THAT(err(), HasSubstr("nowhere"));
}

TEST_F(TrainCommand, learnsSubwordsFromItsTexts) {
  m_recipe["tokenizer"] = {{"kind", "byte_level_bpe"}, {"vocab_size", 270}};
  writeRecipe();
  ASSERT_EQ(train("bytes", {"--steps", "20"}), 0) << err();
  const auto bytes = openModel((m_folder.path() / "bytes").string());
  EXPECT_LE(bytes->tokenizer->vocabSize(), 270);
  EXPECT_TRUE(bytes->tokenizer->special().endOfText);
  EXPECT_EQ(bytes->tokenizer->encode("the the").size(), 2U) << "a frequent word is one token";

  takeKind("encoder_decoder");
  m_recipe["tokenizer"] = {{"kind", "unigram"}, {"vocab_size", 40}};
  writeRecipe();
  ASSERT_EQ(train("pieces", {"--steps", "20"}), 0) << err();
  const auto pieces = openModel((m_folder.path() / "pieces").string());
  const ModelConfig& config = pieces->model->config();
  EXPECT_EQ(config.endToken, pieces->tokenizer->special().endOfText);
  EXPECT_EQ(config.startToken, config.padToken) << "as Marian models have it";
  EXPECT_EQ(pieces->tokenizer->encode("the cat").back().id, config.endToken) << "closed by </s>";
}

TEST_F(TrainCommand, keepsPairsBackWithEverythingThatStandsInThem) {
  takeKind("encoder_decoder");
  ASSERT_EQ(train("pairs", {"--steps", "20"}), 0) << err();
  const std::string card = openModel((m_folder.path() / "pairs").string())->card.text;
  EXPECT_THAT(card, HasSubstr("Trained on 3 pairs; 1 were kept back"));
  EXPECT_THAT(card, HasSubstr("| pairs, kept back | 3 |")) << "das Meer and its end";
  EXPECT_THAT(card, HasSubstr("pipeline_tag: translation"));
}

TEST_F(TrainCommand, fineTunesABaseAndSaysWhatMoved) {
  ASSERT_EQ(train("base"), 0) << err();
  const auto base = openModel((m_folder.path() / "base").string());
  m_recipe.erase("model");
  m_recipe.erase("tokenizer");
  m_recipe["training"]["steps"] = 20;
  m_recipe["fine_tuning"] = {{"base", "base"}, {"frozen", {"wte.*", "wpe.*"}}};
  writeRecipe();
  ASSERT_EQ(train("tuned"), 0) << err();
  const auto tuned = openModel((m_folder.path() / "tuned").string());
  EXPECT_EQ(tuned->model->parameters().matrix("wte.weight"), base->model->parameters().matrix("wte.weight"));
  EXPECT_NE(tuned->model->parameters().matrix("h.0.mlp.c_fc.weight"),
            base->model->parameters().matrix("h.0.mlp.c_fc.weight"));
  EXPECT_THAT(tuned->card.text, HasSubstr("frozen were `wte.weight` `wpe.weight`"));

  m_recipe["fine_tuning"] = {{"base", "base"}, {"lora", {{"rank", 2}, {"matrices", {"h.*.c_fc.weight"}}}}};
  m_recipe["weights"] = {{"stored_as", "float16"}};
  writeRecipe();
  ASSERT_EQ(train("adapted"), 0) << err();
  const std::string card = openModel((m_folder.path() / "adapted").string())->card.text;
  EXPECT_THAT(card, HasSubstr("80 numbers moved, all in low-rank adapters (rank 2")) << "2 · (8 + 32)";
  EXPECT_THAT(card, HasSubstr("stored as float16"));
}

/// The model with more rows in its vocabulary than its tokenizer has entries, as GPT-2s padded to 50,304 have it.
void addUnusedIds(const fs::path& folder, Index unused) {
  const auto opened = openModel(folder.string());
  ModelConfig config = opened->model->config();
  config.dVocab += unused;
  Parameters larger = initialParameters(config, 1);
  const Parameters& smaller = opened->model->parameters();
  for (const ParameterInfo& info : smaller.layout().all()) {
    const ParameterInfo* const place = larger.layout().find(info.name);
    larger.matrix(*place).topLeftCorner(info.rows, info.columns) = smaller.matrix(info);
  }
  saveModelFolder(folder, config, larger, testing::readFile(folder / "tokenizer.json"), opened->card.text,
                  WeightType::Float32);
}

TEST_F(TrainCommand, fineTunesABaseWithIdsThatNoTokenUses) {
  for (const std::string kind : {"decoder", "encoder", "encoder_decoder", "gru"}) {
    SetUp();
    if (kind != "decoder") takeKind(kind);
    ASSERT_EQ(train(kind, {"--steps", "5"}), 0) << err();
    const fs::path folder = m_folder.path() / kind;
    addUnusedIds(folder, 37);
    const auto base = openModel(folder.string());
    m_recipe.erase("model");
    m_recipe.erase("tokenizer");
    m_recipe["fine_tuning"] = {{"base", kind}};
    writeRecipe();
    ASSERT_EQ(train(kind + "-tuned", {"--steps", "5"}), 0) << kind << ": " << err();
    const auto tuned = openModel((m_folder.path() / (kind + "-tuned")).string());
    EXPECT_EQ(tuned->model->config().dVocab, base->model->config().dVocab) << kind;
    EXPECT_EQ(tuned->tokenizer->vocabSize(), base->tokenizer->vocabSize()) << kind;
    EXPECT_EQ(tuned->model->config().startToken, base->model->config().startToken) << kind;
  }
}

TEST_F(TrainCommand, printsOneJsonObjectALine) {
  ASSERT_EQ(train("tiny", {"--json", "--steps", "30"}), 0) << err();
  std::istringstream lines(m_out);
  std::vector<json> objects;
  for (std::string line; std::getline(lines, line);) objects.push_back(json::parse(line));
  ASSERT_EQ(objects.size(), 4U) << "steps 1, 10, 20, 30";
  EXPECT_EQ(objects[1]["step"], 10);
  EXPECT_FALSE(objects[1].contains("validation_loss"));
  for (const char* field : {"loss", "learning_rate", "tokens_per_second"}) EXPECT_TRUE(objects[1][field].is_number());
  EXPECT_TRUE(objects[3]["validation_loss"].is_number());
}

TEST_F(TrainCommand, evalReproducesTheLossOfTheCard) {
  ASSERT_EQ(train("tiny"), 0) << err();
  const std::string model = (m_folder.path() / "tiny").string();
  ASSERT_EQ(run({"eval", "--model", model, "--text", (data() / "held.txt").string(), "--separator", "\\n", "--json"}),
            0)
      << err();
  const json result = json::parse(m_out);
  EXPECT_NEAR(result["loss"], *openModel(model)->card.validationLoss, 1e-4);
  EXPECT_EQ(result["tokens"], 14);
  EXPECT_EQ(result["unknown_words"], 1) << "sofa";
  EXPECT_NEAR(result["perplexity"], std::exp(result["loss"].get<double>()), 1e-9);
}

TEST_F(TrainCommand, evalComparesCoarseNumbersWithTheModelsOwn) {
  ASSERT_EQ(train("tiny"), 0) << err();
  const std::string model = (m_folder.path() / "tiny").string();
  const std::vector<std::string> eval = {
      "eval",        "--model", model,    "--text",     (data() / "held.txt").string(),
      "--separator", "\\n",     "--json", "--precision"};
  const auto rounded = [&](const std::string& precision) {
    std::vector<std::string> arguments = eval;
    arguments.push_back(precision);
    EXPECT_EQ(run(arguments), 0) << err();
    return json::parse(m_out);
  };
  const json half = rounded("float16"), brain = rounded("bfloat16");
  EXPECT_FALSE(rounded("float32").contains("rounded"));
  EXPECT_EQ(half["loss"], brain["loss"]) << "the model's own";
  for (const json& document : {half, brain}) {
    EXPECT_EQ(document["rounded"]["rounded"], "weights and values");
    EXPECT_NE(document["rounded"]["loss"], document["loss"]);
    EXPECT_NEAR(document["rounded"]["loss"], document["loss"], 0.1);
    EXPECT_EQ(2 * document["rounded"]["weight_bytes"].get<int>(), document["rounded"]["weight_bytes_float32"]);
  }
  EXPECT_LT(std::abs(half["rounded"]["loss_minus_float32"].get<double>()),
            std::abs(brain["rounded"]["loss_minus_float32"].get<double>()))
      << "ten bits of fraction are nearer than seven";
  ASSERT_EQ(run({"run", "--model", model, "--prompt", "the cat", "--precision", "bfloat16", "--json"}), 0) << err();
  const json coarse = json::parse(m_out);
  EXPECT_EQ(coarse["precision"], "bfloat16");
  EXPECT_FALSE(coarse.contains("interventions")) << "nobody took anything away";
  ASSERT_EQ(run({"run", "--model", model, "--prompt", "the cat", "--json"}), 0) << err();
  EXPECT_NE(json::parse(m_out)["steps"], coarse["steps"]);
  EXPECT_EQ(run({"run", "--model", model, "--prompt", "the cat", "--precision", "int8"}), 2);
}

TEST_F(TrainCommand, interruptedItSavesSaysHowToResumeAndEndsWithTheSameWeights) {
  ASSERT_EQ(train("whole"), 0) << err();
  m_errors.onFlush = [](const std::string& text) {
    if (text.find("step 20 of") != std::string::npos) interrupt();
  };
  EXPECT_EQ(train("broken"), 130);
  EXPECT_THAT(err(), HasSubstr("--resume"));
  m_errors.onFlush = nullptr;
  EXPECT_FALSE(fs::exists(m_folder.path() / "broken" / "model.safetensors"));
  EXPECT_EQ(train("broken"), 2) << "a checkpoint is not thrown away silently";
  ASSERT_EQ(train("broken", {"--resume"}), 0) << err();
  EXPECT_EQ(testing::readFile(m_folder.path() / "broken" / "model.safetensors"),
            testing::readFile(m_folder.path() / "whole" / "model.safetensors"));
}

TEST_F(TrainCommand, refusesACheckpointOfAnotherRecipe) {
  m_errors.onFlush = [](const std::string& text) {
    if (text.find("step 1 of") != std::string::npos) interrupt();
  };
  EXPECT_EQ(train("broken"), 130);
  m_errors.onFlush = nullptr;
  EXPECT_EQ(train("broken", {"--resume", "--steps", "20"}), 3);
  EXPECT_THAT(err(), HasSubstr("another recipe"));
}

TEST_F(TrainCommand, withoutACorpusSaysWhereToGetItAndWhereToPutIt) {
  fs::remove(data() / "kept.txt");
  EXPECT_EQ(train("tiny"), 3);
  EXPECT_THAT(err(), HasSubstr("kept.txt"));
  EXPECT_THAT(err(), HasSubstr("https://example.org/kept"));
  EXPECT_THAT(err(), HasSubstr(data().string()));
}

TEST_F(TrainCommand, refusesACorpusThatIsNotTheOneOfTheRecipe) {
  std::string other = kCorpus;
  other[0] = 'T';
  write(data() / "kept.txt", other);
  EXPECT_EQ(train("tiny"), 3);
  EXPECT_THAT(err(), HasSubstr("SHA-256"));
  EXPECT_THAT(err(), HasSubstr("https://example.org/kept"));
  write(data() / "kept.txt", kCorpus + " ");
  EXPECT_EQ(train("tiny"), 3);
  EXPECT_THAT(err(), HasSubstr("bytes"));
}

TEST_F(TrainCommand, resumesOnlyWhatWasBegun) {
  EXPECT_EQ(train("tiny", {"--resume"}), 3);
  EXPECT_THAT(err(), HasSubstr("Leave out --resume"));
}

TEST_F(TrainCommand, whereNothingCanBeWrittenStopsBeforeTraining) {
  write(m_folder.path() / "file", "not a folder");
  EXPECT_EQ(train("file/tiny"), 3);
}

TEST_F(TrainCommand, evalOfAnEmptyFileIsAnError) {
  ASSERT_EQ(train("tiny", {"--steps", "1"}), 0) << err();
  write(data() / "empty.txt", " \n");
  EXPECT_EQ(run({"eval", "--model", (m_folder.path() / "tiny").string(), "--text", (data() / "empty.txt").string()}),
            3);
  EXPECT_THAT(err(), HasSubstr("empty.txt"));
}

TEST_F(TrainCommand, benchMeasuresOnlyWhatIsAskedFor) {
  ASSERT_EQ(train("tiny", {"--steps", "1"}), 0) << err();
  ASSERT_EQ(run({"bench", "--model", (m_folder.path() / "tiny").string(), "--only", "decode", "--json"}), 0) << err();
  const json result = json::parse(m_out);
  ASSERT_EQ(result.size(), 2U);
  EXPECT_EQ(result[0]["name"], "decode_ms_per_token");
  EXPECT_EQ(result[1]["name"], "decode_observed_ms_per_token");
  EXPECT_GT(result[0]["value"].get<double>(), 0);
  EXPECT_EQ(run({"bench", "--only", "everything"}), 2);
}

}  // namespace
}  // namespace headlight
