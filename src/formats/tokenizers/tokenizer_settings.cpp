#include "formats/tokenizers/tokenizer_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "formats/json/guarded_json.h"
#include "formats/tokenizers/tokenizer_json_fields.h"

namespace headlight {
namespace {

using Class = TokenizerClass;

struct ClassRow {
  std::string_view name;  ///< without "Fast" at its end
  Class kind;
};

/// Those that this program makes from older files as Hugging Face's library does.
constexpr ClassRow kClasses[] = {{"BertTokenizer", Class::WordPiece},     {"DistilBertTokenizer", Class::WordPiece},
                                 {"ElectraTokenizer", Class::WordPiece},  {"MobileBertTokenizer", Class::WordPiece},
                                 {"ConvBertTokenizer", Class::WordPiece}, {"SqueezeBertTokenizer", Class::WordPiece},
                                 {"LayoutLMTokenizer", Class::WordPiece}, {"LxmertTokenizer", Class::WordPiece},
                                 {"GPT2Tokenizer", Class::ByteLevel},     {"GPTNeoXTokenizer", Class::ByteLevel},
                                 {"CodeGenTokenizer", Class::ByteLevel},  {"RobertaTokenizer", Class::Roberta},
                                 {"BartTokenizer", Class::Roberta},       {"LongformerTokenizer", Class::Roberta},
                                 {"LEDTokenizer", Class::Roberta},        {"T5Tokenizer", Class::SentencePiece},
                                 {"MarianTokenizer", Class::Marian},      {"PreTrainedTokenizer", Class::Unsaid},
                                 {"TokenizersBackend", Class::Unsaid},    {"", Class::Unsaid}};

/// The class of a model that names none.
constexpr ClassRow kModelTypes[] = {{"bert", Class::WordPiece},
                                    {"gpt2", Class::ByteLevel},
                                    {"roberta", Class::Roberta},
                                    {"t5", Class::SentencePiece},
                                    {"marian", Class::Marian}};

/// Classes that never have a tokenizer.json of the same meaning: other programs cut their texts.
constexpr std::string_view kNeverJson[] = {
    "BertJapaneseTokenizer",  "BertweetTokenizer", "PhobertTokenizer", "CTRLTokenizer",      "XLMTokenizer",
    "FlaubertTokenizer",      "CpmTokenizer",      "JiebaTokenizer",   "TransfoXLTokenizer", "ProphetNetTokenizer",
    "XLMProphetNetTokenizer", "ByT5Tokenizer",     "CanineTokenizer",  "PerceiverTokenizer"};

SpecialPieces usualPieces(Class kind) {
  switch (kind) {
    case Class::WordPiece:
      return kBertPieces;
    case Class::ByteLevel:
      return {"", "", "", "", "", "<|endoftext|>", "<|endoftext|>"};
    case Class::Roberta:
      return {"<unk>", "<pad>", "<mask>", "<s>", "</s>", "<s>", "</s>"};
    case Class::SentencePiece:
    case Class::Marian:
      return kMarianPieces;
    case Class::Unsaid:
    case Class::Other:
      break;
  }
  return {};
}

struct PieceField {
  std::string_view field;
  std::string SpecialPieces::*member;
};

/// In the order in which Hugging Face's library adds those that are new.
constexpr std::array<PieceField, 7> kPieceFields = {{{"bos_token", &SpecialPieces::begin},
                                                     {"eos_token", &SpecialPieces::end},
                                                     {"unk_token", &SpecialPieces::unknown},
                                                     {"sep_token", &SpecialPieces::separator},
                                                     {"pad_token", &SpecialPieces::padding},
                                                     {"cls_token", &SpecialPieces::classification},
                                                     {"mask_token", &SpecialPieces::mask}}};

Class classOfName(std::string_view name) {
  if (name.ends_with("Fast")) name.remove_suffix(4);
  const auto* row =
      std::find_if(std::begin(kClasses), std::end(kClasses), [&](const ClassRow& known) { return known.name == name; });
  return row == std::end(kClasses) ? Class::Other : row->kind;
}

class SettingsReader {
 public:
  TokenizerSettings read(const SettingsFiles& files) {
    with(files.tokenizerConfig, [&](const json::ObjectReader& root) { readTokenizerConfig(root); });
    with(files.specialTokensMap, [&](const json::ObjectReader& root) { readPieces(root); });
    with(files.addedTokens, [&](const json::ObjectReader& root) { readAddedTokens(root); });
    with(files.config, [&](const json::ObjectReader& root) { readConfig(root); });
    with(files.generationConfig, [&](const json::ObjectReader& root) { readEnds(root); });
    m_settings.tokenizerClass = classOfName(m_settings.className);
    return std::move(m_settings);
  }

