#include "formats/model_place.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <vector>

#include "formats/files/atomic_file.h"
#include "formats/files/byte_source.h"
#include "formats/files/file_form.h"
#include "formats/files/interrupted_set.h"
#include "formats/gguf/gguf_model.h"
#include "formats/model_folder.h"
#include "formats/model_folder_files.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

bool isThere(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

bool isFolder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool isModelFolder(const fs::path& path) {
  return isFile(path / kConfigName);
}

std::string knownModels() {
  std::string names;
  for (const fs::path& folder : listSampleModels()) names += (names.empty() ? "" : ", ") + folder.filename().string();
  return names.empty() ? "none found" : names;
}

/// The path that a name or path stands for.
fs::path findPath(const std::string& nameOrPath) {
  if (nameOrPath.empty()) throw Error("model.name_invalid", {{"known", knownModels()}});
  const bool isPath = nameOrPath.find('/') != std::string::npos;
  if (isPath || isModelFolder(nameOrPath)) return nameOrPath;
  for (const fs::path& folder : sampleModelFolders()) {
    if (nameOrPath != "." && nameOrPath != ".." && isModelFolder(folder / nameOrPath)) return folder / nameOrPath;
  }
  return nameOrPath;
}

std::vector<fs::path> foldersIn(const fs::path& folder) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (isFolder(entry->path())) folders.push_back(entry->path());
  }
  return folders;
}

/// Hugging Face's cache keeps a repository as models--ORGANIZATION--NAME/snapshots/COMMIT, and refs/main says which.
fs::path snapshotOf(const fs::path& repository) {
  const fs::path snapshots = repository / "snapshots";
  if (!isFolder(snapshots)) return {};
  std::string commit;
  std::ifstream(repository / "refs" / "main") >> commit;
  const bool plain =
      !commit.empty() && commit.size() <= 64 && commit.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (plain && isModelFolder(snapshots / commit)) return snapshots / commit;
  const std::vector<fs::path> all = foldersIn(snapshots);
  return all.size() == 1 && isModelFolder(all.front()) ? all.front() : fs::path();
}

/// "gpt2" of models--openai-community--gpt2
std::string repositoryName(const fs::path& repository) {
  const fs::path named = repository.has_filename() ? repository : repository.parent_path();
  const std::string name = named.filename().string();
  const std::size_t place = name.rfind("--");
  return place == std::string::npos ? name : name.substr(place + 2);
}

std::vector<fs::path> ggufFilesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".gguf" && isFile(entry->path())) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

ModelPlace placeOfFolder(const fs::path& folder) {
  using Kind = ModelPlace::Kind;
  if (isThere(folder / kConfigName)) return {Kind::Folder, folder, {}, {}};
  if (const fs::path snapshot = snapshotOf(folder); !snapshot.empty()) {
    return {Kind::Folder, snapshot, {}, repositoryName(folder)};
  }
  const std::vector<fs::path> ggufs = ggufFilesIn(folder);
  if (ggufs.size() == 1) return {Kind::Gguf, ggufs.front(), {}, {}};
  if (ggufs.size() > 1) {
    std::string names;
    for (const fs::path& file : ggufs) names += (names.empty() ? "" : ", ") + file.filename().string();
    throw Error("model.weights_ambiguous", {{"folder", shownPath(folder)}, {"names", names.substr(0, 400)}});
  }
  for (const char* part : {kWeightsName, kWeightsIndexName, kTokenizerName, "vocab.json"}) {
    if (isFile(folder / part)) {
      throw Error("model.file_missing", {{"folder", shownPath(folder)}, {"name", kConfigName}});
    }
  }
  throw Error("model.not_a_folder", {{"path", shownPath(folder)}});
}

fs::path folderOf(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// A .safetensors file by itself: with the configuration beside it, it is a model.
ModelPlace placeOfWeights(const fs::path& file) {
  const fs::path folder = folderOf(file);
  if (!isModelFolder(folder)) throw Error("model.weights_alone", {{"file", shownPath(file)}});
  try {
    const FolderWeights weights = findFolderWeights(folder);
    const bool isOneOfThem = std::any_of(weights.paths.begin(), weights.paths.end(),
                                         [&](const fs::path& path) { return path.filename() == file.filename(); });
    if (isOneOfThem) return {ModelPlace::Kind::Folder, folder, {}, {}};
  } catch (const Error& error) {
    if (error.code() != "model.weights_ambiguous") throw;  // this file says which
  }
  return {ModelPlace::Kind::Folder, folder, file, {}};
}

bool isPartOfAModel(const std::string& name) {
  const std::vector<std::string> ofTokenizer = folderTokenizerNames();
  for (const char* part : {kConfigName, kTokenizerName, kWeightsIndexName, kCardName})
    if (name == part) return true;
  return std::find(ofTokenizer.begin(), ofTokenizer.end(), name) != ofTokenizer.end();
}

/// What an unknown file begins with, as a person can read it: text in quotation marks, else bytes.
std::string shownBeginning(std::string_view bytes) {
  if (bytes.empty()) return "nothing (it is empty)";
  const auto isText = [](char c) { return c >= ' ' && c <= '~'; };
  const std::string_view start = bytes.substr(0, 16);
  if (std::all_of(start.begin(), start.end(), isText)) return "\"" + std::string(start) + "\"";
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "the bytes";
  for (const char c : start.substr(0, 8)) {
    const auto byte = static_cast<unsigned char>(c);
    text += {' ', kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return text;
}

ModelPlace placeOfFile(const fs::path& file) {
  using Kind = ModelPlace::Kind;
  const std::unique_ptr<ByteSource> source = openFileSource(file);
  refuseGitLfsPointer(*source);
  std::array<char, kFormBytes> first{};
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(first.size(), source->size()));
  source->read(0, std::span(first).first(count));
  const std::string_view beginning(first.data(), count);

  if (beginning.starts_with("GGUF")) return {Kind::Gguf, file, {}, {}};
  if (beginning.starts_with("\x89HLT")) return {Kind::Checkpoint, file, {}, {}};
  const std::string name = file.filename().string();
  if (name.ends_with(".safetensors")) return placeOfWeights(file);
  if (isPartOfAModel(name)) {
    if (isModelFolder(folderOf(file))) return {Kind::Folder, folderOf(file), {}, {}};
    throw Error("model.part_alone", {{"file", shownPath(file)}});
  }
  const FileForm form = formOf(beginning);
  if (form == FileForm::Npz || form == FileForm::Npy) throw Error("form.array_archive", {{"file", shownPath(file)}});
  refuseForeignWeights(file);
  refuseOtherForms(beginning, shownPath(file));
  throw Error("model.unknown_file", {{"file", shownPath(file)}, {"beginning", shownBeginning(beginning)}});
}

}  // namespace

ModelPlace findModel(const std::string& nameOrPath) {
  const fs::path path = findPath(nameOrPath);
  undoInterruptedSet(isFolder(path) ? path : folderOf(path));
  if (!isThere(path)) throw Error("model.not_found", {{"name", nameOrPath}, {"known", knownModels()}});
  if (isFolder(path)) return placeOfFolder(path);
  if (isFile(path)) return placeOfFile(path);
  throw Error("model.not_a_folder", {{"path", shownPath(path)}});  // a pipe, a device
}

}  // namespace headlight
