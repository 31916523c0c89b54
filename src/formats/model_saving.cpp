// Saving a model folder so that a crash at any moment leaves the old model or the new one, whole.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "formats/files/atomic_file.h"
#include "formats/files/file_set.h"
#include "formats/files/interrupted_set.h"
#include "formats/files/unfinished_name.h"
#include "formats/huggingface/hf_config.h"
#include "formats/huggingface/weight_names.h"
#include "formats/model_folder.h"
#include "formats/model_folder_files.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "formats/tokenizers/tokenizer_settings.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLexiconName = "lexicon.tsv";
/// What is always written.
constexpr const char* kOurNames[] = {kConfigName, kWeightsName, kTokenizerName, kCardName};
/// What else says something of a model: the old model's is not to speak of the new one.
const std::vector<std::string>& sideNames() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names = folderTokenizerNames();
    names.insert(names.end(), {kLexiconName, kWeightsIndexName});
    return names;
  }();
  return kNames;
}

/// Everything of a model folder, ready to be written.
struct FolderContent {
  std::string config;
  ModelKind kind;
  const Parameters& parameters;
  WeightType type;
  const std::string& tokenizerJson;
  const std::string& card;
  const std::string& lexicon;
  SettingsFiles settings;

  /// All files, or none. The configuration comes last, because it makes the folder a model: an interrupted first save
  /// leaves none.
  void writeTo(const fs::path& folder) const {
    FileSet files;
    files.write(folder / kWeightsName, [&](AtomicFileWriter& weights) {
      writeWeights(kind, parameters, type, [&](std::string_view bytes) { weights.write(bytes); });
    });
    files.write(folder / kTokenizerName, tokenizerJson);
    files.write(folder / kCardName, card);
    std::vector<std::string> others;
    const auto writeOther = [&](const std::string& name, const std::string& bytes) {
      if (bytes.empty()) return;
      files.write(folder / name, bytes);
      others.push_back(name);
    };
    writeOther(settings.tokenizerConfig.name, settings.tokenizerConfig.bytes);
    writeOther(settings.generationConfig.name, settings.generationConfig.bytes);
    writeOther(kLexiconName, lexicon);
    files.write(folder / kConfigName, config);
    for (const std::string& name : sideNames())
      if (std::find(others.begin(), others.end(), name) == others.end()) files.remove(folder / name);
    files.commit();
  }
};

bool isOurs(const fs::path& name) {
  return std::find(std::begin(kOurNames), std::end(kOurNames), name) != std::end(kOurNames);
}

bool isOfOldModel(const fs::path& name) {
  return std::find(sideNames().begin(), sideNames().end(), name) != sideNames().end();
}

/// What a staging folder is named after.
std::string hiddenName(const fs::path& folder) {
  return "." + folder.filename().string();
}

/// A folder beside the real one in which the new model is made; removed with what is in it, unless it is not there.
class StagingFolder {
 public:
  explicit StagingFolder(const fs::path& folder) {
    m_path = folder.parent_path() / unfinishedName(hiddenName(folder));
    std::error_code error;
    m_made = fs::create_directory(m_path, error) && !error;
  }
  ~StagingFolder() {
    std::error_code ignored;
    if (m_made) fs::remove_all(m_path, ignored);
  }
  StagingFolder(const StagingFolder&) = delete;
  StagingFolder& operator=(const StagingFolder&) = delete;

  [[nodiscard]] bool made() const { return m_made; }
  [[nodiscard]] const fs::path& path() const { return m_path; }

 private:
  fs::path m_path;
  bool m_made = false;
};

/// What else lies in the folder (a training's checkpoint, a licence) gets a second name in the new one. False where
/// that cannot be: subfolders, other kinds of files, file systems without links.
bool linkOthers(const fs::path& from, const fs::path& to) {
  std::error_code error;
  for (fs::directory_iterator entry(from, error), end; !error && entry != end; entry.increment(error)) {
    const fs::path name = entry->path().filename();
    if (isOurs(name)) {
      if (entry->is_symlink(error)) return false;  // its target is what must be replaced
      continue;
    }
    if (isOfOldModel(name) || fs::exists(to / name, error)) continue;  // written anew, or gone
    if (!entry->is_regular_file(error) || entry->is_symlink(error)) return false;
    if (::link(entry->path().c_str(), (to / name).c_str()) != 0) return false;
  }
  return !error;
}

/// Swaps two folders in one step that a crash cannot cut in two; false where the file system cannot.
bool exchange(const fs::path& a, const fs::path& b) {
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) != 0) return false;
  const int parent = ::open(a.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (parent >= 0) {
    (void)::fsync(parent);
    ::close(parent);
  }
  return true;
}

/// What went wrong in the staging folder, said of the folder that the person knows.
Error inFolder(const Error& error, const fs::path& folder) {
  std::vector<MessageValue> values = error.message().values;
  for (MessageValue& value : values) {
    if (value.name == "file") value.value = shownPath(folder / fs::path(value.value).filename());
  }
  return Error(error.code(), std::move(values));
}

/// Replaces the model in a folder as a whole. False, with the folder as it was, where that cannot be done.
bool replaceWhole(const fs::path& folder, const FolderContent& content) {
  std::error_code error;
  const fs::path real = fs::canonical(folder, error);
  if (error || !real.has_filename()) return false;
  // whoever stands in the folder would be left standing in the old one
  if (fs::equivalent(fs::current_path(error), real, error) || error) return false;
  removeAbandonedBeside(real, hiddenName(real));  // what killed processes left
  const StagingFolder staging(real);
  struct stat info = {};
  if (!staging.made() || ::stat(real.c_str(), &info) != 0) return false;
  // Nobody else reads the new files before they are as private as the old ones.
  if (::chmod(staging.path().c_str(), S_IRWXU) != 0) return false;
  try {
    content.writeTo(staging.path());
  } catch (const Error& failure) {
    throw inFolder(failure, folder);
  }
  for (const char* name : kOurNames) copyRights(real / name, staging.path() / name);
  if (::chmod(staging.path().c_str(), info.st_mode & 07777U) != 0) return false;
  return linkOthers(real, staging.path()) && exchange(staging.path(), real);
}

}  // namespace

void saveModelFolder(const fs::path& folder, const ModelConfig& config, const Parameters& parameters,
                     const std::string& tokenizerJson, const std::string& card, WeightType type,
                     const Tokenizer* original, const std::string& lexicon) {
  const std::shared_ptr<const Tokenizer> tokenizer =
      readTokenizerJson(tokenizerJson, shownPath(folder / kTokenizerName));
  const SpecialTokens& special = original ? original->special() : tokenizer->special();
  std::vector<Message> unused;
  checkVocabulary(shownPath(folder / kTokenizerName), *tokenizer, config, unused);
  const FolderContent content{hfConfigJson(config, special.endOfText.value_or(-1), type),
                              config.kind,
                              parameters,
                              type,
                              tokenizerJson,
                              card,
                              lexicon,
                              original ? settingsFilesOf(*original) : SettingsFiles()};
  makeFolder(folder);
  tidyFolder(folder);
  std::error_code ignored;
  if (fs::exists(folder / kConfigName, ignored) && replaceWhole(folder, content)) return;
  content.writeTo(folder);
}

}  // namespace headlight
