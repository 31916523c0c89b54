#pragma once
// What a head does most, in a word.

#include <cstddef>
#include <optional>

namespace headlight {

/// The role, and the measure that says so (analysis/attention/head_measures.h).
struct HeadLabel {
  enum class Kind {
    None,
    PreviousToken,
    SameToken,
    FirstToken,
    Induction,
    Punctuation,
    ContentWord,
    Broad
  } kind = Kind::None;
  double value = 0;                  ///< of that measure on the prompt, 0 to 1
  std::optional<double> onProbes{};  ///< of that measure on the fixed probe set
  bool isOfProbes = false;           ///< `value` is that of the probe set: the prompt cannot tell
  double chance = 0;                 ///< what rows spread evenly have where `value` was measured; of Broad 1
  std::ptrdiff_t key = -1;           ///< of ContentWord: the key that the last row looks at
  bool operator==(const HeadLabel&) const = default;
};

}  // namespace headlight
