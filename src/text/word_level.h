#pragma once
// A tokenizer that knows whole words: Hugging Face's WordLevel model behind the pre-tokenizer
// Sequence[WhitespaceSplit, Punctuation(isolated)], with the added tokens matched literally first.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tensor/error.h"
#include "text/tokenizer.h"

namespace headlight {

/// Ids 0 to 5 of every vocabulary of ours, in this order. Later kinds of models share them.
inline constexpr std::string_view kSpecialPieces[] = {"[UNK]", "[PAD]", "[MASK]", "[CLS]", "[SEP]", "<|endoftext|>"};

enum class WordSplit {
  SpacesAndPunctuation,  ///< Sequence[WhitespaceSplit, Punctuation(isolated)], the same as BertPreTokenizer
  Spaces,                ///< WhitespaceSplit
  WordRuns,              ///< Whitespace: the regular expression \w+|[^\w\s]+
};

/// Where a word of a text begins and ends, in bytes.
struct WordSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The words of `text` without regard to a vocabulary or to added tokens.
[[nodiscard]] std::vector<WordSpan> splitWords(std::string_view text, WordSplit split);

struct WordLevelOptions {
  WordSplit split = WordSplit::SpacesAndPunctuation;
  std::string unknownPiece = "[UNK]";
  /// Pieces that are matched literally, before the text is split; the longest at the leftmost place wins. Each must be
  /// in the vocabulary. Absent: those of kSpecialPieces that the vocabulary has.
  std::optional<std::vector<std::string>> addedPieces;
};

class WordLevelTokenizer : public Tokenizer {
 public:
  /// `vocabulary` in id order. Throws Error "text.vocabulary_empty", "text.vocabulary_duplicate",
  /// "text.vocabulary_invalid_utf8", "text.unknown_piece_missing", "text.added_piece_missing".
  explicit WordLevelTokenizer(std::vector<std::string> vocabulary, WordLevelOptions options = {});
  WordLevelTokenizer(const WordLevelTokenizer&) = delete;  // the table of ids points into the vocabulary
  WordLevelTokenizer& operator=(const WordLevelTokenizer&) = delete;

  [[nodiscard]] std::vector<Token> encode(std::string_view text) const override;
  /// Readable text: spaces as a person would set them (see joining.h). Ids outside the vocabulary are left out.
  [[nodiscard]] std::string decode(std::span<const TokenId> ids) const override;
  [[nodiscard]] std::int32_t vocabSize() const override { return static_cast<std::int32_t>(m_vocabulary.size()); }
  [[nodiscard]] const std::string& piece(TokenId id) const override {
    return m_vocabulary.at(static_cast<std::size_t>(id));
  }
  [[nodiscard]] std::string text(TokenId id) const override { return m_vocabulary.at(static_cast<std::size_t>(id)); }
  [[nodiscard]] std::optional<TokenId> find(std::string_view piece) const override;
  [[nodiscard]] const SpecialTokens& special() const override { return m_special; }

  [[nodiscard]] const std::vector<std::string>& vocabulary() const { return m_vocabulary; }
  [[nodiscard]] WordSplit split() const { return m_split; }
  [[nodiscard]] const std::string& unknownPiece() const { return piece(*m_special.unknown); }
  /// In id order.
  [[nodiscard]] const std::vector<TokenId>& addedTokens() const { return m_added; }

 private:
  void checkVocabulary();
  void setAddedTokens(const std::optional<std::vector<std::string>>& pieces);
  void findSpecialTokens(const std::string& unknownPiece);
  [[nodiscard]] std::optional<TokenId> addedTokenAt(std::string_view text, std::size_t at) const;
  void encodeWords(std::string_view text, std::size_t offset, std::vector<Token>& tokens) const;
  [[nodiscard]] Token wordToken(std::string_view word, std::size_t begin) const;

  std::vector<std::string> m_vocabulary;
  std::unordered_map<std::string_view, TokenId> m_ids;  ///< keys point into m_vocabulary
  std::vector<TokenId> m_added;
  std::string m_addedFirstBytes;
  SpecialTokens m_special;
  WordSplit m_split;
};

/// The same tokenizer, but every encoded text stands in a frame: [CLS] text [SEP]. Throws Error
/// "text.added_piece_missing" if the vocabulary lacks one of the two.
[[nodiscard]] std::shared_ptr<const WordLevelTokenizer> framed(const WordLevelTokenizer& tokenizer);

/// How much of a text the vocabulary does not have. Added tokens (begin to end of text and the like) do not count.
struct UnknownShare {
  std::size_t words = 0;
  std::size_t unknown = 0;
  [[nodiscard]] double share() const {
    return words == 0 ? 0.0 : static_cast<double>(unknown) / static_cast<double>(words);
  }
};
[[nodiscard]] UnknownShare unknownShare(std::span<const Token> tokens, const SpecialTokens& special);

}  // namespace headlight
