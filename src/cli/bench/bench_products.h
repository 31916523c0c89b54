#pragma once
// The matrix products of a training step and nothing else: how far a step is from them.

#include "models/model_config.h"
#include "tensor/thread_pool.h"

namespace headlight::bench {

/// Seconds that the products of one step (forward, inputs' gradients, weights' gradients) on `batch` rows of `length`
/// positions take, evenly on the pool's threads: those of the layers and of the head, and a decoder's attention.
/// A recurrent net's hidden products are counted as if all positions could be computed at once. The median of several.
/// Decoders and recurrent nets.
[[nodiscard]] double secondsOfProducts(const ModelConfig& config, Index batch, Index length, ThreadPool& pool);

}  // namespace headlight::bench
