#pragma once
// How a text was split, as a table for people and as JSON for programs (text/split_trace.h).

#include <nlohmann/json.hpp>
#include <ostream>

#include "text/split_trace.h"
#include "text/tokenizer.h"

namespace headlight {

/// {"algorithm", "text", "cut", "parts": [{"begin", "end", "added"? | "normalized", "pre_tokens": [{"begin", "end",
/// "text", "ids", and "merges", "lattice" or "matches"}]}]}. Bytes that are no valid UTF-8 are shown as U+FFFD.
[[nodiscard]] nlohmann::ordered_json traceJson(const SplitTrace& trace, const Tokenizer& tokenizer);

/// One line a step: each merge with the pieces after it; each candidate of the lattice with its score, the best path
/// marked by a star; each longest match.
void printTrace(const SplitTrace& trace, const Tokenizer& tokenizer, std::ostream& out);

}  // namespace headlight
