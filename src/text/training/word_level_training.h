#pragma once
// From counted words to a vocabulary.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/models/word_level.h"

namespace headlight {

/// Counts words as the tokenizer will split them; the special pieces themselves are not counted.
class WordCounter {
 public:
  /// `weight` lets a small corpus count as often as it will be trained on.
  void add(std::string_view text, std::int64_t weight = 1);
  [[nodiscard]] std::int64_t count(std::string_view word) const;
  [[nodiscard]] std::int64_t total() const { return m_total; }
  /// Most frequent first, ties by their bytes: the same on every machine.
  [[nodiscard]] std::vector<std::pair<std::string, std::int64_t>> sorted() const;

 private:
  std::unordered_map<std::string, std::int64_t> m_counts;
  std::int64_t m_total = 0;
};

/// At most `size` pieces: the special ones first, then every word of `required` and the most frequent of the others,
/// together ordered by frequency (ties by bytes). Words with replacement characters are never taken.
/// Throws Error "text.vocabulary_too_small" if the required words do not fit.
[[nodiscard]] std::vector<std::string> buildVocabulary(const WordCounter& counter, std::int32_t size,
                                                       const std::vector<std::string>& required = {});

}  // namespace headlight
