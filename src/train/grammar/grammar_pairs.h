#pragma once
// Sentences and their translations from a grammar of pairs, for the training of an encoder-decoder.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "train/batches/pair_batches.h"
#include "train/grammar/grammar.h"

namespace headlight {

/// `count` pairs with distinct sources, none of which the grammar keeps out: a pure function of the arguments, on any
/// thread. Throws Error "grammar.slot" {slot, template} for a slot that the grammar does not know, "grammar.too_few"
/// {name, count, found} if so many draws in a row find nothing new that there are hardly more.
[[nodiscard]] std::vector<TextPair> grammarPairs(const Grammar& grammar, std::size_t count, std::uint64_t seed);

}  // namespace headlight
