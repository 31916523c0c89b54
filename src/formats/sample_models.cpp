// Where bare names of models are looked up.

#include <algorithm>
#include <cstdlib>
#include <map>
#include <system_error>
#include <utility>

#include "formats/model_folder.h"
#include "formats/model_folder_files.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

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
    std::error_code ignored;
    const bool isNew = std::find(folders.begin(), folders.end(), folder) == folders.end();
    if (isNew && fs::is_directory(folder, ignored)) folders.push_back(folder);
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
      if (isFile(entry->path() / "config.json")) byName.emplace(entry->path().filename().string(), entry->path());
    }
  }
  std::vector<fs::path> models;
  for (auto& [name, path] : byName) models.push_back(std::move(path));
  return models;
}

}  // namespace headlight
