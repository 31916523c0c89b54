// What people really drop on the program: folders as Hugging Face has them, single files of them, and what is no model.

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <functional>
#include <nlohmann/json.hpp>

#include "formats/error_code.h"  // tests/formats
#include "formats/files/atomic_file.h"
#include "formats/files/memory_estimate.h"
#include "formats/huggingface/weight_names.h"
#include "formats/model_folder.h"
#include "formats/safetensors/safetensors_index.h"
#include "formats/sample_folder.h"  // tests/formats
#include "support/temporary_folder.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using testing::errorCode;
using testing::TemporaryFolder;

std::string openError(const fs::path& path) {
  return errorCode([&] { (void)openModel(path.string()); });
}

bool sameWeights(const OpenedModel& a, const OpenedModel& b) {
  const std::span<const float> x = a.model->parameters().block();
  const std::span<const float> y = b.model->parameters().block();
  return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size_bytes()) == 0;
}

/// Cuts model.safetensors into two parts with an index, as Hugging Face does.
void cutIntoParts(const fs::path& folder, bool withIndex = true) {
  SafetensorsFile file(openFileSource(folder / "model.safetensors"));
  std::vector<std::vector<float>> numbers;
  std::vector<SafetensorsTensor> parts[2];
  nlohmann::json index = {{"metadata", {{"total_size", 1}}}};
  std::size_t count = 0;
  for (const SafetensorsEntry& entry : file.entries()) {
    numbers.emplace_back(entry.elements());
    (void)file.readFloats(entry, numbers.back());
    const std::size_t part = count++ % 2;
    parts[part].push_back({entry.name, entry.shape, numbers.back()});
    index["weight_map"][entry.name] = "model-0000" + std::to_string(part + 1) + "-of-00002.safetensors";
  }
  for (const int part : {0, 1}) {
    const std::string name = "model-0000" + std::to_string(part + 1) + "-of-00002.safetensors";
    writeFileAtomically(folder / name, safetensorsBytes(parts[part]));
  }
  if (withIndex) writeFileAtomically(folder / "model.safetensors.index.json", index.dump());
  fs::remove(folder / "model.safetensors");
}

class Folders : public ::testing::Test {
 protected:
  void SetUp() override { testing::saveTinyFolder(m_model); }

  void write(const std::string& name, const std::string& bytes) { writeFileAtomically(m_model / name, bytes); }
  void remove(const std::string& name) { fs::remove(m_model / name); }

  TemporaryFolder m_folder;
  fs::path m_model = m_folder.path() / "m";
};

TEST_F(Folders, InPartsGiveTheSameWeights) {
  const auto whole = openModel(m_model.string());
  cutIntoParts(m_model);
  const auto parts = openModel(m_model.string());
  EXPECT_TRUE(sameWeights(*whole, *parts));
  EXPECT_EQ(parts->weightFiles.size(), 2U);
  EXPECT_EQ(parts->storedAs, "F32");
  EXPECT_TRUE(sameWeights(*whole, *openModel((m_model / "model-00002-of-00002.safetensors").string())));
  remove("model.safetensors.index.json");
  EXPECT_TRUE(sameWeights(*whole, *openModel(m_model.string()))) << "the names of the parts say enough";
  remove("model-00001-of-00002.safetensors");
  EXPECT_EQ(openError(m_model), "model.shards_missing");
}

TEST_F(Folders, WithOnlySomePartsNameTheOthers) {
  cutIntoParts(m_model);
  remove("model-00002-of-00002.safetensors");
  try {
    (void)openModel(m_model.string());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "model.shards_missing");
    EXPECT_NE(std::string(error.what()).find("missing: model-00002-of-00002.safetensors"), std::string::npos);
  }
}

/// What a copy of the model (`headlight convert`) takes along is of the folder: a card that is a link to a private file
/// would publish it.
TEST_F(Folders, ACardThatIsALinkOutOfTheFolderIsLeftOutAndSaid) {
  const auto codes = [](const OpenedModel& opened) {
    std::vector<std::string> all;
    for (const Message& notice : opened.notices) all.push_back(notice.code);
    return all;
  };
  writeFileAtomically(m_folder.path() / "secret", "the key of the house");
  remove("README.md");
  fs::create_symlink("../secret", m_model / "README.md");
  const auto outside = openModel(m_model.string());
  EXPECT_EQ(outside->card.text, "");
  EXPECT_EQ(codes(*outside), (std::vector<std::string>{"model.card_outside"}));

  remove("README.md");
  write("card.md", "a card");
  fs::create_symlink("card.md", m_model / "README.md");
  fs::create_directory_symlink("m", m_folder.path() / "link");
  for (const char* name : {"m", "link"}) {
    const auto inside = openModel((m_folder.path() / name).string());
    EXPECT_EQ(inside->card.text, "a card") << name;
    EXPECT_TRUE(inside->notices.empty()) << name;
  }
}

