#pragma once
// Byte pair encoding (Sennrich, Haddow and Birch 2016), over bytes as GPT-2 has it (Radford and others 2019) or over
// characters.

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/models/flat_table.h"
#include "text/token_model.h"
#include "text/vocabulary.h"

namespace headlight {

/// Lets a table of strings be searched with a view.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// Two neighbouring tokens that become one. Of all that are possible in a pre-token, the one that comes first in the
/// list of merges (the lowest rank) is done first, of equals the leftmost.
struct BpeMerge {
  TokenId left = 0;
  TokenId right = 0;
  TokenId merged = 0;
};

/// The fields of Hugging Face's BPE model.
struct BpeOptions {
  /// What a pre-token is before the first merge. Bytes: the vocabulary spells each byte of the text by its letter
  /// (byte_alphabet.h). Characters: the text is spelled as the vocabulary is; only with these the fields below from
  /// `prefix` on have a meaning.
  enum class Unit { Bytes, Characters };
  Unit unit = Unit::Bytes;
  std::optional<TokenId> unknown{};  ///< for what has no piece; absent: it is left out
  bool ignoreMerges = false;         ///< a pre-token that is a piece as a whole is not taken apart
  std::string prefix{};              ///< of every character but the first ("continuing_subword_prefix")
  std::string suffix{};              ///< of the last character ("end_of_word_suffix")
  bool fuseUnknown = false;          ///< neighbours without a piece become one unknown token
  bool byteFallback = false;         ///< what has no piece becomes the pieces <0x00> to <0xFF>, where they are there
};

class BpeModel : public TokenModel {
 public:
  /// `merges` in rank order, pieces as the vocabulary spells them. Throws Error "text.merge_unknown_piece".
  BpeModel(std::shared_ptr<const Vocabulary> vocabulary, const std::vector<std::pair<std::string, std::string>>& merges,
           BpeOptions options = {});

  [[nodiscard]] std::unique_ptr<PieceEncoder> newEncoder() const override;
  [[nodiscard]] const Vocabulary& vocabulary() const { return *m_vocabulary; }
  [[nodiscard]] const std::vector<BpeMerge>& merges() const { return m_merges; }
  [[nodiscard]] const BpeOptions& options() const { return m_options; }
  [[nodiscard]] bool readsBytes() const { return m_options.unit == BpeOptions::Unit::Bytes; }

  /// Rank of merging two neighbours and what comes out; nullptr if they never merge.
  struct Rule {
    std::int32_t rank = 0;
    TokenId merged = 0;
  };
  [[nodiscard]] const Rule* rule(TokenId left, TokenId right) const { return m_rules.find(pairKey(left, right)); }
  /// -1: the vocabulary lacks this byte.
  [[nodiscard]] TokenId byteToken(char byte) const { return m_byteTokens[static_cast<unsigned char>(byte)]; }
  /// -1: there is no piece for this byte of a character without a piece.
  [[nodiscard]] TokenId fallbackToken(char byte) const { return m_fallback[static_cast<unsigned char>(byte)]; }
  [[nodiscard]] bool hasEveryByte() const;
  /// A merge that encoding a pre-token did.
  struct Step {
    std::int32_t rank = 0;
    std::size_t place = 0;  ///< of the left one among the tokens before this merge
    BpeMerge merge;
  };
  /// The tokens of a pre-token before the first merge (bytes, characters, or the whole where merges are ignored), and
  /// every merge in the order in which it was done.
  struct Steps {
    std::vector<ModelToken> bytes;
    std::vector<Step> merges;
  };
  [[nodiscard]] Steps steps(std::string_view preToken) const;
  /// The token that a whole pre-token is known to become; most words of a text are settled so.
  [[nodiscard]] std::optional<TokenId> wholeToken(std::string_view bytes) const;

 private:
  static std::uint64_t pairKey(TokenId left, TokenId right) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U | static_cast<std::uint32_t>(right);
  }
  void readMerges(const std::vector<std::pair<std::string, std::string>>& merges);
  void findWholeTokens();
  void takeWholePieces();

  std::shared_ptr<const Vocabulary> m_vocabulary;
  BpeOptions m_options;
  std::array<TokenId, 256> m_byteTokens{};
  std::array<TokenId, 256> m_fallback{};
  std::vector<BpeMerge> m_merges;
  FlatTable<Rule> m_rules;
  std::unordered_map<std::string, TokenId, TextHash, std::equal_to<>> m_wholeTokens;
};

}  // namespace headlight
