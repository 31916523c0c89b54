#include "formats/gguf/gguf_tokenizer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/files/naming_file.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "text/models/bpe_model.h"
#include "text/pipeline_tokenizer.h"
#include "text/training/tokenizer_making.h"

namespace headlight {
namespace {

constexpr std::string_view kModel = "tokenizer.ggml.model";
constexpr std::string_view kSplit = "tokenizer.ggml.pre";
constexpr std::string_view kTokens = "tokenizer.ggml.tokens";
constexpr std::string_view kTokenTypes = "tokenizer.ggml.token_type";
constexpr std::string_view kMerges = "tokenizer.ggml.merges";
constexpr std::string_view kBegin = "tokenizer.ggml.bos_token_id";
constexpr std::string_view kEnd = "tokenizer.ggml.eos_token_id";
constexpr std::string_view kEndOfTurn = "tokenizer.ggml.eot_token_id";
constexpr std::string_view kEndOfMessage = "tokenizer.ggml.eom_token_id";
constexpr std::string_view kUnknownToken = "tokenizer.ggml.unknown_token_id";
constexpr std::string_view kPadding = "tokenizer.ggml.padding_token_id";
constexpr std::string_view kSeparator = "tokenizer.ggml.seperator_token_id";  // the format spells it so
constexpr std::string_view kClassification = "tokenizer.ggml.cls_token_id";
constexpr std::string_view kMask = "tokenizer.ggml.mask_token_id";
constexpr std::string_view kAddBegin = "tokenizer.ggml.add_bos_token";
constexpr std::string_view kAddEnd = "tokenizer.ggml.add_eos_token";
constexpr std::string_view kAddSpace = "tokenizer.ggml.add_space_prefix";
constexpr std::string_view kHuggingFace = "tokenizer.huggingface.json";

constexpr std::string_view kGpt2Model = "gpt2";
constexpr std::string_view kGpt2Split = "gpt-2";
constexpr std::string_view kNoModel = "no_vocab";  // llama.cpp's word for a vocabulary that it cannot use

/// Kinds of tokens, the file's numbers.
enum TokenType : std::int32_t { kNormal = 1, kUnknown = 2, kControl = 3, kUserDefined = 4, kUnused = 5, kByte = 6 };

[[noreturn]] void notSupported(const GgufFile& file, std::string_view part, std::string_view value,
                               std::string_view known) {
  constexpr std::size_t kLongest = 64;  // a hostile file's text may be long
  throw Error("tokenizer.not_supported", {{"file", file.name()},
                                          {"part", std::string(part)},
                                          {"value", std::string(value.substr(0, kLongest))},
                                          {"known", std::string(known)}});
}

[[noreturn]] void bad(const GgufFile& file, std::string_view key, const std::string& problem) {
  throw Error("gguf.bad_tokenizer", {{"file", file.name()}, {"key", std::string(key)}, {"problem", problem}});
}

std::vector<std::string_view> requiredStrings(const GgufFile& file, std::string_view key) {
  if (auto strings = file.strings(key)) return std::move(*strings);
  throw Error("gguf.missing_key", {{"file", file.name()}, {"key", std::string(key)}});
}

/// The id under `key`; it must be one of the vocabulary's.
std::optional<TokenId> tokenId(const GgufFile& file, std::string_view key, std::size_t vocabulary) {
  const std::optional<std::int64_t> id = file.integer(key);
  if (!id) return std::nullopt;
  if (*id >= 0 && static_cast<std::uint64_t>(*id) < vocabulary) return static_cast<TokenId>(*id);
  bad(file, key, "it is " + std::to_string(*id) + ", but there are " + std::to_string(vocabulary) + " tokens");
}

/// The kind of every token; where the file does not say, tokens that begin or end a text are special.
std::vector<std::int64_t> tokenTypes(const GgufFile& file, std::size_t vocabulary) {
  std::optional<std::vector<std::int64_t>> types = file.integers(kTokenTypes);
  if (types && types->size() != vocabulary) {
    bad(file, kTokenTypes,
        "it has " + std::to_string(types->size()) + " elements for " + std::to_string(vocabulary) + " tokens");
  }
  if (types) return std::move(*types);
  std::vector<std::int64_t> guessed(vocabulary, kNormal);
  for (const std::string_view key : {kBegin, kEnd}) {
    if (const auto id = tokenId(file, key, vocabulary)) guessed[static_cast<std::size_t>(*id)] = kControl;
  }
  return guessed;
}

/// How many tokens there are without those that only fill up the embedding's rows: the unused ones at the end.
std::size_t withoutPadding(const std::vector<std::int64_t>& types) {
  std::size_t size = types.size();
  while (size > 0 && types[size - 1] == kUnused) --size;
  return size;
}

std::vector<AddedToken> addedTokens(const std::vector<std::string>& tokens, const std::vector<std::int64_t>& types) {
  std::vector<AddedToken> added;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool special = types[i] == kControl || types[i] == kUnknown;
    if (tokens[i].empty() || (!special && types[i] != kUserDefined)) continue;
    AddedToken token{static_cast<TokenId>(i), tokens[i]};
    token.special = special;
    added.push_back(std::move(token));
  }
  return added;
}

/// Those that can be done; `skipped` counts the others.
std::vector<std::pair<std::string, std::string>> usableMerges(const GgufFile& file, const Vocabulary& vocabulary,
                                                              std::size_t& skipped) {
  std::vector<std::pair<std::string, std::string>> merges;
  const std::vector<std::string_view> lines = requiredStrings(file, kMerges);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto merge = readMergeLine(lines[i]);
    if (!merge) {
      throw Error("tokenizer.bad_merge",
                  {{"file", file.name()}, {"number", std::to_string(i + 1)}, {"place", std::string(kMerges)}});
    }
    const bool usable = vocabulary.find(merge->first) && vocabulary.find(merge->second) &&
                        vocabulary.find(merge->first + merge->second);
    if (usable) merges.push_back(std::move(*merge));
    if (!usable) ++skipped;
  }
  return merges;
}

