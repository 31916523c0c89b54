#include "formats/model_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <nlohmann/json.hpp>

#include "analysis/text/token_label.h"
#include "formats/error_code.h"  // tests/formats
#include "formats/files/atomic_file.h"
#include "formats/huggingface/hf_config.h"
#include "formats/huggingface/model_card.h"
#include "formats/huggingface/weight_names.h"
#include "formats/sample_folder.h"  // tests/formats
#include "generate/generation.h"
#include "generate/sampler.h"
#include "support/temporary_folder.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using testing::errorCode;
using testing::TemporaryFolder;

void patchJson(const fs::path& file, const nlohmann::json& mergePatch) {
  nlohmann::json json = nlohmann::json::parse(readFileLimited(file, 1 << 20));
  json.merge_patch(mergePatch);
  writeFileAtomically(file, json.dump());
}

/// The same tensors with some changed, as another program could have written them.
void rewriteWeights(const fs::path& folder, const std::function<void(std::vector<SafetensorsTensor>&)>& change) {
  const fs::path path = folder / "model.safetensors";
  SafetensorsFile file(openFileSource(path));
  std::vector<std::vector<float>> numbers;
  std::vector<SafetensorsTensor> tensors;
  for (const SafetensorsEntry& entry : file.entries()) {
    numbers.emplace_back(entry.elements());
    (void)file.readFloats(entry, numbers.back());
    tensors.push_back({entry.name, entry.shape, numbers.back()});
  }
  change(tensors);
  writeFileAtomically(path, safetensorsBytes(tensors));
}

void cut(const fs::path& file, std::size_t keep) {
  writeFileAtomically(file, readFileLimited(file, 1 << 20).substr(0, keep));
}

const std::vector<float> kNumbers(100, 0.5F);

SafetensorsTensor extra(const std::string& name, std::vector<std::uint64_t> shape) {
  std::size_t size = 1;
  for (const std::uint64_t dimension : shape) size *= dimension;
  return {name, std::move(shape), std::span<const float>(kNumbers).first(size)};
}

struct ModelFolderDefect {
  const char* name;
  std::function<void(const fs::path&)> damage;
  const char* code;
};

const ModelFolderDefect kModelFolderDefects[] = {
    {"configMissing", [](const fs::path& f) { fs::remove(f / "config.json"); }, "model.file_missing"},
    {"weightsMissing", [](const fs::path& f) { fs::remove(f / "model.safetensors"); }, "model.no_weights"},
    {"tokenizerMissing", [](const fs::path& f) { fs::remove(f / "tokenizer.json"); }, "model.tokenizer_missing"},
    {"configEmpty", [](const fs::path& f) { cut(f / "config.json", 0); }, "json.syntax"},
    {"configTooLarge", [](const fs::path& f) { writeFileAtomically(f / "config.json", std::string(2 << 20, ' ')); },
     "file.too_large"},
    {"configIsAFolder",
     [](const fs::path& f) {
       fs::remove(f / "config.json");
       fs::create_directory(f / "config.json");
     },
     "file.cannot_read"},
    {"tokenizerCut", [](const fs::path& f) { cut(f / "tokenizer.json", 100); }, "json.syntax"},
    {"weightsEmpty", [](const fs::path& f) { cut(f / "model.safetensors", 0); }, "safetensors.too_short"},
    {"weightsCut", [](const fs::path& f) { cut(f / "model.safetensors", 4000); }, "safetensors.outside_file"},
    {"vocabularySizesDiffer",
     [](const fs::path& f) {
       patchJson(f / "config.json", {{"vocab_size", 8}});
     },
     "tokenizer.vocabulary_size"},
    {"oneLayerTooFew",
     [](const fs::path& f) {
       patchJson(f / "config.json", {{"n_layer", 3}});
     },
     "weights.missing"},
    {"oneLayerTooMany",
     [](const fs::path& f) {
       patchJson(f / "config.json", {{"n_layer", 1}});
     },
     "weights.unexpected"},
    {"anotherWidth",
     [](const fs::path& f) {
       patchJson(f / "config.json", {{"n_inner", 16}});
     },
     "weights.wrong_shape"},
    {"hugeWidth",
     [](const fs::path& f) {
       patchJson(f / "config.json", {{"n_embd", 16384}, {"n_inner", 65536}});
     },
     "weights.wrong_shape"},
    {"untiedWithoutAHead",
     [](const fs::path& f) {
       patchJson(f / "config.json", {{"tie_word_embeddings", false}});
     },
     "weights.missing"},
    {"matrixTransposed",
     [](const fs::path& f) {
       rewriteWeights(f, [](auto& tensors) {
         for (SafetensorsTensor& tensor : tensors) {
           if (tensor.name.ends_with("c_fc.weight")) std::swap(tensor.shape[0], tensor.shape[1]);
         }
       });
     },
     "weights.wrong_shape"},
    {"vectorAsAMatrix",
     [](const fs::path& f) {
       rewriteWeights(f, [](auto& tensors) {
         for (SafetensorsTensor& tensor : tensors) {
           if (tensor.shape.size() == 1) tensor.shape.insert(tensor.shape.begin(), 1);
         }
       });
     },
     "weights.wrong_shape"},
    {"tensorExtra",
     [](const fs::path& f) {
       rewriteWeights(f, [](auto& t) { t.push_back(extra("transformer.h.0.score.weight", {2})); });
     },
     "weights.unexpected"},
    {"tensorUnderBothNames",
     [](const fs::path& f) { rewriteWeights(f, [](auto& t) { t.push_back(extra("ln_f.bias", {8})); }); },
     "weights.twice"},
    {"tiedHeadOfAnotherShape",
     [](const fs::path& f) { rewriteWeights(f, [](auto& t) {
                               t.push_back(extra("lm_head.weight", {8, 9}));
                             }); },
     "weights.wrong_shape"},
};