TEST_F(Folders, HuggingFacesCacheLinksIntoItsOwnBlobsOnly) {
  const fs::path cache = m_folder.path() / "models--tiny";
  fs::create_directories(cache / "blobs");
  fs::create_directories(cache / "snapshots");
  const fs::path snapshot = cache / "snapshots/0a1b";
  fs::rename(m_model, snapshot);
  fs::rename(snapshot / "README.md", cache / "blobs/77aa");
  fs::create_symlink("../../blobs/77aa", snapshot / "README.md");
  EXPECT_FALSE(openModel(snapshot.string())->card.text.empty());
  fs::remove(snapshot / "README.md");
  writeFileAtomically(cache / "secret", "the key of the house");
  fs::create_symlink("../../secret", snapshot / "README.md");
  EXPECT_TRUE(openModel(snapshot.string())->card.text.empty());
}

TEST_F(Folders, SingleFilesOpenTheFolderThatTheyLieIn) {
  const auto whole = openModel(m_model.string());
  for (const char* name : {"config.json", "model.safetensors", "tokenizer.json", "README.md"}) {
    const auto opened = openModel((m_model / name).string());
    EXPECT_TRUE(sameWeights(*whole, *opened)) << name;
    EXPECT_EQ(opened->path, m_model) << name;
    EXPECT_EQ(opened->name, "m") << name;
  }
  fs::copy(m_model / "model.safetensors", m_model / "other.safetensors");
  const auto other = openModel((m_model / "other.safetensors").string());
  EXPECT_EQ(other->path, m_model / "other.safetensors");
  remove("model.safetensors");
  EXPECT_TRUE(sameWeights(*whole, *openModel(m_model.string()))) << "the only .safetensors file is the weights";
  fs::copy(m_model / "other.safetensors", m_model / "third.safetensors");
  EXPECT_EQ(openError(m_model), "model.weights_ambiguous");
}

TEST_F(Folders, OfHuggingFacesCacheAreFoundInside) {
  const fs::path repository = m_folder.path() / "models--someone--tiny";
  fs::create_directories(repository / "snapshots");
  fs::create_directories(repository / "refs");
  fs::rename(m_model, repository / "snapshots" / "0123abc");
  writeFileAtomically(repository / "refs" / "main", "0123abc");
  EXPECT_EQ(openModel(repository.string())->name, "tiny");
}

const std::string kPointer =
    "version https://git-lfs.github.com/spec/v1\noid sha256:4665076aeb7a3ec0\nsize 548105171\n";

TEST_F(Folders, SayWhenGitLeftOnlyAPointer) {
  write("model.safetensors", kPointer);
  try {
    (void)openModel(m_model.string());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "file.git_lfs_pointer");
    EXPECT_NE(std::string(error.what()).find("548.1 MB"), std::string::npos);
  }
  testing::saveTinyFolder(m_model);
  write("tokenizer.json", kPointer);
  EXPECT_EQ(openError(m_model), "file.git_lfs_pointer");
  writeFileAtomically(m_folder.path() / "model.gguf", kPointer);
  EXPECT_EQ(openError(m_folder.path() / "model.gguf"), "file.git_lfs_pointer");
}

struct FoldersDefect {
  const char* name;
  std::function<void(const fs::path&)> damage;
  const char* opened;  ///< file to open inside the folder, "" for itself
  const char* code;
};

void put(const fs::path& file, const std::string& bytes) {
  writeFileAtomically(file, bytes);
}

void index(const fs::path& folder, const std::string& json) {
  cutIntoParts(folder, false);
  put(folder / "model.safetensors.index.json", json);
}

