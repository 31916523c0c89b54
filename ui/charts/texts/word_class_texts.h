#pragma once
// The classes of words that the sample models' lexicons name, for the translation.

#include <span>

namespace headlight {

/// As a lexicon writes them, in English; sources of the translation's context "FigureTexts". Any thread.
[[nodiscard]] std::span<const char* const> wordClassNames();

}  // namespace headlight
