#pragma once
// Calculating with words: "king - man + woman" as a vector, "man -> woman" as a direction.

#include <string_view>
#include <vector>

#include "analysis/projection/chosen_axes.h"
#include "tensor/function_ref.h"
#include "tensor/matrix.h"

namespace headlight {

/// The row of a word, -1 if there is none.
using FindWord = FunctionRef<Index(std::string_view word)>;

struct WordSum {
  RowVector<float> vector;   ///< [d]
  std::vector<Index> words;  ///< rows of the sum, rising: an answer is none of them
};

/// Words with " + " and " - " between them (also "−"), summed after each was brought to length 1, as analogies are
/// found by cosine (Mikolov, Yih and Zweig 2013, section 4; 3CosAdd of Levy and Goldberg 2014). A word may hold a
/// hyphen: only one with spaces around it is a minus. Pure. Throws Error "analysis.words" for what is no sum,
/// "analysis.no_such_word".
[[nodiscard]] WordSum wordSum(ConstMatrixRef<float> rows, std::string_view text, FindWord find);

/// "man -> woman" (or "→"): from the first vector to the second, 0 half-way between them. "king, man -> queen, woman":
/// between the means. "cat": from the origin towards its vector. Pure. Throws Error "analysis.word_axis" for what is no
/// axis, "analysis.no_such_word", "analysis.no_direction".
[[nodiscard]] NamedDirection wordAxis(ConstMatrixRef<float> rows, std::string_view text, FindWord find);

}  // namespace headlight
