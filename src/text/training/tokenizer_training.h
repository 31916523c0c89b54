#pragma once
// What the trainings of all subword tokenizers share.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace headlight {

/// A document; its words count `weight` times, so that a small corpus can count as often as it will be trained on.
/// Texts of weight 0 or less do not count.
struct WeightedText {
  std::string_view text;
  std::int64_t weight = 1;
};

/// Told now and then, on the calling thread, how much of the work is done (`done` of `total`, both in units of the
/// algorithm, never decreasing). Returning false cancels: the training throws Error "cancelled".
using TokenizerProgress = std::function<bool(std::size_t done, std::size_t total)>;

}  // namespace headlight
