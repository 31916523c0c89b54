// Which files of a folder are its tokenizer.

#include <algorithm>
#include <set>

#include "formats/files/atomic_file.h"
#include "formats/model_folder_files.h"
#include "formats/tokenizers/sentencepiece_file.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "formats/tokenizers/tokenizer_settings.h"
#include "formats/tokenizers/vocabulary_files.h"
#include "text/models/word_level.h"

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

/// What reading needs besides the files of the vocabulary.
struct FolderSettings {
  TokenizerSettings settings;
  std::int64_t rows = 0;  ///< of the model's embedding
};

/// A settings file of the folder; without bytes if it is not there.
SettingsFile settingsFile(const fs::path& folder, const char* name) {
  const fs::path file = folder / name;
  if (!isFile(file)) return {};
  return {shownPath(file), readFolderFile(file, kSettingsLimit)};
}

/// Files that say something of a tokenizer besides its own, in the order of SettingsFiles.
constexpr const char* kSettingsNames[] = {"tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
                                          kConfigName, "generation_config.json"};

TokenizerSettings settingsIn(const fs::path& folder) {
  const auto file = [&](std::size_t number) { return settingsFile(folder, kSettingsNames[number]); };
  return readTokenizerSettings({file(0), file(1), file(2), file(3), file(4)});
}

std::shared_ptr<const Tokenizer> readTokenizerFile(const fs::path& folder, const FolderSettings&) {
  const FolderFile file(folder, kTokenizerName);
  return readTokenizerJson(file.bytes, file.name);
}

std::shared_ptr<const Tokenizer> readMarianFiles(const fs::path& folder, const FolderSettings& folderSettings) {
  const FolderFile source(folder, "source.spm");
  const FolderFile vocabulary(folder, "vocab.json");
  return readMarianTokenizer(source.named(), vocabulary.named(), folderSettings.settings.pieces);
}

std::shared_ptr<const Tokenizer> readGpt2Files(const fs::path& folder, const FolderSettings& folderSettings) {
  const FolderFile vocabulary(folder, "vocab.json");
  const FolderFile merges(folder, "merges.txt");
  const TokenizerSettings& settings = folderSettings.settings;
  return readBpeFiles(vocabulary.named(), merges.named(),
                      {settings.pieces, settings.tokenizerClass == TokenizerClass::Roberta});
}

/// What BertTokenizer's settings say; its own defaults where they say nothing.
std::shared_ptr<const Tokenizer> readBertFiles(const fs::path& folder, const FolderSettings& folderSettings) {
  const TokenizerSettings& settings = folderSettings.settings;
  if (!settings.basicTokenize.value_or(true)) {
    throw Error("tokenizer.not_supported",
                {{"file", settings.classFile}, {"part", "do_basic_tokenize"}, {"value", "false"}, {"known", "true"}});
  }
  BertNormalizer normalizer;
  normalizer.lowercase = settings.lowercase.value_or(true);
  normalizer.handleChineseChars = settings.chineseCharacters.value_or(true);
  normalizer.stripAccents = settings.stripAccents;
  const FolderFile vocabulary(folder, "vocab.txt");
  return readVocabTxt(vocabulary.named(), normalizer, settings.pieces);
}

/// T5 adds 100 tokens of its own, unless its settings say otherwise or the model has no rows for them.
template <const char* const& kName>
std::shared_ptr<const Tokenizer> readSentencePiece(const fs::path& folder, const FolderSettings& folderSettings) {
  constexpr std::int64_t kUsualExtraIds = 100;
  const TokenizerSettings& settings = folderSettings.settings;
  const bool isT5 = settings.tokenizerClass == TokenizerClass::SentencePiece;
  const FolderFile model(folder, kName);
  const SentencePieceFile file = readSentencePieceFile(model.named());
  const bool hasRows = static_cast<std::int64_t>(file.pieces.size()) + kUsualExtraIds <= folderSettings.rows;
  SentencePieceOptions options;
  options.appendEndOfText = isT5;
  options.extraIds = settings.extraIds.value_or(isT5 && hasRows ? kUsualExtraIds : 0);
  options.lowercase = settings.lowercase.value_or(false);
  return makeSentencePieceTokenizer(file, model.name, options);
}

struct TokenizerFiles {
  const char* vocabulary;  ///< where the ids stand
  const char* beside;      ///< must be there too; null: nothing
  TokenizerClass made;
  std::shared_ptr<const Tokenizer> (*read)(const fs::path& folder, const FolderSettings& settings);
};

constexpr const char* kSpiece = "spiece.model";
constexpr const char* kTokenizerModel = "tokenizer.model";
constexpr const char* kSentencePieceModel = "sentencepiece.model";