void checkModel(const GgufFile& file) {
  const std::optional<std::string_view> model = file.string(kModel);
  if (!model) throw Error("gguf.missing_key", {{"file", file.name()}, {"key", std::string(kModel)}});
  if (*model != kGpt2Model) notSupported(file, kModel, *model, kGpt2Model);
  // files of GPT-2 that are older than this key were cut by GPT-2's pattern
  const std::string_view split = file.string(kSplit).value_or(kGpt2Split);
  if (split != kGpt2Split) notSupported(file, kSplit, split, kGpt2Split);
}

std::shared_ptr<const Tokenizer> tokenizerOfLists(const GgufFile& file, std::vector<Message>& notices) {
  checkModel(file);
  ByteLevelParts parts;
  for (const std::string_view token : requiredStrings(file, kTokens)) parts.tokens.emplace_back(token);
  const std::vector<std::int64_t> types = tokenTypes(file, parts.tokens.size());
  const std::size_t size = withoutPadding(types);
  parts.tokens.resize(size);
  parts.added = addedTokens(parts.tokens, types);
  const std::optional<TokenId> begin = tokenId(file, kBegin, size);
  const std::optional<TokenId> end = tokenId(file, kEnd, size);
  if (file.boolean(kAddBegin).value_or(false) && begin) parts.before = {*begin};
  if (file.boolean(kAddEnd).value_or(false) && end) parts.after = {*end};
  parts.addPrefixSpace = file.boolean(kAddSpace).value_or(false);

  std::size_t skipped = 0;
  parts.merges = usableMerges(file, Vocabulary(parts.tokens), skipped);
  if (skipped > 0) {
    notices.push_back({"gguf.merges_skipped", {{"file", file.name()}, {"count", std::to_string(skipped)}}});
  }
  return makeByteLevelTokenizer(std::move(parts));
}

std::vector<std::int32_t> typesOf(const Tokenizer& tokenizer, const std::vector<AddedToken>& added) {
  std::vector<std::int32_t> types(static_cast<std::size_t>(tokenizer.vocabSize()), kNormal);
  for (const AddedToken& token : added) {
    types[static_cast<std::size_t>(token.id)] = token.special ? kControl : kUserDefined;
  }
  return types;
}

/// Other programs want one token for every row of the embedding; the public converters name those that fill up so.
void addTokenLists(const Tokenizer& tokenizer, const std::vector<AddedToken>& added, Index rows, GgufWriter& writer) {
  std::vector<std::string> tokens;
  std::vector<std::int32_t> types = typesOf(tokenizer, added);
  types.resize(std::max(types.size(), static_cast<std::size_t>(rows)), kUnused);
  for (TokenId id = 0; id < static_cast<TokenId>(types.size()); ++id) {
    const bool isThere = tokenizer.has(id);
    tokens.push_back(isThere ? tokenizer.piece(id) : "[PAD" + std::to_string(id) + "]");
    if (!isThere) types[static_cast<std::size_t>(id)] = kUnused;
  }
  writer.addStrings(kTokens, tokens);
  writer.addI32s(kTokenTypes, types);
}

void addMerges(const Tokenizer& tokenizer, const BpeModel& model, GgufWriter& writer) {
  std::vector<std::string> lines;
  for (const BpeMerge& merge : model.merges()) {
    lines.push_back(tokenizer.piece(merge.left) + " " + tokenizer.piece(merge.right));
  }
  writer.addStrings(kMerges, lines);
}

