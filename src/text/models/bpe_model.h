#pragma once
// Byte pair encoding over bytes, as GPT-2 has it (Sennrich, Haddow and Birch 2016; Radford and others 2019).

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

class BpeModel : public TokenModel {
 public:
  /// `merges` in rank order, pieces as the vocabulary spells them (byte_alphabet.h). A byte without a piece becomes
  /// `unknown`, or is left out if there is none. Throws Error "text.merge_unknown_piece".
  BpeModel(std::shared_ptr<const Vocabulary> vocabulary, const std::vector<std::pair<std::string, std::string>>& merges,
           std::optional<TokenId> unknown = std::nullopt);

  [[nodiscard]] std::unique_ptr<PieceEncoder> newEncoder() const override;
  [[nodiscard]] const std::vector<BpeMerge>& merges() const { return m_merges; }
  [[nodiscard]] std::optional<TokenId> unknown() const { return m_unknown; }

  /// Rank of merging two neighbours and what comes out; nullptr if they never merge.
  struct Rule {
    std::int32_t rank = 0;
    TokenId merged = 0;
  };
  [[nodiscard]] const Rule* rule(TokenId left, TokenId right) const { return m_rules.find(pairKey(left, right)); }
  /// -1: the vocabulary lacks this byte.
  [[nodiscard]] TokenId byteToken(char byte) const { return m_byteTokens[static_cast<unsigned char>(byte)]; }
  [[nodiscard]] bool hasEveryByte() const;
  /// A merge that encoding a pre-token did.
  struct Step {
    std::int32_t rank = 0;
    std::size_t place = 0;  ///< of the left one among the tokens before this merge
    BpeMerge merge;
  };
  /// The tokens of a pre-token before the first merge, and every merge in the order in which it was done.
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

  std::shared_ptr<const Vocabulary> m_vocabulary;
  std::optional<TokenId> m_unknown;
  std::array<TokenId, 256> m_byteTokens{};
  std::vector<BpeMerge> m_merges;
  FlatTable<Rule> m_rules;
  std::unordered_map<std::string, TokenId, TextHash, std::equal_to<>> m_wholeTokens;
};

}  // namespace headlight
