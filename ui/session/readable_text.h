#pragma once
// Whether a model's tokenizer has the words of a text, and which sample models have them. Any thread.

#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace headlight {

struct ReadShare {
  std::size_t words = 0;    ///< tokens of the text itself, without those that the tokenizer puts around it
  std::size_t unknown = 0;  ///< of them: read as [UNK] or the like

  /// At least half of the text reaches the model. Of an unreadable text the numbers would be about nothing but [UNK].
  [[nodiscard]] bool isReadable() const { return 2 * unknown <= words; }
};
[[nodiscard]] ReadShare readShare(const std::vector<Token>& tokens);

/// The names of the sample models whose tokenizers have every word of the text, tried one by one.
[[nodiscard]] std::vector<std::string> sampleModelsThatRead(std::string_view text);

}  // namespace headlight
