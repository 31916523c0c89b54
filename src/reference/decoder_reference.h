#pragma once
// The decoder's forward pass a second time: in double precision, one sequence, no cache, no threads, loops instead of
// kernels. It is written for reading, beside the paper, and shares nothing with the fast one but the parameters, so
// that `headlight check` can hold every number on the screen against it.
//
// Radford and others, "Language Models are Unsupervised Multitask Learners" (2019); Vaswani and others, "Attention Is
// All You Need" (2017), equation 1; Ba and others, "Layer Normalization" (2016); Hendrycks and Gimpel (2016) for GELU.

#include <span>
#include <string>
#include <vector>

#include "models/model_config.h"
#include "models/parameters.h"
#include "tensor/token_id.h"

namespace headlight {

/// One hook point's value, without the batch axis, in C order.
struct ReferenceValue {
  std::string name;
  std::vector<Index> extents;
  std::vector<double> values;
};

/// Every hook point of the decoder (docs/reference/hook_points.md), in the order of the run, `attn.hook_result`
/// included; the last one (`unembed.hook_out`) holds the logits [T, V] of all positions. tokens [T], 1 ≤ T ≤ n_ctx, ids
/// inside the vocabulary. Throws Error "model.kind_not_supported" for other kinds than the decoder.
[[nodiscard]] std::vector<ReferenceValue> decoderReference(const ModelConfig& config, const Parameters& parameters,
                                                           std::span<const TokenId> tokens);

}  // namespace headlight