void addSpecialTokens(const Tokenizer& tokenizer, GgufWriter& writer) {
  const SpecialTokens& special = tokenizer.special();
  const auto add = [&](std::string_view key, std::optional<TokenId> id) {
    if (id) writer.addU32(key, static_cast<std::uint32_t>(*id));
  };
  add(kBegin, special.begin ? special.begin : special.endOfText);
  add(kEnd, special.endOfText);
  if (!special.otherEnds.empty()) add(kEndOfTurn, special.otherEnds.front());
  add(kUnknownToken, special.unknown);
  add(kPadding, special.padding);
  add(kSeparator, special.separator);
  add(kClassification, special.classification);
  add(kMask, special.mask);
}

void addFrame(const TokenFrame& frame, GgufWriter& writer) {
  if (!frame.before.empty()) writer.addBool(kAddBegin, true);
  if (!frame.after.empty()) writer.addBool(kAddEnd, true);
}

/// Whether the lists alone give back this tokenizer.
bool listsSuffice(const GgufWriter& lists, const std::string& json) {
  try {
    const std::string bytes = lists.header();
    const GgufFile file(memorySource(bytes, "lists"));
    std::vector<Message> notices;
    const auto again = tokenizerOfLists(file, notices);
    return notices.empty() && tokenizerJson(*again) == json;
  } catch (const Error&) {
    return false;
  }
}

void addByteLevel(const PipelineTokenizer& tokenizer, const BpeModel& model, Index rows, GgufWriter& writer) {
  const TokenizerStages& stages = tokenizer.stages();
  writer.addString(kModel, kGpt2Model);
  writer.addString(kSplit, kGpt2Split);
  addTokenLists(tokenizer, stages.added, rows, writer);
  addMerges(tokenizer, model, writer);
  addSpecialTokens(tokenizer, writer);
  addFrame(stages.frame, writer);
  for (const PreTokenizer& cutter : stages.preTokenizers) {
    const auto* byteLevel = std::get_if<ByteLevelSplit>(&cutter);
    if (byteLevel && byteLevel->addPrefixSpace) writer.addBool(kAddSpace, true);
  }
}

}  // namespace

std::shared_ptr<const Tokenizer> readGgufTokenizer(const GgufFile& file, std::vector<Message>& notices) {
  if (const auto json = file.string(kHuggingFace)) {
    return readTokenizerJson(*json, file.name() + " (" + std::string(kHuggingFace) + ")");
  }
  return namingFile(file.name(), [&] { return tokenizerOfLists(file, notices); });
}

TokenizerSettings ggufTokenizerSettings(const GgufFile& file) {
  TokenizerSettings settings;
  const auto tokens = file.strings(kTokens);
  if (!tokens) return settings;
  const auto idOf = [&](std::string_view key) -> std::optional<std::size_t> {
    const std::optional<std::int64_t> id = file.integer(key);
    const bool isThere = id && *id >= 0 && static_cast<std::uint64_t>(*id) < tokens->size();
    return isThere ? std::optional<std::size_t>(static_cast<std::size_t>(*id)) : std::nullopt;
  };
  const auto name = [&](std::string_view key, std::string& piece) {
    const std::optional<std::size_t> id = idOf(key);
    if (!id) return;
    piece = (*tokens)[*id];
    settings.namesPieces = true;
  };
  name(kBegin, settings.pieces.begin);
  name(kEnd, settings.pieces.end);
  name(kUnknownToken, settings.pieces.unknown);
  name(kPadding, settings.pieces.padding);
  name(kSeparator, settings.pieces.separator);
  name(kClassification, settings.pieces.classification);
  name(kMask, settings.pieces.mask);
  for (const std::string_view key : {kEnd, kEndOfTurn, kEndOfMessage})
    if (const auto id = idOf(key)) settings.ends.push_back(static_cast<std::int64_t>(*id));
  settings.file = file.name();
  return settings;
}

void addGgufTokenizer(const Tokenizer& tokenizer, Index rows, GgufWriter& writer) {
  const std::string json = tokenizerJson(tokenizer);
  const auto* pipeline = dynamic_cast<const PipelineTokenizer*>(&tokenizer);
  const auto* model = pipeline ? dynamic_cast<const BpeModel*>(pipeline->stages().model.get()) : nullptr;
  // the format's "gpt2" is a BPE over bytes that merges whatever it can
  if (model && model->readsBytes() && !model->options().ignoreMerges) {
    GgufWriter alone;
    addByteLevel(*pipeline, *model, rows, alone);
    addByteLevel(*pipeline, *model, rows, writer);
    if (!listsSuffice(alone, json)) writer.addString(kHuggingFace, json);
    return;
  }
  writer.addString(kModel, kNoModel);
  addTokenLists(tokenizer, pipeline ? pipeline->stages().added : std::vector<AddedToken>{}, rows, writer);
  addSpecialTokens(tokenizer, writer);
  writer.addString(kHuggingFace, json);
}

}  // namespace headlight