const FoldersDefect kFoldersDefects[] = {
    {"pickledWeights", [](const fs::path& f) { fs::rename(f / "model.safetensors", f / "pytorch_model.bin"); }, "",
     "model.pickled_weights"},
    {"pickledFile", [](const fs::path& f) { put(f / "a.pt", "PK\x03\x04"); }, "a.pt", "model.pickled_weights"},
    {"pickleByItsBytes", [](const fs::path& f) { put(f / "a", "\x80\x02}q"); }, "a", "model.pickled_weights"},
    {"tensorFlowWeights", [](const fs::path& f) { fs::rename(f / "model.safetensors", f / "tf_model.h5"); }, "",
     "model.other_framework"},
    {"unknownFile", [](const fs::path& f) { put(f / "a.txt", "hello"); }, "a.txt", "model.unknown_file"},
    {"emptyFile", [](const fs::path& f) { put(f / "a.txt", ""); }, "a.txt", "model.unknown_file"},
    {"weightsWithoutConfiguration", [](const fs::path& f) { fs::remove(f / "config.json"); }, "model.safetensors",
     "model.weights_alone"},
    {"tokenizerWithoutConfiguration", [](const fs::path& f) { fs::remove(f / "config.json"); }, "tokenizer.json",
     "model.part_alone"},
    {"otherArchitecture",
     [](const fs::path& f) { put(f / "config.json", R"({"model_type": "llama", "hidden_size": 4096})"); }, "",
     "model.architecture"},
    {"indexLeadsElsewhere", [](const fs::path& f) { index(f, R"({"weight_map": {"a": "../../secret.safetensors"}})"); },
     "", "weights.index_path"},
    {"indexNamesNoSafetensors", [](const fs::path& f) { index(f, R"({"weight_map": {"a": "pytorch_model.bin"}})"); },
     "", "weights.index_path"},
    {"indexWithoutTensors", [](const fs::path& f) { index(f, R"({"weight_map": {}})"); }, "", "weights.no_tensors"},
    {"indexWithoutMap", [](const fs::path& f) { index(f, "{}"); }, "", "json.missing_field"},
    {"indexOfNumbers", [](const fs::path& f) { index(f, R"({"weight_map": {"a": 1}})"); }, "", "json.wrong_type"},
    {"indexNamesATwice", [](const fs::path& f) { index(f, R"({"weight_map": {"a": "b", "a": "b"}})"); }, "",
     "json.duplicate_key"},
    {"index100Deep",
     [](const fs::path& f) { index(f, "{\"weight_map\":" + std::string(100, '[') + std::string(100, ']') + "}"); }, "",
     "json.too_deep"},
    {"indexNamesAnotherTensor",
     [](const fs::path& f) { index(f, R"({"weight_map": {"a": "model-00001-of-00002.safetensors"}})"); }, "",
     "weights.index"},
    {"config100Deep",
     [](const fs::path& f) {
       put(f / "config.json", "{\"model_type\":" + std::string(100, '[') + std::string(100, ']') + "}");
     },
     "", "json.too_deep"},
};

class FolderDefects : public ::testing::TestWithParam<FoldersDefect> {};

