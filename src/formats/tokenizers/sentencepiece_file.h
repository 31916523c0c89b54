#pragma once
// SentencePiece model files (source.spm, target.spm, spiece.model): a protobuf message "ModelProto", read by bounded
// code of our own after the published schema (google/sentencepiece, src/sentencepiece_model.proto, Apache-2.0).

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "formats/tokenizers/vocabulary_files.h"
#include "text/pipeline_tokenizer.h"

namespace headlight {

struct SentencePieceFile {
  enum class Algorithm { Unigram = 1, Bpe = 2, Word = 3, Char = 4 };
  enum class PieceType { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };
  struct Piece {
    std::string text;
    float score = 0;  ///< natural logarithm of its probability
    PieceType type = PieceType::Normal;
  };
  std::vector<Piece> pieces;  ///< in id order
  Algorithm algorithm = Algorithm::Unigram;
  bool byteFallback = false;
  bool treatWhitespaceAsSuffix = false;
  std::string normalizerName;      ///< "nmt_nfkc", "identity"
  std::string normalizerCharsmap;  ///< as Precompiled normalizers take it; empty: no change
  bool addDummyPrefix = true;
  bool removeExtraWhitespaces = true;
  bool escapeWhitespaces = true;
  std::string beginPiece = "<s>", endPiece = "</s>", paddingPiece = "<pad>";  ///< those that the file names so
};

/// Unknown fields are passed over. Throws Error "sentencepiece.damaged" {file, offset}, "sentencepiece.no_pieces".
[[nodiscard]] SentencePieceFile readSentencePieceFile(NamedBytes file);

struct SentencePieceOptions {
  bool appendEndOfText = true;  ///< closes every text with the file's </s>
  std::int64_t extraIds = 0;    ///< T5: <extra_id_0>, counted from the end, behind the pieces; at most 1000
  bool lowercase = false;       ///< before all else
};

/// A tokenizer whose ids are the pieces' places in the file, as T5 and XLNet count them. Its special tokens are those
/// that the file names so. Throws Error "tokenizer.not_supported" for other algorithms than Unigram, and those of
/// Vocabulary and UnigramModel.
[[nodiscard]] std::shared_ptr<const PipelineTokenizer> makeSentencePieceTokenizer(
    const SentencePieceFile& file, const std::string& fileName, const SentencePieceOptions& options = {});

/// Marian's: source.spm (or target.spm) cuts, vocab.json gives the ids; pieces that it does not have become <unk>, and
/// </s> closes every text (each as `names` has it). Codes of languages in it (>>deu<<) are added tokens. Decodes either
/// language. Throws as above and as json::parseGuarded, "tokenizer.bad_id", "tokenizer.duplicate_id",
/// "tokenizer.piece_missing".
[[nodiscard]] std::shared_ptr<const PipelineTokenizer> readMarianTokenizer(NamedBytes spm, NamedBytes vocabJson,
                                                                           const SpecialPieces& names = kMarianPieces);

}  // namespace headlight
