#pragma once
// What an unknown word costs. A model that answers every rare word with [UNK] must not look better than one that knows
// the words, so an unknown word is scored as -log P([UNK]) by the model, plus the cost of spelling it here.
//
// The spelling model draws characters independently until an end sign. Their probabilities come from the vocabulary
// (each word of it once), with one added to every count (Laplace) and one count for "a character never seen", which is
// then uniform over all of Unicode's code points:
//   P(c) = (n_c + 1) / N,   P(unseen c) = 1 / (N · 1,114,112),   N = sum of all counts.
// It does not look at the text that is measured. P([UNK]) is that of the full softmax, although [UNK] is never drawn.

#include <string_view>
#include <unordered_map>

#include "text/tokenizer.h"

namespace headlight {

/// Immutable after construction; any thread.
class SpellingCost {
 public:
  explicit SpellingCost(const Tokenizer& tokenizer);
  /// Nats to spell `word` (UTF-8) and to end it.
  [[nodiscard]] double nats(std::string_view word) const;

 private:
  std::unordered_map<char32_t, double> m_counts;
  double m_endCount = 1;
  double m_total = 0;
};

}  // namespace headlight
