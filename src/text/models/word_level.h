#pragma once
// A tokenizer that knows whole words: Hugging Face's WordLevel model behind the pre-tokenizer
// Sequence[WhitespaceSplit, Punctuation(isolated)], with the added tokens matched literally first.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/error.h"
#include "text/stages/added_tokens.h"
#include "text/stages/token_frame.h"
#include "text/tokenizer.h"
#include "text/vocabulary.h"

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
  /// The same with their flags, instead of addedPieces if it is not empty.
  std::vector<AddedToken> addedTokens{};
  /// Around every encoded text; ids of the vocabulary.
  TokenFrame frame{};
  /// Where files say which tokens are special; absent: as this program's own files spell them (findSpecialTokens).
  std::optional<SpecialTokens> special{};
};

class WordLevelTokenizer : public Tokenizer {
 public:
  /// `vocabulary` in id order. Throws Error "text.vocabulary_empty", "text.vocabulary_duplicate",
  /// "text.vocabulary_invalid_utf8", "text.unknown_piece_missing", "text.added_piece_missing".
  explicit WordLevelTokenizer(std::vector<std::string> vocabulary, WordLevelOptions options = {});

  [[nodiscard]] std::vector<Token> encode(std::string_view text) const override;
  /// Readable text: spaces as a person would set them (see joining.h). Ids outside the vocabulary are left out.
  [[nodiscard]] std::string decode(std::span<const TokenId> ids) const override;
  [[nodiscard]] std::int32_t vocabSize() const override { return m_vocabulary.size(); }
  [[nodiscard]] const std::string& piece(TokenId id) const override { return m_vocabulary.piece(id); }
  [[nodiscard]] std::string text(TokenId id) const override { return m_vocabulary.piece(id); }
  [[nodiscard]] std::optional<TokenId> find(std::string_view piece) const override { return m_vocabulary.find(piece); }
  [[nodiscard]] const SpecialTokens& special() const override { return m_special; }

  [[nodiscard]] const std::vector<std::string>& vocabulary() const { return m_vocabulary.pieces(); }
  [[nodiscard]] WordSplit split() const { return m_split; }
  [[nodiscard]] const std::string& unknownPiece() const { return piece(m_unknown); }
  /// In id order.
  [[nodiscard]] const std::vector<TokenId>& addedTokens() const { return m_addedIds; }
  [[nodiscard]] const std::vector<AddedToken>& addedTokenFlags() const { return m_added; }
  [[nodiscard]] const TokenFrame& frame() const { return m_frame; }

 private:
  void setAddedTokens(const WordLevelOptions& options);
  void checkFrame() const;
  [[nodiscard]] Token addedToken(TokenId id, ByteRange range) const;
  void encodeWords(std::string_view text, std::size_t offset, std::vector<Token>& tokens) const;
  [[nodiscard]] Token wordToken(std::string_view word, std::size_t begin) const;

  Vocabulary m_vocabulary;
  std::vector<AddedToken> m_added;  ///< in id order
  std::vector<TokenId> m_addedIds;
  AddedTokenMatcher m_matcher;
  SpecialTokens m_special;
  TokenId m_unknown = 0;
  WordSplit m_split;
  TokenFrame m_frame;
};

/// The same tokenizer, but every encoded text has a frame: [CLS] text [SEP]. Throws Error
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