 private:
  template <class Read>
  void with(const SettingsFile& file, const Read& read) {
    if (file.bytes.empty()) return;
    json::Limits limits;
    limits.pythonNumbers = true;  // as Python writes them into fields that nobody reads
    const nlohmann::json value = json::parseGuarded(file.bytes, file.name, limits);
    read(json::ObjectReader(value, file.name));
  }

  void readTokenizerConfig(const json::ObjectReader& root) {
    m_settings.classFile = root.file();
    readClass(root);
    if (root.has("added_tokens_decoder")) readAddedTokensDecoder(root.object("added_tokens_decoder"));
    readPieces(root);
    m_settings.lowercase = flag(root, "do_lower_case");
    m_settings.chineseCharacters = flag(root, "tokenize_chinese_chars");
    m_settings.saysAccents = root.json().contains("strip_accents");
    m_settings.stripAccents = flag(root, "strip_accents");
    m_settings.addPrefixSpace = flag(root, "add_prefix_space");
    m_settings.addBegin = flag(root, "add_bos_token");
    m_settings.addEnd = flag(root, "add_eos_token");
    m_settings.basicTokenize = flag(root, "do_basic_tokenize");
    if (root.boolean("split_special_tokens", false))
      tokenizer_json::notSupported(root, "split_special_tokens", "true", "false");
    if (root.has("extra_ids")) m_settings.extraIds = root.integer("extra_ids");
    const std::string cutter = root.string("word_tokenizer_type", "basic");
    if (cutter != "basic") m_settings.wordCutter = cutter;
  }

  static std::optional<bool> flag(const json::ObjectReader& root, std::string_view field) {
    return root.has(field) ? std::optional<bool>(root.boolean(field, false)) : std::nullopt;
  }

  void readClass(const json::ObjectReader& root) {
    if (!m_settings.className.empty() || !root.has("tokenizer_class")) return;
    m_settings.className = root.string("tokenizer_class");
    m_settings.classFile = root.file();
  }

  /// "bos_token": "<s>" or {"content": "<s>", …}; the file that is read first holds.
  void readPieces(const json::ObjectReader& root) {
    for (const PieceField& field : kPieceFields) {
      if (!root.has(field.field)) continue;
      NamedToken named = namedToken(root, field.field, root.at(field.field));
      std::string& piece = m_settings.pieces.*(field.member);
      if (named.token.content.empty() || !piece.empty()) continue;
      piece = named.token.content;
      m_settings.namesPieces = true;
      add(std::move(named), root.file());
    }
    if (!root.has("additional_special_tokens")) return;
    const nlohmann::json& list = root.at("additional_special_tokens");
    if (!list.is_array()) root.wrongType("additional_special_tokens", "array");
    for (const nlohmann::json& each : list) add(namedToken(root, "additional_special_tokens", each), root.file());
  }

  static NamedToken namedToken(const json::ObjectReader& root, std::string_view field, const nlohmann::json& value) {
    NamedToken named;
    if (value.is_object()) {
      named.token = tokenizer_json::readAddedTokenFlags(json::ObjectReader(value, root.file(), root.placeOf(field)));
      named.saysFlags = true;
    } else {
      if (value.is_string()) named.token.content = value.get<std::string>();
      if (!value.is_string() && !value.is_boolean()) root.wrongType(field, "string");
      named.token.normalized = false;
    }
    named.token.id = -1;
    named.token.special = true;
    return named;
  }

  /// {"276": {"content": …}, …}
  void readAddedTokensDecoder(const json::ObjectReader& decoder) {
    for (const auto& [key, value] : decoder.json().items()) {
      NamedToken named{
          tokenizer_json::readAddedTokenFlags(json::ObjectReader(value, decoder.file(), decoder.placeOf(key))), true};
      TokenId& id = named.token.id;
      const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
      if (error != std::errc() || end != key.data() + key.size() || id < 0) badId(decoder, named.token.content, key);
      add(std::move(named), decoder.file());
    }
  }

  /// {"<x>": 276, …}; those that are special are named so elsewhere.
  void readAddedTokens(const json::ObjectReader& root) {
    for (const auto& [piece, id] : root.json().items()) {
      if (!id.is_number_unsigned() || id.get<std::uint64_t>() > 0x7FFFFFFFU) badId(root, piece, id.dump());
      AddedToken token{id.get<TokenId>(), piece};
      token.special = false;
      token.normalized = true;
      add({std::move(token), false}, root.file());
    }
  }

  [[noreturn]] static void badId(const json::ObjectReader& root, const std::string& piece, const std::string& id) {
    throw Error("tokenizer.bad_id", {{"file", root.file()}, {"piece", piece}, {"id", id}, {"last", "2147483647"}});
  }