class ModelFolderDefects : public ::testing::TestWithParam<ModelFolderDefect> {};

TEST_P(ModelFolderDefects, AreRefused) {
  const TemporaryFolder folder;
  testing::saveTinyFolder(folder.path());
  ASSERT_EQ(errorCode([&] { (void)openModel(folder.path().string()); }), "accepted");
  GetParam().damage(folder.path());
  EXPECT_EQ(errorCode([&] { (void)openModel(folder.path().string()); }), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(ModelFolder, ModelFolderDefects, ::testing::ValuesIn(kModelFolderDefects),
                         [](const auto& row) { return std::string(row.param.name); });

class ModelFolderRoundTrip : public ::testing::TestWithParam<bool> {};

TEST_P(ModelFolderRoundTrip, IsEqualToTheBit) {
  const TemporaryFolder folder;
  testing::saveTinyFolder(folder.path() / "a", GetParam());
  const auto opened = openModel((folder.path() / "a").string());
  EXPECT_EQ(opened->name, "a");
  EXPECT_TRUE(opened->notices.empty());
  EXPECT_EQ(opened->card.language, "en");
  EXPECT_EQ(opened->card.license, "CC BY 4.0");
  EXPECT_EQ(opened->card.validationLoss, 2.25);
  EXPECT_EQ(opened->card.text, testing::tinyCard());

  const Parameters original = initialParameters(testing::tinyConfig(GetParam()), 1);
  const Parameters& read = opened->model->parameters();
  ASSERT_EQ(read.block().size(), original.block().size());
  EXPECT_EQ(std::memcmp(read.block().data(), original.block().data(), read.block().size_bytes()), 0);

  const auto& tokenizer = dynamic_cast<const WordLevelTokenizer&>(*opened->tokenizer);
  saveModelFolder(folder.path() / "b", opened->model->config(), read, tokenizerJson(tokenizer), opened->card.text);
  for (const char* name : {"config.json", "model.safetensors", "tokenizer.json", "README.md"}) {
    EXPECT_EQ(readFileLimited(folder.path() / "a" / name, 1 << 20),
              readFileLimited(folder.path() / "b" / name, 1 << 20))
        << name;
  }
}

INSTANTIATE_TEST_SUITE_P(ModelFolder, ModelFolderRoundTrip, ::testing::Bool(),
                         [](const auto& row) { return row.param ? "tied" : "untied"; });

TEST(ModelFolder, SkipsMaskBuffersAndUnderstandsNamesWithoutPrefix) {
  const TemporaryFolder folder;
  testing::saveTinyFolder(folder.path());
  rewriteWeights(folder.path(), [](auto& tensors) {
    for (SafetensorsTensor& tensor : tensors) tensor.name = tensor.name.substr(std::string("transformer.").size());
    tensors.push_back(extra("h.0.attn.bias", {1, 1, 6, 6}));
    tensors.push_back(extra("h.1.attn.masked_bias", {}));
  });
  const auto opened = openModel(folder.path().string());
  const Parameters original = initialParameters(testing::tinyConfig(true), 1);
  EXPECT_EQ(opened->model->parameters().matrix("wpe.weight"), original.matrix("wpe.weight"));
}

TEST(ModelFolder, SaysThatAHeadOfATiedModelWasIgnored) {
  const TemporaryFolder folder;
  testing::saveTinyFolder(folder.path());
  rewriteWeights(folder.path(), [](auto& t) { t.push_back(extra("lm_head.weight", {9, 8})); });
  const auto opened = openModel(folder.path().string());
  ASSERT_EQ(opened->notices.size(), 1U);
  EXPECT_EQ(opened->notices[0].code, "weights.duplicate_differs");
}

TEST(ModelFolder, NamesTensorsWithNumbersThatAreNotFinite) {
  const TemporaryFolder folder;
  const ModelConfig config = testing::tinyConfig(true);
  Parameters parameters = initialParameters(config, 1);
  parameters.matrix("h.1.mlp.c_fc.weight")(3, 4) = NAN;
  saveModelFolder(folder.path(), config, parameters, testing::tinyTokenizer(), "");
  const auto opened = openModel(folder.path().string());
  ASSERT_EQ(opened->notices.size(), 1U);
  EXPECT_EQ(opened->notices[0].kind(), ErrorKind::Notice);
  EXPECT_NE(opened->notices[0].english().find("transformer.h.1.mlp.c_fc.weight has 1 numbers"), std::string::npos);
  EXPECT_NE(opened->notices[0].english().find("at [3, 4]"), std::string::npos);
}

TEST(ModelFolder, StopsWhenAskedTo) {
  const TemporaryFolder folder;
  testing::saveTinyFolder(folder.path());
  double last = -1;
  (void)openModel(folder.path().string(), [&](double share) {
    EXPECT_GE(share, last);
    last = share;
    return true;
  });
  EXPECT_EQ(last, 1.0);
  EXPECT_EQ(errorCode([&] { (void)openModel(folder.path().string(), [](double share) { return share < 0.5; }); }),
            "cancelled");
}

TEST(ModelFolder, IsFoundByItsNameAndListedInOrder) {
  const TemporaryFolder folder;
  testing::saveTinyFolder(folder.path() / "zeta-test");
  testing::saveTinyFolder(folder.path() / "alpha-test");
  fs::create_directory(folder.path() / "no-model");
  setenv("HEADLIGHT_MODELS", folder.path().c_str(), 1);
  std::vector<std::string> names;
  for (const fs::path& model : listSampleModels()) names.push_back(model.filename().string());
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::count(names.begin(), names.end(), "alpha-test"), 1);
  EXPECT_EQ(std::count(names.begin(), names.end(), "no-model"), 0);
  EXPECT_EQ(openModel("zeta-test")->folder, folder.path() / "zeta-test");
  try {
    (void)openModel("beta-test");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "model.not_found");
    EXPECT_NE(std::string(error.what()).find("alpha-test, "), std::string::npos);
  }
  unsetenv("HEADLIGHT_MODELS");
}

