// Opening what a person gives as a model: what it is, and the reader that it needs.

#include "formats/model_folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "formats/archive/checkpoint_file.h"
#include "formats/files/atomic_file.h"
#include "formats/gguf/gguf_model.h"
#include "formats/huggingface/hf_config.h"
#include "formats/huggingface/model_card.h"
#include "formats/model_folder_files.h"
#include "formats/model_place.h"
#include "formats/tokenizers/tokenizer_json.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kConfigLimit = std::uint64_t{1} << 20;
constexpr std::uint64_t kCardLimit = std::uint64_t{1} << 20;

std::string nameOf(const fs::path& folder) {
  std::error_code ignored;
  const fs::path full = fs::weakly_canonical(folder, ignored);
  const fs::path& path = full.empty() ? folder : full;
  return path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
}

ModelCard readCardOf(const fs::path& folder, std::vector<Message>& notices) {
  const fs::path file = folder / kCardName;
  if (!isFile(file)) return {};
  if (leadsOutOf(folder, file)) {  // what a copy of the model takes along must be of this folder
    notices.push_back({"model.card_outside", {{"file", shownPath(file)}}});
    return {};
  }
  try {
    return readModelCard(readFileLimited(file, kCardLimit));
  } catch (const Error&) {  // a model without its card is still a model
    notices.push_back({"model.card_unreadable", {{"file", shownPath(file)}}});
    return {};
  }
}

/// A training's checkpoint as a model, with the tokenizer that it carries.
std::shared_ptr<OpenedModel> openCheckpoint(const fs::path& file) {
  CheckpointModel checkpoint = readCheckpointModel(file);
  auto opened = std::make_shared<OpenedModel>();
  opened->name = file.stem().string();
  opened->tokenizer = readTokenizerJson(checkpoint.tokenizerJson, shownPath(file));
  checkVocabulary(shownPath(file), *opened->tokenizer, checkpoint.config, opened->notices);
  opened->model = makeModel(checkpoint.config, std::move(checkpoint.weights));
  opened->format = "checkpoint";
  opened->storedAs = "F32";
  return opened;
}

/// `place.weights`: empty, or the file that was given for the folder's.
std::shared_ptr<OpenedModel> openFolder(const ModelPlace& place, const Progress& progress) {
  const fs::path& folder = place.path;
  auto opened = std::make_shared<OpenedModel>();
  opened->name = place.name.empty() ? nameOf(folder) : place.name;

  std::optional<FolderWeights> found;
  std::optional<WeightFiles> files;
  const auto weights = [&]() -> WeightFiles& {
    if (!found)
      found =
          place.weights.empty() ? findFolderWeights(folder) : FolderWeights{shownPath(place.weights), {place.weights}};
    if (!files) files = openWeightFiles(*found);
    return *files;
  };
  const fs::path configFile = folder / kConfigName;
  ModelConfig config = readHfConfig(readFolderFile(configFile, kConfigLimit), shownPath(configFile),
                                    {[&] { return tensorNames(weights()); }}, opened->notices);
  WeightFiles& stored = weights();
  if (config.role() == Role::Fills) {  // what the tensors say, not the class that config.json names
    config.hasHead = hasMaskedWordHead(stored);
    if (!config.hasHead) opened->notices.push_back({"model.no_head", {{"file", stored.name}}});
  }
  opened->tokenizer = readFolderTokenizer(folder, config);
  checkVocabulary(shownPath(folderTokenizerFile(folder)), *opened->tokenizer, config, opened->notices);
  opened->card = readCardOf(folder, opened->notices);

  opened->model = makeModel(config, readWeights(stored, config, progress, opened->notices));
  opened->weightFiles = found->paths;
  opened->format = "safetensors";
  opened->storedAs = storedTypes(stored);
  return opened;
}

std::shared_ptr<OpenedModel> openPlace(const ModelPlace& place, const Progress& progress) {
  switch (place.kind) {
    case ModelPlace::Kind::Folder:
      return openFolder(place, progress);
    case ModelPlace::Kind::Gguf:
      return std::make_shared<OpenedModel>(*openGguf(place.path, progress));
    case ModelPlace::Kind::Checkpoint:
      return openCheckpoint(place.path);
  }
  throw Error("internal.failure", {{"what", "a model of no kind"}});
}

}  // namespace

std::shared_ptr<const OpenedModel> openModel(const std::string& nameOrPath, const Progress& progress) {
  const ModelPlace place = findModel(nameOrPath);
  const std::shared_ptr<OpenedModel> opened = openPlace(place, progress);
  const fs::path& given = place.weights.empty() ? place.path : place.weights;
  std::error_code ignored;
  opened->path = fs::absolute(given, ignored).lexically_normal();
  opened->folder = place.kind == ModelPlace::Kind::Folder ? place.path : place.path.parent_path();
  if (opened->weightFiles.empty()) opened->weightFiles = {given};
  return opened;
}

}  // namespace headlight