  /// A token that two files name keeps what the first says, and takes the id from the one that has it.
  void add(NamedToken named, const std::string& file) {
    if (named.token.content.empty()) return;
    m_settings.file = file;
    const auto [place, isNew] = m_places.emplace(named.token.content, m_settings.added.size());
    if (isNew) {
      m_settings.added.push_back(std::move(named));
      return;
    }
    AddedToken& earlier = m_settings.added[place->second].token;
    if (earlier.id < 0) earlier.id = named.token.id;
    earlier.special = earlier.special || named.token.special;
  }

  void readConfig(const json::ObjectReader& root) {
    if (root.has("tokenizer_class") && root.at("tokenizer_class").is_string()) readClass(root);
    if (root.has("model_type") && root.at("model_type").is_string()) m_settings.modelType = root.string("model_type");
    readEnds(root);
  }

  /// An id, or a list of ids. generation_config.json is read last and holds.
  void readEnds(const json::ObjectReader& root) {
    const auto idsOf = [](const nlohmann::json& value) {
      std::vector<std::int64_t> ids;
      for (const nlohmann::json& each : value.is_array() ? value : nlohmann::json::array({value}))
        if (each.is_number_integer() && each >= 0) ids.push_back(each.get<std::int64_t>());
      return ids;
    };
    if (root.has("eos_token_id")) {
      std::vector<std::int64_t> ends = idsOf(root.at("eos_token_id"));
      if (!ends.empty()) m_settings.ends = std::move(ends);
    }
    if (root.has("bos_token_id")) {
      const std::vector<std::int64_t> begins = idsOf(root.at("bos_token_id"));
      if (!begins.empty()) m_settings.begin = begins.front();
    }
  }

  TokenizerSettings m_settings;
  std::map<std::string, std::size_t> m_places;  ///< of added tokens by content
};

}  // namespace

TokenizerSettings readTokenizerSettings(const SettingsFiles& files) {
  return SettingsReader().read(files);
}

SettingsFiles settingsFilesOf(const Tokenizer& tokenizer) {
  SettingsFiles files;
  const SpecialTokens& special = tokenizer.special();
  const std::pair<std::string_view, std::optional<TokenId>> named[] = {
      {"bos_token", special.begin},     {"eos_token", special.endOfText}, {"unk_token", special.unknown},
      {"sep_token", special.separator}, {"pad_token", special.padding},   {"cls_token", special.classification},
      {"mask_token", special.mask}};
  nlohmann::ordered_json config;
  bool isUsual = true;  // this program's own spellings are found without a file
  for (const auto& [field, id] : named) {
    if (!id) continue;
    const std::string& piece = tokenizer.piece(*id);
    config[std::string(field)] = piece;
    const bool isOwn = piece == "[UNK]" || piece == "[PAD]" || piece == "[MASK]" || piece == "[CLS]" ||
                       piece == "[SEP]" || piece == "<|endoftext|>";
    isUsual = isUsual && (isOwn || field == "unk_token");
  }
  if (!isUsual) files.tokenizerConfig = {"tokenizer_config.json", config.dump(2) + "\n"};
  if (!special.otherEnds.empty()) {
    std::vector<TokenId> ends{special.endOfText.value_or(special.otherEnds.front())};
    ends.insert(ends.end(), special.otherEnds.begin(), special.otherEnds.end());
    files.generationConfig = {"generation_config.json", nlohmann::ordered_json{{"eos_token_id", ends}}.dump(2) + "\n"};
  }
  return files;
}

bool fitsClass(const TokenizerSettings& settings, TokenizerClass made) {
  return made == Class::Unsaid || settings.tokenizerClass == Class::Unsaid || settings.tokenizerClass == made ||
         (made == Class::ByteLevel && settings.tokenizerClass == Class::Roberta);
}

void useClass(TokenizerSettings& settings, TokenizerClass made, const std::string& files) {
  const bool isNeverJson =
      std::find(std::begin(kNeverJson), std::end(kNeverJson), settings.className) != std::end(kNeverJson);
  if (isNeverJson || !settings.wordCutter.empty()) {
    throw Error("tokenizer.class_never",
                {{"file", settings.classFile},
                 {"class", settings.className.empty() ? settings.wordCutter : settings.className}});
  }
  if (!fitsClass(settings, made)) {
    std::string known;
    for (const ClassRow& row : kClasses)
      if (row.kind == made) known += (known.empty() ? "" : ", ") + std::string(row.name);
    throw Error("tokenizer.class",
                {{"file", settings.classFile}, {"class", settings.className}, {"files", files}, {"known", known}});
  }
  Class kind = settings.tokenizerClass == Class::Unsaid ? made : settings.tokenizerClass;
  if (kind == Class::Unsaid) {
    for (const ClassRow& row : kModelTypes)
      if (row.name == settings.modelType) kind = row.kind;
  }
  const SpecialPieces usual = usualPieces(kind);
  for (const PieceField& field : kPieceFields) {
    std::string& piece = settings.pieces.*(field.member);
    if (piece.empty()) piece = usual.*(field.member);
  }
}

}  // namespace headlight
