// What the files beside a tokenizer say, applied to it.

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "formats/tokenizers/tokenizer_json_fields.h"
#include "formats/tokenizers/tokenizer_settings.h"
#include "text/models/word_level.h"
#include "text/pipeline_tokenizer.h"

namespace headlight {
namespace {

/// The stages that settings change, of either sort of tokenizer.
struct Parts {
  std::shared_ptr<const Vocabulary> vocabulary;
  std::vector<AddedToken> added;
  std::optional<TokenId> unknown;  ///< of the model
  TokenFrame frame;
  SpecialTokens special;  ///< as the tokenizer alone has them
  bool isSaid = false;    ///< whether its own file says which these are
};

class SettingsApplier {
 public:
  SettingsApplier(const TokenizerSettings& settings, const TokenizerUse& use) : m_settings(settings), m_use(use) {}

  void apply(Parts& parts) const {
    addTokens(parts);
    parts.special = specialOf(parts);
    setFrame(parts);
  }

  /// Capitals, accents and the space before a text, as Hugging Face's classes change a tokenizer.json.
  void apply(TokenizerStages& stages) const {
    for (Normalizer& normalizer : stages.normalizers) {
      auto* bert = std::get_if<BertNormalizer>(&normalizer);
      if (bert == nullptr) continue;
      if (m_settings.lowercase) bert->lowercase = *m_settings.lowercase;
      if (m_settings.chineseCharacters) bert->handleChineseChars = *m_settings.chineseCharacters;
      if (m_settings.saysAccents) bert->stripAccents = m_settings.stripAccents;
    }
    if (!m_settings.addPrefixSpace) return;
    for (PreTokenizer& cutter : stages.preTokenizers)
      if (auto* byteLevel = std::get_if<ByteLevelSplit>(&cutter))
        byteLevel->addPrefixSpace = *m_settings.addPrefixSpace;
  }

 private:
  /// Entries with an id, names of tokens that the vocabulary has, and names of new ones while the model has rows.
  void addTokens(Parts& parts) const {
    std::unordered_map<std::string_view, std::size_t> known;
    for (std::size_t i = 0; i < parts.added.size(); ++i) known.emplace(parts.added[i].content, i);
    std::vector<AddedToken> fresh;
    std::vector<std::pair<std::size_t, AddedToken>> changed;  // later: the table's keys point into the old ones
    std::int64_t next = parts.vocabulary->size();
    for (const NamedToken& named : m_settings.added) next = std::max(next, std::int64_t{named.token.id} + 1);
    for (const NamedToken& named : m_settings.added) {
      AddedToken token = named.token;
      if (const auto found = known.find(token.content); found != known.end()) {
        token.id = parts.added[found->second].id;
        if (named.saysFlags) changed.emplace_back(found->second, std::move(token));
        continue;
      }
      if (token.id < 0) token.id = parts.vocabulary->find(token.content).value_or(-1);
      if (token.id < 0 && next < m_use.rows) token.id = static_cast<TokenId>(next++);
      if (token.id >= 0) fresh.push_back(std::move(token));
    }
    for (auto& [place, token] : changed) parts.added[place] = std::move(token);
    parts.vocabulary = tokenizer_json::withAdded(m_settings.file, parts.vocabulary, fresh);
    parts.added.insert(parts.added.end(), fresh.begin(), fresh.end());
  }

  [[nodiscard]] SpecialTokens specialOf(const Parts& parts) const {
    const auto idOf = [&](const std::string& piece) -> std::optional<TokenId> {
      return piece.empty() ? std::nullopt : parts.vocabulary->find(piece);
    };
    const SpecialPieces& pieces = m_settings.pieces;
    SpecialTokens special = parts.isSaid             ? parts.special
                            : m_settings.namesPieces ? SpecialTokens{}
                                                     : ownSpellings(parts);
    const auto set = [&](std::optional<TokenId>& place, const std::string& piece) {
      if (const std::optional<TokenId> id = idOf(piece)) place = id;
    };
    set(special.padding, pieces.padding);
    set(special.mask, pieces.mask);
    set(special.classification, pieces.classification);
    set(special.separator, pieces.separator);
    set(special.endOfText, pieces.end);
    set(special.begin, pieces.begin);
    // a byte-level tokenizer's <|endoftext|> is named unk_token too, but nothing is unknown to it
    if (parts.unknown) special.unknown = parts.unknown;
    if (m_settings.begin && parts.vocabulary->has(static_cast<TokenId>(*m_settings.begin)) && !special.begin)
      special.begin = static_cast<TokenId>(*m_settings.begin);
    setEnds(*parts.vocabulary, special);
    return special;
  }

