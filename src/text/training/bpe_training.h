#pragma once
// Byte pair encoding learnt from text (Sennrich, Haddow and Birch 2016) over bytes (Radford and others 2019).

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "text/tokenizer.h"
#include "text/training/tokenizer_training.h"

namespace headlight {

/// One merge, in the order of learning. Pieces are spelled in the byte alphabet (byte_alphabet.h): "Ġt" is " t".
struct LearntMerge {
  std::string left;
  std::string right;
  std::int64_t count = 0;  ///< how often the pair stood in the texts when it was merged
};

struct TrainedBpe {
  std::vector<std::string>
      vocabulary;                   ///< in id order: the 256 bytes in GPT-2's order, what the merges made, the specials
  std::vector<LearntMerge> merges;  ///< in the order of learning
  std::vector<std::string> specials;  ///< the last ids
};

/// Learns merges until the vocabulary has `vocabSize` pieces, specials included, or no pair occurs twice. Texts are
/// split by GPT-2's pattern first (merges never cross it); specials in the texts are split out and not learnt from.
/// Pre-tokens of more than 1,000 bytes are no words and do not count. It always merges the most frequent pair,
/// of equals the one with the smaller ids: the same on every machine. One thread; about 5 MB in a few seconds. Throws
/// Error "text.vocabulary_too_small" below 256 + specials, "cancelled".
[[nodiscard]] TrainedBpe trainByteLevelBpe(std::span<const WeightedText> texts, std::int32_t vocabSize,
                                           std::span<const std::string> specials = {},
                                           const TokenizerProgress& progress = {});

/// The tokenizer of a training, ready to encode and to be written by tokenizerJson
/// (formats/tokenizers/tokenizer_json.h).
[[nodiscard]] std::shared_ptr<const Tokenizer> makeByteLevelBpe(const TrainedBpe& trained);

}  // namespace headlight
