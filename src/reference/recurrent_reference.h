#pragma once
// The recurrent nets' forward pass a second time: in double precision, one sequence, no threads, loops instead of
// kernels. It is written for reading, beside torch.nn's documentation of RNN, LSTM and GRU, and shares nothing with the
// fast one but the parameters.
//
// Elman, "Finding structure in time" (1990); Hochreiter and Schmidhuber, "Long short-term memory" (1997); Cho and
// others, "Learning phrase representations using RNN encoder-decoder" (2014).

#include <span>
#include <vector>

#include "reference/decoder_reference.h"

namespace headlight {

/// Every hook point of the recurrent nets (docs/reference/hook_points.md), in the order of the run, from the zero
/// state; the last one
/// (`unembed.hook_out`) holds the logits [T, V] of all positions.
/// tokens [T], 1 ≤ T ≤ n_ctx, ids inside the vocabulary.
/// Throws Error "model.kind_not_supported" for other kinds.
[[nodiscard]] std::vector<ReferenceValue> recurrentReference(const ModelConfig& config, const Parameters& parameters,
                                                             std::span<const TokenId> tokens);

}  // namespace headlight