TEST_P(FolderDefects, AreRefused) {
  const TemporaryFolder folder;
  testing::saveTinyFolder(folder.path());
  GetParam().damage(folder.path());
  EXPECT_EQ(openError(folder.path() / GetParam().opened), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Folders, FolderDefects, ::testing::ValuesIn(kFoldersDefects),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BertFolder, OpensWithoutItsHeadAndSaysSo) {
  const TemporaryFolder folder;
  const ModelConfig config = testing::tinyConfig(ModelKind::Encoder);
  saveModelFolder(folder.path(), config, initialParameters(config, 1), testing::tinyTokenizer(), "");
  const fs::path weights = folder.path() / "model.safetensors";
  std::vector<std::vector<float>> numbers;
  std::vector<SafetensorsTensor> tensors;
  SafetensorsFile file(openFileSource(weights));
  for (const SafetensorsEntry& entry : file.entries()) {
    if (entry.name.starts_with("cls.")) continue;
    numbers.emplace_back(entry.elements());
    tensors.push_back({entry.name, entry.shape, numbers.back()});
  }
  writeFileAtomically(weights, safetensorsBytes(tensors));
  const auto opened = openModel(folder.path().string());
  EXPECT_FALSE(opened->model->config().hasHead);
  ASSERT_EQ(opened->notices.size(), 1U);
  EXPECT_EQ(opened->notices.front().code, "model.no_head");
  EXPECT_EQ(opened->model->hooks().find("unembed.hook_out"), nullptr);
  // written and read again, it is the same model
  saveModelFolder(folder.path() / "again", opened->model->config(), opened->model->parameters(),
                  testing::tinyTokenizer(), "");
  EXPECT_FALSE(openModel((folder.path() / "again").string())->model->config().hasHead);
}

TEST(BertFolder, TakesCapitalsFromTokenizerConfig) {
  const TemporaryFolder folder;
  const ModelConfig config = testing::tinyConfig(ModelKind::Encoder);
  saveModelFolder(folder.path(), config, initialParameters(config, 1), testing::tinyTokenizer(), "");
  fs::remove(folder.path() / "tokenizer.json");
  writeFileAtomically(folder.path() / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ncat\nCat\n##s\n.\n");
  EXPECT_EQ(openModel(folder.path().string())->tokenizer->encode("Cats")[1].id, 5);
  writeFileAtomically(folder.path() / "tokenizer_config.json", R"({"do_lower_case": false})");
  EXPECT_EQ(openModel(folder.path().string())->tokenizer->encode("Cats")[1].id, 6);
}

TEST(Memory, IsAskedForBeforeItIsTaken) {
  EXPECT_EQ(errorCode([] { requireMemory("f", 11, 10); }), "model.too_large_for_memory");
  EXPECT_EQ(errorCode([] { requireMemory("f", 10, 10); }), "accepted");
  EXPECT_GT(availableMemory(), 0U);
  const ModelConfig config = testing::tinyConfig(true);
  EXPECT_GE(memoryNeededFor(config), parameterLayout(config).bytes());
  EXPECT_EQ(byteText(999), "999 bytes");
  EXPECT_EQ(byteText(497'759'232), "497.8 MB");
  EXPECT_EQ(byteText(1'500'000'000), "1.5 GB");
  EXPECT_EQ(byteText(999'960), "1.0 MB");
}

TEST(PartsOfSameModel, AreToldByTheirNames) {
  EXPECT_EQ(partsOfSameModel("model-00002-of-00002.safetensors"),
            (std::vector<std::string>{"model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"}));
  for (const char* other : {"model.safetensors", "model-00003-of-00002.safetensors", "model-00000-of-00002.safetensors",
                            "model-00001-of-99999.safetensors", "model-00001-of-0002.safetensors", ""}) {
    EXPECT_TRUE(partsOfSameModel(other).empty()) << other;
  }
}

/// A decoder whose weights are all `value`, so that a folder says which save it comes from; another width for each.
void saveMarked(const fs::path& folder, int which) {
  ModelConfig config = testing::tinyConfig(true);
  config.dModel = which == 0 ? 64 : 96;
  config.dMlp = 4 * config.dModel;
  Parameters parameters(parameterLayout(config));
  for (float& value : parameters.block()) value = static_cast<float>(which + 1);
  saveModelFolder(folder, config, parameters, testing::tinyTokenizer(), "card " + std::to_string(which));
}

TEST(SaveModelFolder, KilledAtAnyMomentLeavesTheOldModelOrTheNewOne) {
  const TemporaryFolder folder;
  const fs::path model = folder.path() / "m";
  saveMarked(model, 0);
  writeFileAtomically(model / "notes.txt", "kept");
  for (int round = 0; round < 100; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (int which = 1;; which = 1 - which) saveMarked(model, which);
    }
    ::usleep(static_cast<useconds_t>(1000 + 977 * round % 20000));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    const auto opened = openModel(model.string());  // throws if widths and weights were mixed
    const float mark = opened->model->parameters().block().front();
    EXPECT_EQ(opened->model->config().dModel, mark == 1 ? 64 : 96);
    EXPECT_EQ(opened->card.text, mark == 1 ? "card 0" : "card 1");
    EXPECT_TRUE(opened->notices.empty());
    EXPECT_EQ(readFileLimited(model / "notes.txt", 100), "kept");
  }
  saveMarked(model, 0);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1)
      << "what the killed ones left is cleared away";
}

TEST(SaveModelFolder, KeepsTheAccessRightsOfFolderAndFiles) {
  const TemporaryFolder folder;
  const fs::path model = folder.path() / "model";
  testing::saveTinyFolder(model);
  fs::permissions(model, fs::perms::owner_all | fs::perms::group_read);
  fs::permissions(model / "model.safetensors", fs::perms::owner_read | fs::perms::owner_write);
  testing::saveTinyFolder(model, false);
  EXPECT_EQ(fs::status(model).permissions(), fs::perms::owner_all | fs::perms::group_read);
  EXPECT_EQ(fs::status(model / "model.safetensors").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(openModel(model.string())->model->config().tiedHead) << "it was replaced";
}

TEST(SaveModelFolder, OnAFullDiskKeepsTheOldModelAndSaysSo) {
  const TemporaryFolder folder;
  const fs::path model = folder.path() / "m";
  saveMarked(model, 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small = {20'000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const std::string code = errorCode([&] { saveMarked(model, 1); });
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(code, "file.cannot_write");
  EXPECT_EQ(openModel(model.string())->model->config().dModel, 64);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1) << "something was left";
}

}  // namespace
}  // namespace headlight
