#pragma once
// What the files beside a tokenizer say of it. Which token begins, ends, fills or hides a text is read there and never
// guessed from how a token is spelled.
//
//   tokenizer_config.json     tokenizer_class, unk_token … eos_token, added_tokens_decoder, do_lower_case,
//   add_prefix_space … special_tokens_map.json   unk_token … eos_token, additional_special_tokens added_tokens.json
//   {"piece": id, …} config.json               tokenizer_class, model_type, eos_token_id, bos_token_id
//   generation_config.json    eos_token_id, a number or a list; holds before config.json
//
// For a field that several files have, tokenizer_config.json holds before special_tokens_map.json before the usual
// values of the tokenizer's class.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/tokenizers/special_pieces.h"
#include "text/stages/added_tokens.h"
#include "text/tokenizer.h"

namespace headlight {

/// How a tokenizer's class builds it from files that are older than tokenizer.json.
enum class TokenizerClass {
  Unsaid,         ///< no file names it, or a class that stands for any tokenizer.json
  WordPiece,      ///< BertTokenizer and its relatives: vocab.txt
  ByteLevel,      ///< GPT2Tokenizer and its relatives: vocab.json, merges.txt
  Roberta,        ///< the same with <s> and </s> around a text
  SentencePiece,  ///< T5Tokenizer: spiece.model, </s> behind a text
  Marian,
  Other  ///< one that this program does not have
};

/// An added token that a file names.
struct NamedToken {
  AddedToken token;        ///< id -1: the vocabulary's, or the next free one
  bool saysFlags = false;  ///< whether the file says more than its content
};

struct TokenizerSettings {
  std::string classFile, className;  ///< where the class is named, and how; may be empty
  TokenizerClass tokenizerClass = TokenizerClass::Unsaid;
  std::string modelType;   ///< config.json's
  std::string wordCutter;  ///< "mecab": another program cuts the words of Japanese; empty: none does
  std::string file;        ///< one that names added tokens, for messages
  std::vector<NamedToken> added;
  SpecialPieces pieces;      ///< of the files; after useClass() also of the class
  bool namesPieces = false;  ///< whether a file names a special token
  std::optional<bool> lowercase, chineseCharacters, stripAccents, basicTokenize, addPrefixSpace, addBegin, addEnd;
  bool saysAccents = false;              ///< strip_accents is there; it may be null
  std::optional<std::int64_t> extraIds;  ///< T5: <extra_id_0> … behind the pieces
  std::vector<std::int64_t> ends;        ///< ids, as the files have them
  std::optional<std::int64_t> begin;
};

/// The content of a file beside the tokenizer; empty: there is none.
struct SettingsFile {
  std::string name;  ///< for messages
  std::string bytes;
};

struct SettingsFiles {
  SettingsFile tokenizerConfig, specialTokensMap, addedTokens, config, generationConfig;
};

/// Throws the Errors of json::parseGuarded, "json.wrong_type" and "tokenizer.bad_id". What config.json and
/// generation_config.json say otherwise than as ids is passed over: their own readers speak of it.
[[nodiscard]] TokenizerSettings readTokenizerSettings(const SettingsFiles& files);

/// Whether the named class can be made of files that are made for `made`; Unsaid: of a tokenizer.json.
[[nodiscard]] bool fitsClass(const TokenizerSettings& settings, TokenizerClass made);

/// Adds the usual pieces of the class: the named one, else `made`, else that of the model's type. `files` are what the
/// folder has ("vocab.txt"). Throws Error "tokenizer.class" unless fitsClass(), "tokenizer.class_never" for a class
/// whose texts another program cuts.
void useClass(TokenizerSettings& settings, TokenizerClass made, const std::string& files);

/// The files from which readTokenizerSettings takes the special tokens of `tokenizer` and all its ends, where reading
/// its tokenizer.json alone would not give them; without bytes where nothing is to be said. Only tokenizerConfig and
/// generationConfig, by their names in a folder.
[[nodiscard]] SettingsFiles settingsFilesOf(const Tokenizer& tokenizer);

/// What a tokenizer is for.
struct TokenizerUse {
  bool continues = false;  ///< the model continues its text: nothing closes a prompt
  bool translates = false;
  std::int64_t rows = 0;  ///< the model's rows for tokens
};

/// The tokenizer as the settings change it for a model: added tokens, special
/// tokens, capitals, a space before the text, what is put around it. Of a model that continues a text nothing is put
/// behind it: its prompt is never closed. The same tokenizer if nothing changes. Throws Error "tokenizer.duplicate_id",
/// "tokenizer.bad_id".
[[nodiscard]] std::shared_ptr<const Tokenizer> withSettings(std::shared_ptr<const Tokenizer> tokenizer,
                                                            const TokenizerSettings& settings, const TokenizerUse& use);

}  // namespace headlight