TEST(ModelFolder, RefusesNamesThatAreNoModel) {
  const TemporaryFolder folder;
  writeFileAtomically(folder.path() / "file", "x");
  EXPECT_EQ(errorCode([] { (void)openModel(""); }), "model.name_invalid");
  EXPECT_EQ(errorCode([&] { (void)openModel(folder.path().string()); }), "model.not_a_folder");
  EXPECT_EQ(errorCode([&] { (void)openModel((folder.path() / "file").string()); }), "model.unknown_file");
  EXPECT_EQ(errorCode([&] { (void)openModel((folder.path() / "none").string()); }), "model.not_found");
}

TEST(SaveModelFolder, RefusesAnUnwritableFolderAndATokenizerOfAnotherSize) {
  EXPECT_EQ(errorCode([] { testing::saveTinyFolder("/proc/headlight-model"); }), "file.cannot_make_folder");
  const TemporaryFolder folder;
  ModelConfig config = testing::tinyConfig(true);
  config.dVocab = 8;
  EXPECT_EQ(errorCode([&] {
              saveModelFolder(folder.path() / "m", config, initialParameters(config, 1), testing::tinyTokenizer(), "");
            }),
            "tokenizer.vocabulary_size");
  EXPECT_FALSE(fs::exists(folder.path() / "m"));
}

