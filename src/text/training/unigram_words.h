#pragma once
// From texts to the counted words and frequent substrings that a unigram model is learnt from.

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "text/stages/normalizers.h"
#include "text/stages/pre_tokenizers.h"
#include "text/training/unigram_training.h"

namespace headlight {

/// What our unigram tokenizers do before their model: control characters become spaces, NFC; white space ends a
/// pre-token and ▁ begins one.
[[nodiscard]] std::vector<Normalizer> unigramNormalizers();
[[nodiscard]] std::vector<PreTokenizer> unigramPreTokenizers();

using CountedTexts = std::vector<std::pair<std::string, std::int64_t>>;  ///< in order of their bytes, each once

/// Runs of characters that pieces never go beyond: letters with the ▁ before them, Chinese or Japanese characters,
/// digits, others. `specials` are split out of the texts and not counted.
[[nodiscard]] CountedTexts countUnigramWords(std::span<const WeightedText> texts,
                                             std::span<const std::string> specials);

/// Characters that occur at least so often, the most frequent first (ties by code point), at most `most`.
[[nodiscard]] CountedTexts frequentCharacters(const CountedTexts& words, std::int64_t leastCount, std::size_t most);

/// Cuts characters out of the words that are not among `characters`.
[[nodiscard]] CountedTexts withoutOtherCharacters(const CountedTexts& words, const CountedTexts& characters);

/// Substrings of 2 to `longest` characters, of Chinese words to `longestChinese`, that occur at least twice; the `most`
/// with the greatest count times length (ties by bytes).
[[nodiscard]] CountedTexts frequentSubstrings(const CountedTexts& words, std::size_t longest,
                                              std::size_t longestChinese, std::size_t most);

}  // namespace headlight
