#pragma once
// A tokenizer as Hugging Face's library composes it: added tokens are split out, the rest is normalized, cut into
// pre-tokens and given to the model; what comes out is framed. Decoders lead back.

#include <memory>
#include <string>
#include <vector>

#include "text/stages/added_tokens.h"
#include "text/stages/decoders.h"
#include "text/stages/normalizers.h"
#include "text/stages/pre_tokenizers.h"
#include "text/stages/token_frame.h"
#include "text/token_model.h"
#include "text/tokenizer.h"
#include "text/vocabulary.h"

namespace headlight {

struct TokenizerStages {
  std::shared_ptr<const Vocabulary> vocabulary;  ///< of the model and of all added tokens
  std::vector<AddedToken> added;
  std::vector<Normalizer> normalizers;
  std::vector<PreTokenizer> preTokenizers;
  std::shared_ptr<const TokenModel> model;
  TokenFrame frame;
  std::vector<Decoder> decoders;
  std::string unknownPiece;  ///< empty: nothing is unknown
  /// Where files say which tokens are special; absent: as this program's own files spell them (findSpecialTokens).
  std::optional<SpecialTokens> special{};
};

/// Receives the stages of an encoding, in their order; what it receives lives only for the call.
class EncodingObserver {
 public:
  virtual ~EncodingObserver() = default;
  /// An added token was matched at these bytes of the text.
  virtual void onAdded(ByteRange origin, TokenId id) = 0;
  /// Plain text, normalized.
  virtual void onPlain(ByteRange origin, std::string_view normalized) = 0;
  /// A pre-token of it; its tokens are `tokenCount` from `firstToken` on.
  virtual void onPreToken(ByteRange origin, std::string_view preToken, std::size_t firstToken,
                          std::size_t tokenCount) = 0;
};

class PipelineTokenizer : public Tokenizer {
 public:
  /// Throws Error "text.added_piece_missing" if an added token or one of the frame is not in the vocabulary,
  /// "text.unknown_piece_missing".
  explicit PipelineTokenizer(TokenizerStages stages);

  [[nodiscard]] std::vector<Token> encode(std::string_view text) const override;
  /// The same, watched.
  [[nodiscard]] std::vector<Token> encode(std::string_view text, EncodingObserver& observer) const;
  [[nodiscard]] std::string decode(std::span<const TokenId> ids) const override;
  /// The same before invalid UTF-8 is replaced: of a byte-level tokenizer the very bytes that were encoded.
  [[nodiscard]] std::string decodeBytes(std::span<const TokenId> ids) const;

  [[nodiscard]] std::int32_t vocabSize() const override { return m_stages.vocabulary->size(); }
  [[nodiscard]] const std::string& piece(TokenId id) const override { return m_stages.vocabulary->piece(id); }
  [[nodiscard]] std::string text(TokenId id) const override;
  [[nodiscard]] std::string bytes(TokenId id) const override { return m_bytes.at(static_cast<std::size_t>(id)); }
  [[nodiscard]] std::optional<TokenId> find(std::string_view piece) const override {
    return m_stages.vocabulary->find(piece);
  }
  [[nodiscard]] const SpecialTokens& special() const override { return m_special; }
  [[nodiscard]] bool has(TokenId id) const override { return m_stages.vocabulary->has(id); }

  [[nodiscard]] const TokenizerStages& stages() const { return m_stages; }

 private:
  void checkStages() const;
  void fillTables();
  [[nodiscard]] Token token(TokenId id, ByteRange range) const;
  /// The work of one encode().
  struct Encoding {
    std::string_view whole;
    PieceEncoder& encoder;
    EncodingObserver* observer;
    std::vector<Token> tokens;
  };
  [[nodiscard]] std::vector<Token> encodeObserved(std::string_view text, EncodingObserver* observer) const;
  void addAdded(TokenId id, ByteRange range, Encoding& encoding) const;
  void encodePart(std::string_view part, std::size_t offset, Encoding& encoding) const;
  void encodeNormalized(AlignedText text, Encoding& encoding) const;
  void encodePreToken(const PreTokens& preTokens, ByteRange range, Encoding& encoding,
                      std::vector<ModelToken>& found) const;

  TokenizerStages m_stages;
  SpecialTokens m_special;
  AddedTokenMatcher m_typed;       ///< those that are looked for in the text as it was typed
  AddedTokenMatcher m_normalized;  ///< and those in the normalized text
  std::vector<std::string> m_bytes;
  std::vector<bool> m_isText;  ///< whether m_bytes is valid UTF-8
};

}  // namespace headlight
