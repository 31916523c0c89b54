#pragma once
// A unigram language model over pieces of words, learnt from text (Kudo 2018).

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "text/tokenizer.h"
#include "text/training/tokenizer_training.h"

namespace headlight {

struct UnigramPiece {
  std::string piece;          ///< UTF-8; a space before a word is spelled ▁ (U+2581)
  double logProbability = 0;  ///< natural logarithm; 0 for special tokens
};

struct UnigramTrainingOptions {
  std::int32_t vocabSize = 0;  ///< at most, special tokens included
  /// As Marian models have them: </s> is id 0, <unk> id 1, <pad> the last.
  std::vector<std::string> firstSpecials{"</s>", "<unk>"};
  std::vector<std::string> lastSpecials{"<pad>"};
  std::string unknownPiece = "<unk>";    ///< one of the specials
  std::size_t longestPiece = 16;         ///< characters
  std::size_t longestChinesePiece = 4;   ///< characters of a piece in Chinese or Japanese: words, not whole sentences
  std::int64_t leastCharacterCount = 2;  ///< characters that occur less often become unknown
  std::size_t seedPieces = 200'000;      ///< frequent substrings that the pruning starts from
  double keptShare = 0.75;               ///< of the pieces, in each pruning
  int roundsPerPruning = 2;              ///< of expectation and maximization
};

struct TrainedUnigram {
  std::vector<UnigramPiece> vocabulary;  ///< in id order: first specials, pieces by falling probability, last specials
  std::vector<std::string> specials;
  std::string unknownPiece;
};

/// Learns pieces and their probabilities: frequent substrings of words (white space ends a word, ▁ is before it;
/// Chinese runs on until white space or punctuation), rounds of expectation and maximization, prunings of the pieces
/// whose absence costs the least likelihood, until `vocabSize`. Single characters are never pruned while they occur
/// `leastCharacterCount` times, the most frequent first if not all fit. Deterministic, one thread.
/// Throws Error "text.vocabulary_too_small", "text.no_text", "text.unknown_piece_missing", "cancelled".
[[nodiscard]] TrainedUnigram trainUnigram(std::span<const WeightedText> texts, const UnigramTrainingOptions& options,
                                          const TokenizerProgress& progress = {});

struct UnigramFrame {
  bool appendEndOfText = false;  ///< encode() closes every text with </s>, as Marian's tokenizers do
};

/// The tokenizer of a training, ready to encode and to be written by tokenizerJson
/// (formats/tokenizers/tokenizer_json.h).
[[nodiscard]] std::shared_ptr<const Tokenizer> makeUnigram(const TrainedUnigram& trained, UnigramFrame frame = {});

}  // namespace headlight