/// In the order in which they are looked for.
constexpr TokenizerFiles kKinds[] = {
    {kTokenizerName, nullptr, TokenizerClass::Unsaid, &readTokenizerFile},
    {"vocab.json", "source.spm", TokenizerClass::Marian, &readMarianFiles},
    {"vocab.json", "merges.txt", TokenizerClass::ByteLevel, &readGpt2Files},
    {"vocab.txt", nullptr, TokenizerClass::WordPiece, &readBertFiles},
    {kSpiece, nullptr, TokenizerClass::SentencePiece, &readSentencePiece<kSpiece>},
    {kTokenizerModel, nullptr, TokenizerClass::SentencePiece, &readSentencePiece<kTokenizerModel>},
    {kSentencePieceModel, nullptr, TokenizerClass::SentencePiece, &readSentencePiece<kSentencePieceModel>}};

/// The first that the folder has and that fits the class that it names; else the first that it has.
const TokenizerFiles* kindIn(const fs::path& folder, const TokenizerSettings& settings) {
  const TokenizerFiles* first = nullptr;
  for (const TokenizerFiles& kind : kKinds) {
    if (!isFile(folder / kind.vocabulary) || (kind.beside && !isFile(folder / kind.beside))) continue;
    if (fitsClass(settings, kind.made)) return &kind;
    if (first == nullptr) first = &kind;
  }
  return first;
}

/// Ids of added tokens.
std::set<TokenId> addedIds(const Tokenizer& tokenizer) {
  std::set<TokenId> ids;
  if (const auto* pipeline = dynamic_cast<const PipelineTokenizer*>(&tokenizer)) {
    for (const AddedToken& token : pipeline->stages().added) ids.insert(token.id);
  } else if (const auto* words = dynamic_cast<const WordLevelTokenizer*>(&tokenizer)) {
    ids.insert(words->addedTokens().begin(), words->addedTokens().end());
  }
  return ids;
}

/// The tokens behind the model's rows, if each of them was added to the tokenizer; nothing if the vocabulary itself is
/// larger than the model.
std::vector<TokenId> addedWithoutRows(const Tokenizer& tokenizer, Index rows) {
  const std::set<TokenId> added = addedIds(tokenizer);
  std::vector<TokenId> without;
  for (TokenId id = static_cast<TokenId>(rows); id < tokenizer.vocabSize(); ++id) {
    if (!tokenizer.has(id)) continue;
    if (!added.contains(id)) return {};
    without.push_back(id);
  }
  return without;
}

}  // namespace

void checkVocabulary(const std::string& file, const Tokenizer& tokenizer, const ModelConfig& config,
                     std::vector<Message>& notices, const char* code) {
  const Index found = tokenizer.vocabSize();
  const bool translates = config.role() == Role::Translates;
  const bool lacksOne = translates && std::max({config.startToken, config.endToken, config.padToken}) >= found;
  const std::vector<TokenId> without =
      found > config.dVocab && !translates ? addedWithoutRows(tokenizer, config.dVocab) : std::vector<TokenId>();
  if ((found > config.dVocab && without.empty()) || lacksOne) {
    throw Error(code, {{"file", file}, {"found", std::to_string(found)}, {"expected", std::to_string(config.dVocab)}});
  }
  if (!without.empty()) {
    notices.push_back({"model.tokens_without_rows",
                       {{"file", file},
                        {"rows", std::to_string(config.dVocab)},
                        {"count", std::to_string(without.size())},
                        {"piece", tokenizer.piece(without.front())}}});
    return;
  }
  if (found == config.dVocab) return;
  notices.push_back({"model.unused_ids",
                     {{"file", file},
                      {"found", std::to_string(found)},
                      {"rows", std::to_string(config.dVocab)},
                      {"unused", std::to_string(config.dVocab - found)}}});
}

std::vector<std::string> folderTokenizerNames() {
  std::set<std::string> names(std::begin(kSettingsNames), std::end(kSettingsNames));
  names.insert("target.spm");  // of a Marian model; the vocabulary has its pieces
  for (const TokenizerFiles& kind : kKinds) {
    names.insert(kind.vocabulary);
    if (kind.beside) names.insert(kind.beside);
  }
  names.erase(kConfigName);
  names.erase(kTokenizerName);
  return {names.begin(), names.end()};
}

fs::path folderTokenizerFile(const fs::path& folder) {
  const TokenizerFiles* kind = kindIn(folder, settingsIn(folder));
  return kind ? folder / kind->vocabulary : fs::path();
}

std::shared_ptr<const Tokenizer> readFolderTokenizer(const fs::path& folder, const ModelConfig& config) {
  FolderSettings settings{settingsIn(folder), static_cast<std::int64_t>(config.dVocab)};
  const TokenizerFiles* kind = kindIn(folder, settings.settings);
  if (kind == nullptr) {
    throw Error("model.tokenizer_missing",
                {{"folder", shownPath(folder)},
                 {"files",
                  "of a GPT-2 vocab.json and merges.txt, of a BERT vocab.txt, of a Marian source.spm and "
                  "vocab.json, of a SentencePiece tokenizer spiece.model or tokenizer.model"}});
  }
  const std::string files = kind->vocabulary + (kind->beside ? std::string(" and ") + kind->beside : std::string());
  useClass(settings.settings, kind->made, files);
  return withSettings(kind->read(folder, settings), settings.settings,
                      {config.role() == Role::Continues, config.role() == Role::Translates, settings.rows});
}

}  // namespace headlight