TEST(ModelFolder, RowsBeyondTheTokenizerAreUnusedAndNeverPredicted) {
  const TemporaryFolder folder;
  ModelConfig config = testing::tinyConfig(true);
  config.dVocab = 12;  // the tokenizer has 9
  saveModelFolder(folder.path() / "m", config, initialParameters(config, 1), testing::tinyTokenizer(), "");
  const auto opened = openModel((folder.path() / "m").string());
  EXPECT_EQ(opened->model->config().dVocab, 12);
  EXPECT_EQ(opened->tokenizer->vocabSize(), 9);
  ASSERT_EQ(opened->notices.size(), 1U);
  EXPECT_EQ(opened->notices[0].code, "model.unused_ids");
  EXPECT_NE(opened->notices[0].english().find("the last 3 ids"), std::string::npos);

  std::vector<float> logits(12, 0.0F);
  logits[7] = 2;
  logits[10] = 9;  // a row that no token stands behind, and yet the largest
  const Distribution next = makeDistribution(logits, {}, candidateFilter(opened->model->config(), *opened->tokenizer));
  EXPECT_EQ(next.likeliest().id, 7);
  for (TokenId id = 9; id < 12; ++id) EXPECT_FALSE(next.find(id)->isDrawn);
  EXPECT_EQ(next.candidates.front().id, 10);
  EXPECT_EQ(tokenOf(*opened->tokenizer, 10).text, "[unused 10]");
}

TEST(ModelFolder, ATranslatorMustHaveItsOwnTokensInTheTokenizer) {
  const TemporaryFolder folder;
  ModelConfig config = testing::tinyConfig(ModelKind::EncoderDecoder);
  config.dVocab = 12;
  EXPECT_EQ(errorCode([&] {
              saveModelFolder(folder.path() / "m", config, initialParameters(config, 1), testing::tinyTokenizer(), "");
            }),
            "accepted");
  config.startToken = config.padToken = 11;  // beyond the 9 of the tokenizer
  EXPECT_EQ(errorCode([&] {
              saveModelFolder(folder.path() / "n", config, initialParameters(config, 1), testing::tinyTokenizer(), "");
            }),
            "tokenizer.vocabulary_size");
}

TEST(ModelCard, TakesWhatItUnderstandsAndNothingElse) {
  EXPECT_EQ(readModelCard("# No front matter\nlanguage: en\n").language, "");
  EXPECT_EQ(readModelCard("---\nlanguage: [zh, en]\n---\n").language, "zh");
  EXPECT_EQ(readModelCard("---\nlanguage:\n- zh\n- en\nlicense: mit\n---\n").language, "zh");
  EXPECT_EQ(readModelCard("---\nlanguage:\n- zh\n- en\nlicense: mit\n---\n").license, "mit");
  EXPECT_FALSE(readModelCard("---\nvalidation_loss: nan\n---\n").validationLoss.has_value());
  EXPECT_FALSE(readModelCard("---\nvalidation_loss: 2.5x\n---\n").validationLoss.has_value());
  EXPECT_EQ(readModelCard("---\r\nlanguage: en\r\n---\r\n").language, "en");
  EXPECT_EQ(readModelCard("---\nlanguage: en").language, "en");
  EXPECT_EQ(readModelCard("a\xFF").text, "a\uFFFD");
}

// Folders that other programs wrote; they lie beside the checkout.
TEST(ReferenceFolders, OpenWhole) {
  for (const char* name : {"gpt2_small_random", "gpt2_small_random_tied"}) {
    const fs::path folder = testing::sharedData("data/reference/" + std::string(name));
    if (folder.empty()) GTEST_SKIP() << "../shared/data/reference is not there";
    const auto opened = openModel(folder.string());
    EXPECT_EQ(opened->name, name);
    EXPECT_EQ(opened->model->config().nLayers, 3);
    EXPECT_EQ(opened->tokenizer->encode("w1 w95 other")[1].id, 95);
    EXPECT_TRUE(opened->notices.empty());
  }
}

TEST(ReferenceFolders, GiveTheWeightsOfTheFolderThatHuggingFaceWrote) {
  const fs::path folder = testing::sharedData("data/reference/tiny_gpt2");
  if (folder.empty()) GTEST_SKIP() << "../shared/data/reference is not there";
  const ModelConfig config = readHfConfig(readFileLimited(folder / "config.json", 1 << 20), "config.json");
  EXPECT_EQ(config.dMlp, 8);
  EXPECT_TRUE(config.tiedHead);
  std::vector<Message> notices;
  SafetensorsFile file(openFileSource(folder / "model.safetensors"));
  const Parameters parameters = readWeights(file, config, {}, notices);
  EXPECT_TRUE(notices.empty());
  EXPECT_GT(parameters.matrix("wte.weight").norm(), 0);
  // its tokenizer is a byte-level BPE in two other files
  EXPECT_EQ(openModel(folder.string())->tokenizer->vocabSize(), 21);
}

}  // namespace
}  // namespace headlight
