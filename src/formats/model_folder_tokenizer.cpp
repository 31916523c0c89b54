// Which files of a folder are its tokenizer.

#include <algorithm>

#include "formats/files/atomic_file.h"
#include "formats/json/guarded_json.h"
#include "formats/model_folder_files.h"
#include "formats/tokenizers/sentencepiece_file.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "formats/tokenizers/vocabulary_files.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kTokenizerLimit = std::uint64_t{64} << 20U;
constexpr std::uint64_t kSettingsLimit = std::uint64_t{8} << 20U;

/// A file's bytes with the name that messages give it.
struct FolderFile {
  FolderFile(const fs::path& folder, const char* part)
      : name(shownPath(folder / part)), bytes(readFolderFile(folder / part, kTokenizerLimit)) {}
  [[nodiscard]] NamedBytes named() const { return {bytes, name}; }

  std::string name;
  std::string bytes;
};

std::shared_ptr<const Tokenizer> readTokenizerFile(const fs::path& folder) {
  const FolderFile file(folder, "tokenizer.json");
  return readTokenizerJson(file.bytes, file.name);
}

std::shared_ptr<const Tokenizer> readMarianFiles(const fs::path& folder) {
  const FolderFile source(folder, "source.spm");
  const FolderFile vocabulary(folder, "vocab.json");
  return readMarianTokenizer(source.named(), vocabulary.named());
}

std::shared_ptr<const Tokenizer> readGpt2Files(const fs::path& folder) {
  const FolderFile vocabulary(folder, "vocab.json");
  const FolderFile merges(folder, "merges.txt");
  return readBpeFiles(vocabulary.named(), merges.named());
}

/// What BertTokenizer's settings say; its own defaults where they say nothing.
BertNormalizer bertNormalizer(const fs::path& settingsFile) {
  BertNormalizer normalizer;
  if (!isFile(settingsFile)) return normalizer;
  const std::string name = shownPath(settingsFile);
  const nlohmann::json value = json::parseGuarded(readFolderFile(settingsFile, kSettingsLimit), name);
  const json::ObjectReader settings(value, name);
  normalizer.lowercase = settings.boolean("do_lower_case", true);
  normalizer.handleChineseChars = settings.boolean("tokenize_chinese_chars", true);
  if (settings.has("strip_accents")) normalizer.stripAccents = settings.boolean("strip_accents", false);
  return normalizer;
}

std::shared_ptr<const Tokenizer> readBertFiles(const fs::path& folder) {
  const FolderFile vocabulary(folder, "vocab.txt");
  return readVocabTxt(vocabulary.named(), bertNormalizer(folder / "tokenizer_config.json"));
}

struct TokenizerFiles {
  const char* vocabulary;  ///< where the ids stand
  const char* beside;      ///< must be there too; null: nothing
  std::shared_ptr<const Tokenizer> (*read)(const fs::path& folder);
};

/// In the order in which they are looked for.
constexpr TokenizerFiles kKinds[] = {{"tokenizer.json", nullptr, &readTokenizerFile},
                                     {"vocab.json", "source.spm", &readMarianFiles},
                                     {"vocab.json", "merges.txt", &readGpt2Files},
                                     {"vocab.txt", nullptr, &readBertFiles}};

const TokenizerFiles* kindIn(const fs::path& folder) {
  for (const TokenizerFiles& kind : kKinds) {
    if (isFile(folder / kind.vocabulary) && (!kind.beside || isFile(folder / kind.beside))) return &kind;
  }
  return nullptr;
}

}  // namespace

void checkVocabulary(const std::string& file, const Tokenizer& tokenizer, const ModelConfig& config,
                     std::vector<Message>& notices, const char* code) {
  const Index found = tokenizer.vocabSize();
  const bool translates = config.role() == Role::Translates;
  const bool lacksOne = translates && std::max({config.startToken, config.endToken, config.padToken}) >= found;
  if (found > config.dVocab || lacksOne) {
    throw Error(code, {{"file", file}, {"found", std::to_string(found)}, {"expected", std::to_string(config.dVocab)}});
  }
  if (found == config.dVocab) return;
  notices.push_back({"model.unused_ids",
                     {{"file", file},
                      {"found", std::to_string(found)},
                      {"rows", std::to_string(config.dVocab)},
                      {"unused", std::to_string(config.dVocab - found)}}});
}

fs::path folderTokenizerFile(const fs::path& folder) {
  const TokenizerFiles* kind = kindIn(folder);
  return kind ? folder / kind->vocabulary : fs::path();
}

std::shared_ptr<const Tokenizer> readFolderTokenizer(const fs::path& folder) {
  if (const TokenizerFiles* kind = kindIn(folder)) return kind->read(folder);
  throw Error(
      "model.tokenizer_missing",
      {{"folder", shownPath(folder)},
       {"files", "of a GPT-2 vocab.json and merges.txt, of a BERT vocab.txt, of a Marian source.spm and vocab.json"}});
}

}  // namespace headlight
