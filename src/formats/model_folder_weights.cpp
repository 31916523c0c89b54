// Which files of a folder hold its weights.

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <system_error>

#include "formats/files/atomic_file.h"
#include "formats/files/file_form.h"
#include "formats/model_folder_files.h"
#include "formats/safetensors/safetensors_index.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kIndexLimit = std::uint64_t{32} << 20U;
constexpr std::size_t kMostListed = 4096;  // files of a folder that are looked at

struct ForeignType {
  std::string_view ending;
  std::string_view framework;  ///< empty: a pickle
};
constexpr ForeignType kForeignTypes[] = {{".bin", {}},           {".pt", {}},
                                         {".pth", {}},           {".pkl", {}},
                                         {".ckpt", {}},          {".h5", "TensorFlow"},
                                         {".msgpack", "Flax"},   {".onnx", "ONNX"},
                                         {".ot", "rust-bert"},   {".tflite", "TensorFlow Lite"},
                                         {".mlmodel", "Core ML"}};

/// Names of the folder's plain files, sorted; what cannot be listed is not there.
std::vector<std::string> filesIn(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (names.size() == kMostListed) break;
    if (isFile(entry->path())) names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  constexpr std::size_t kMostNamed = 8;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kMostNamed; ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > kMostNamed) text += " and " + std::to_string(names.size() - kMostNamed) + " more";
  return text;
}

/// The parts, each of which must be there.
FolderWeights partsOf(const fs::path& folder, const std::string& name, const std::vector<std::string>& files) {
  FolderWeights weights;
  weights.name = name;
  std::vector<std::string> missing;
  for (const std::string& file : files) {
    if (!isFile(folder / file)) missing.push_back(file);
    weights.paths.push_back(folder / file);
  }
  if (missing.empty()) return weights;
  throw Error("model.shards_missing",
              {{"folder", shownPath(folder)}, {"count", std::to_string(files.size())}, {"names", joined(missing)}});
}

bool isPickle(const fs::path& file) {
  std::array<char, kFormBytes> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), start.size());
  const FileForm form = formOf(std::string_view(start.data(), static_cast<std::size_t>(stream.gcount())));
  return form == FileForm::TorchZip || form == FileForm::Pickle || form == FileForm::KeyedVectors;
}

[[noreturn]] void refuseWithoutWeights(const fs::path& folder, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    // by the name alone: a small .bin may be anything
    const bool likely = name.find("model") != std::string::npos || name.find("weights") != std::string::npos;
    if (likely || isPickle(folder / name)) refuseForeignWeights(folder / name);
  }
  throw Error("model.no_weights", {{"folder", shownPath(folder)}});
}

FolderWeights onlyWeightsIn(const fs::path& folder) {
  const std::vector<std::string> names = filesIn(folder);
  std::vector<std::string> candidates;
  for (const std::string& name : names) {
    const bool isAdapter = name.starts_with("adapter_");  // low-rank additions to another model
    if (name.ends_with(".safetensors") && !isAdapter) candidates.push_back(name);
  }
  if (candidates.empty()) refuseWithoutWeights(folder, names);
  const std::vector<std::string> parts = partsOfSameModel(candidates.front());
  if (!parts.empty()) {
    const bool allOfOne = std::all_of(candidates.begin(), candidates.end(), [&](const std::string& name) {
      return std::find(parts.begin(), parts.end(), name) != parts.end();
    });
    if (allOfOne) return partsOf(folder, shownPath(folder / parts.front()), parts);
  }
  if (candidates.size() > 1) {
    throw Error("model.weights_ambiguous", {{"folder", shownPath(folder)}, {"names", joined(candidates)}});
  }
  return {shownPath(folder / candidates.front()), {folder / candidates.front()}};
}

/// Every tensor of the index lies where the index says.
void checkIndex(const fs::path& indexFile, const SafetensorsIndex& index, const WeightFiles& weights) {
  std::map<std::string, std::set<std::string_view>> tensorsOf;
  for (const SafetensorsFile& file : weights.files) {
    std::set<std::string_view>& names = tensorsOf[fs::path(file.name()).filename().string()];
    for (const SafetensorsEntry& entry : file.entries()) names.insert(entry.name);
  }
  for (const auto& [tensor, file] : index.fileOfTensor) {
    if (tensorsOf[file].contains(tensor)) continue;
    throw Error("weights.index", {{"file", shownPath(indexFile)},
                                  {"tensor", tensor.substr(0, 80)},
                                  {"shard", file},
                                  {"problem", "has no such tensor"}});
  }
}

}  // namespace

bool isFile(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

bool leadsOutOf(const fs::path& folder, const fs::path& file) {
  std::error_code error;
  const fs::path real = fs::canonical(file, error);
  const fs::path root = error ? fs::path() : fs::canonical(folder, error);
  if (error) return false;  // there is nothing that could be read
  const auto isIn = [&real](const fs::path& place) {
    return std::mismatch(place.begin(), place.end(), real.begin(), real.end()).first == place.end();
  };
  const bool isInCache = root.parent_path().filename() == "snapshots";
  return !isIn(root) && !(isInCache && isIn(root.parent_path().parent_path() / "blobs"));
}

std::string readFolderFile(const fs::path& file, std::uint64_t limitBytes) {
  std::string bytes = readFileLimited(file, limitBytes);
  refuseGitLfsPointer(bytes, shownPath(file));
  return bytes;
}

void refuseForeignWeights(const fs::path& file) {
  const std::string name = file.filename().string();
  for (const ForeignType& type : kForeignTypes) {
    if (!name.ends_with(type.ending)) continue;
    if (type.framework.empty()) throw Error("model.pickled_weights", {{"file", shownPath(file)}});
    throw Error("model.other_framework", {{"file", shownPath(file)}, {"framework", std::string(type.framework)}});
  }
  if (isPickle(file)) throw Error("model.pickled_weights", {{"file", shownPath(file)}});
}

FolderWeights findFolderWeights(const fs::path& folder) {
  if (isFile(folder / kWeightsName)) return {shownPath(folder / kWeightsName), {folder / kWeightsName}};
  const fs::path indexFile = folder / kWeightsIndexName;
  if (!isFile(indexFile)) return onlyWeightsIn(folder);
  const SafetensorsIndex index = readSafetensorsIndex(readFolderFile(indexFile, kIndexLimit), shownPath(indexFile));
  return partsOf(folder, shownPath(indexFile), index.files);
}

WeightFiles openWeightFiles(const FolderWeights& weights) {
  WeightFiles opened;
  opened.name = weights.name;
  for (const fs::path& path : weights.paths) opened.files.emplace_back(openFileSource(path));
  if (weights.name.ends_with(kWeightsIndexName)) {
    const fs::path indexFile = weights.name;
    checkIndex(indexFile, readSafetensorsIndex(readFolderFile(indexFile, kIndexLimit), weights.name), opened);
  }
  return opened;
}

}  // namespace headlight
