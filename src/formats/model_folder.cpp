#include "formats/model_folder.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <system_error>
#include <utility>

#include "formats/atomic_file.h"
#include "formats/checkpoint_file.h"
#include "formats/families.h"
#include "formats/hf_config.h"
#include "formats/model_card.h"
#include "formats/tokenizer_json.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr const char* kConfigName = "config.json";
constexpr const char* kWeightsName = "model.safetensors";
constexpr const char* kTokenizerName = "tokenizer.json";
constexpr const char* kCardName = "README.md";
constexpr std::uint64_t kConfigLimit = std::uint64_t{1} << 20;
constexpr std::uint64_t kTokenizerLimit = std::uint64_t{64} << 20;
constexpr std::uint64_t kCardLimit = std::uint64_t{1} << 20;

bool isFile(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

bool isFolder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool isModelFolder(const fs::path& path) {
  return isFile(path / kConfigName);
}

std::string nameOf(const fs::path& folder) {
  std::error_code ignored;
  const fs::path full = fs::weakly_canonical(folder, ignored);
  const fs::path& path = full.empty() ? folder : full;
  return path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
}

std::string knownModels() {
  std::string names;
  for (const fs::path& folder : listSampleModels()) names += (names.empty() ? "" : ", ") + folder.filename().string();
  return names.empty() ? "none found" : names;
}

fs::path findFolder(const std::string& nameOrPath) {
  if (nameOrPath.empty()) throw Error("model.name_invalid", {{"known", knownModels()}});
  const bool isPath = nameOrPath.find('/') != std::string::npos;
  if (isPath || isModelFolder(nameOrPath)) return nameOrPath;
  for (const fs::path& folder : sampleModelFolders()) {
    if (nameOrPath != "." && nameOrPath != ".." && isModelFolder(folder / nameOrPath)) return folder / nameOrPath;
  }
  std::error_code ignored;
  if (fs::exists(nameOrPath, ignored)) return nameOrPath;  // openModel says what is wrong with it
  throw Error("model.not_found", {{"name", nameOrPath}, {"known", knownModels()}});
}

void checkFolder(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) {
    throw Error("model.not_found", {{"name", shownPath(folder)}, {"known", knownModels()}});
  }
  if (!isFolder(folder)) throw Error("model.not_a_folder", {{"path", shownPath(folder)}});
  const bool anyPart = isFile(folder / kConfigName) || isFile(folder / kWeightsName) || isFile(folder / kTokenizerName);
  if (!anyPart) throw Error("model.not_a_folder", {{"path", shownPath(folder)}});
  for (const char* name : {kConfigName, kWeightsName, kTokenizerName}) {
    std::error_code error;
    if (fs::exists(folder / name, error)) continue;
    throw Error("model.file_missing", {{"folder", shownPath(folder)}, {"name", name}});
  }
}

ModelCard readCardOf(const fs::path& folder, std::vector<Message>& notices) {
  if (!isFile(folder / kCardName)) return {};
  try {
    return readModelCard(readFileLimited(folder / kCardName, kCardLimit));
  } catch (const Error&) {  // a model without its card is still a model
    notices.push_back({"model.card_unreadable", {{"file", shownPath(folder / kCardName)}}});
    return {};
  }
}

void checkVocabulary(const fs::path& file, const Tokenizer& tokenizer, const ModelConfig& config) {
  if (tokenizer.vocabSize() == config.dVocab) return;
  throw Error("tokenizer.vocabulary_size", {{"file", shownPath(file)},
                                            {"found", std::to_string(tokenizer.vocabSize())},
                                            {"expected", std::to_string(config.dVocab)}});
}

/// Where the program itself lies; empty if the system does not say.
fs::path programFolder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : program.parent_path();
}

}  // namespace

std::vector<fs::path> sampleModelFolders() {
  std::vector<fs::path> folders;
  const auto add = [&](const fs::path& folder) {
    if (isFolder(folder) && std::find(folders.begin(), folders.end(), folder) == folders.end())
      folders.push_back(folder);
  };
  if (const char* own = std::getenv("HEADLIGHT_MODELS"); own && *own) add(own);
  if (const fs::path program = programFolder(); !program.empty()) {
    add(program / "sample_models");
    add((program / "../share/headlight/models").lexically_normal());
  }
  add(HEADLIGHT_SOURCE_MODELS);
  add(HEADLIGHT_INSTALLED_MODELS);
  return folders;
}

std::vector<fs::path> listSampleModels() {
  std::map<std::string, fs::path> byName;  // of two with one name the first folder's is the one that opens
  for (const fs::path& folder : sampleModelFolders()) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
      if (isModelFolder(entry->path())) byName.emplace(entry->path().filename().string(), entry->path());
    }
  }
  std::vector<fs::path> models;
  for (auto& [name, path] : byName) models.push_back(std::move(path));
  return models;
}

/// A training's checkpoint as a model, with the tokenizer that it carries.
std::shared_ptr<const OpenedModel> openCheckpoint(const fs::path& file) {
  CheckpointModel checkpoint = readCheckpointModel(file);
  auto opened = std::make_shared<OpenedModel>();
  opened->name = file.stem().string();
  opened->folder = file.parent_path();
  opened->tokenizer = readTokenizerJson(checkpoint.tokenizerJson, shownPath(file));
  checkVocabulary(file, *opened->tokenizer, checkpoint.config);
  opened->model = makeModel(checkpoint.config, std::move(checkpoint.weights));
  return opened;
}

std::shared_ptr<const OpenedModel> openModel(const std::string& nameOrPath, const Progress& progress) {
  const fs::path folder = findFolder(nameOrPath);
  if (isFile(folder)) return openCheckpoint(folder);
  checkFolder(folder);
  auto opened = std::make_shared<OpenedModel>();
  opened->name = nameOf(folder);
  opened->folder = folder;

  const fs::path configFile = folder / kConfigName;
  const ModelConfig config = readHfConfig(readFileLimited(configFile, kConfigLimit), shownPath(configFile));
  const fs::path tokenizerFile = folder / kTokenizerName;
  opened->tokenizer = readTokenizerJson(readFileLimited(tokenizerFile, kTokenizerLimit), shownPath(tokenizerFile));
  checkVocabulary(tokenizerFile, *opened->tokenizer, config);
  opened->card = readCardOf(folder, opened->notices);

  SafetensorsFile weights(openFileSource(folder / kWeightsName));
  opened->model = makeModel(config, readWeights(weights, config, progress, opened->notices));
  return opened;
}

void saveModelFolder(const fs::path& folder, const ModelConfig& config, const Parameters& parameters,
                     const std::string& tokenizerJson, const std::string& card, WeightType type) {
  const std::string tokenizerName = shownPath(folder / kTokenizerName);
  const std::shared_ptr<const Tokenizer> tokenizer = readTokenizerJson(tokenizerJson, tokenizerName);
  checkVocabulary(folder / kTokenizerName, *tokenizer, config);
  const std::string configText = hfConfigJson(config, tokenizer->special().endOfText.value_or(0), type);
  const std::string weights = weightsToSafetensors(config.kind, parameters, type);

  makeFolder(folder);
  writeFileAtomically(folder / kWeightsName, weights);
  writeFileAtomically(folder / kTokenizerName, tokenizerJson);
  writeFileAtomically(folder / kCardName, card);
  // last, because it makes the folder a model: an interrupted first save leaves none
  writeFileAtomically(folder / kConfigName, configText);
}

}  // namespace headlight
