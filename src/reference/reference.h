#pragma once
// The double-precision reference of any kind of model, as `headlight check` holds the fast one against it.

#include <cstdint>
#include <span>
#include <vector>

#include "reference/decoder_reference.h"

namespace headlight {

/// What a run was about.
struct ReferenceInput {
  std::span<const TokenId> tokens{};         ///< the sequence; of an encoder-decoder the target, start token first
  std::span<const TokenId> source{};         ///< encoder-decoder only
  std::span<const std::int32_t> segments{};  ///< encoder only; empty: 0 everywhere
};

/// Every hook point of the model in the order of the run, by `config.kind`. Sequences have 1 to n_ctx tokens, ids
/// inside the vocabulary. Throws Error "model.kind_not_supported" for a family that has no row in reference.cpp.
[[nodiscard]] std::vector<ReferenceValue> referenceFor(const ModelConfig& config, const Parameters& parameters,
                                                       const ReferenceInput& input);

}  // namespace headlight
