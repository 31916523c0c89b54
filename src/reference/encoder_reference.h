#pragma once
// The encoder's forward pass a second time: in double precision, one sentence, no threads, loops instead of kernels. It
// is written for reading, beside the paper, and shares nothing with the fast one but the parameters.
//
// Devlin and others, "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding" (2019).

#include <cstdint>
#include <span>
#include <vector>

#include "reference/decoder_reference.h"

namespace headlight {

/// Every hook point of the encoder (docs/reference/hook_points.md), in the order of the run; the last one
/// (`unembed.hook_out`) holds the logits [T, V] of all positions.
/// tokens [T], 1 ≤ T ≤ n_ctx, ids inside the vocabulary; segments [T], or empty for 0 everywhere.
/// Throws Error "model.kind_not_supported" for other kinds.
[[nodiscard]] std::vector<ReferenceValue> encoderReference(const ModelConfig& config, const Parameters& parameters,
                                                           std::span<const TokenId> tokens,
                                                           std::span<const std::int32_t> segments = {});

}  // namespace headlight