  void setEnds(const Vocabulary& vocabulary, SpecialTokens& special) const {
    std::vector<TokenId> ends;
    for (const std::int64_t id : m_settings.ends)
      if (id < vocabulary.size() && vocabulary.has(static_cast<TokenId>(id))) ends.push_back(static_cast<TokenId>(id));
    if (ends.empty()) return;
    special.endOfText = ends.front();
    special.otherEnds.assign(ends.begin() + 1, ends.end());
  }

  /// No file names a special token: those that this program's own folders mark as added and spell so. A translator's
  /// </s> and <pad> are Marian's, of whatever file.
  [[nodiscard]] SpecialTokens ownSpellings(const Parts& parts) const {
    if (m_use.translates) return parts.special;
    const auto added = [&](std::string_view piece) -> std::optional<TokenId> {
      const auto found = std::find_if(parts.added.begin(), parts.added.end(),
                                      [&](const AddedToken& token) { return token.content == piece; });
      return found == parts.added.end() ? std::nullopt : std::optional<TokenId>(found->id);
    };
    SpecialTokens special;
    special.padding = added("[PAD]");
    special.mask = added("[MASK]");
    special.classification = added("[CLS]");
    special.separator = added("[SEP]");
    special.endOfText = added("<|endoftext|>");
    return special;
  }

  void setFrame(Parts& parts) const {
    TokenFrame& frame = parts.frame;
    const SpecialTokens& special = parts.special;
    if (m_settings.addBegin.value_or(false) && frame.before.empty() && special.begin) frame.before = {*special.begin};
    if (m_settings.addEnd.value_or(false) && frame.after.empty() && special.endOfText)
      frame.after = {*special.endOfText};
    if (m_use.continues) frame.after.clear();
  }

  const TokenizerSettings& m_settings;
  const TokenizerUse& m_use;
};

std::shared_ptr<const Tokenizer> applied(const PipelineTokenizer& tokenizer, const SettingsApplier& applier) {
  TokenizerStages stages = tokenizer.stages();
  Parts parts{std::move(stages.vocabulary), std::move(stages.added), std::nullopt,
              std::move(stages.frame),      tokenizer.special(),     stages.special.has_value()};
  if (!stages.unknownPiece.empty()) parts.unknown = parts.vocabulary->find(stages.unknownPiece);
  applier.apply(parts);
  applier.apply(stages);
  stages.vocabulary = std::move(parts.vocabulary);
  stages.added = std::move(parts.added);
  stages.frame = std::move(parts.frame);
  stages.special = parts.special;
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

std::shared_ptr<const Tokenizer> applied(const WordLevelTokenizer& tokenizer, const SettingsApplier& applier) {
  Parts parts{std::make_shared<const Vocabulary>(tokenizer.vocabulary()), tokenizer.addedTokenFlags(),
              tokenizer.find(tokenizer.unknownPiece()), tokenizer.frame(), tokenizer.special()};
  applier.apply(parts);
  WordLevelOptions options;
  options.split = tokenizer.split();
  options.unknownPiece = tokenizer.unknownPiece();
  options.addedPieces.emplace();  // none, unless there are flags
  options.addedTokens = std::move(parts.added);
  options.frame = std::move(parts.frame);
  options.special = parts.special;
  return std::make_shared<const WordLevelTokenizer>(parts.vocabulary->pieces(), std::move(options));
}

}  // namespace

std::shared_ptr<const Tokenizer> withSettings(std::shared_ptr<const Tokenizer> tokenizer,
                                              const TokenizerSettings& settings, const TokenizerUse& use) {
  const SettingsApplier applier(settings, use);
  if (const auto* pipeline = dynamic_cast<const PipelineTokenizer*>(tokenizer.get()))
    return applied(*pipeline, applier);
  if (const auto* words = dynamic_cast<const WordLevelTokenizer*>(tokenizer.get())) return applied(*words, applier);
  return tokenizer;
}

}  // namespace headlight
