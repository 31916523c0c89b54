#pragma once
// The encoder-decoder's forward pass a second time: in double precision, one pair, no cache, no threads, loops instead
// of kernels. It is written for reading, beside the paper, and shares nothing with the fast one but the parameters.
//
// Vaswani and others, "Attention Is All You Need" (2017); the layout of the position table is Hugging Face's Marian.

#include <span>
#include <vector>

#include "reference/decoder_reference.h"

namespace headlight {

/// Every hook point of the encoder-decoder (docs/reference/hook_points.md), in the order of the run; the last one
/// (`unembed.hook_out`) holds the logits [T, V] of all positions of the target.
/// source [S] and target [T], 1 ≤ S, T ≤ n_ctx, ids inside the vocabulary; the target begins with the start token.
/// Throws Error "model.kind_not_supported" for other kinds.
[[nodiscard]] std::vector<ReferenceValue> encoderDecoderReference(const ModelConfig& config,
                                                                  const Parameters& parameters,
                                                                  std::span<const TokenId> source,
                                                                  std::span<const TokenId> target);

}  // namespace headlight
