#pragma once
// Attention of one forward call with its hook points, for every mask and for self- and cross-attention.
//
// Letters: T queries, K keys, C = d_model, H heads, D = d_head.

#include <span>

#include "models/block/block_hooks.h"
#include "models/parts/hook_run.h"
#include "tensor/matrix.h"

namespace headlight {

enum class AttentionMask {
  None,   ///< every query sees every key
  Causal  ///< the last query is the newest key; none sees keys behind its own
};

/// What attention reads and writes. Heads lie side by side in the rows of q, keys, values and z.
struct AttentionRows {
  Index heads = 0;
  MatrixMap<float> q{nullptr, 0, 0};            ///< [T, C]
  ConstMatrixMap<float> keys{nullptr, 0, 0};    ///< [K, C]
  ConstMatrixMap<float> values{nullptr, 0, 0};  ///< [K, C]
  float* scores = nullptr;                      ///< [H, T, K]; then the pattern
  MatrixMap<float> z{nullptr, 0, 0};            ///< [T, C]
  AttentionMask mask = AttentionMask::None;
  bool scaled = true;  ///< scores divided by sqrt(D)
  float divisor = 1;   ///< scores divided by it too
};

/// Score, mask, softmax, mix, each offered to the hooks.
void attend(const AttentionRows& rows, const AttentionPoints& points, HookRun& hooks, ThreadPool* pool);

/// out [T, C] = z · weight + bias. If somebody looks at `resultPoint`, by the sum of what each head adds, [T, H, C].
void attentionOutput(Index heads, MatrixMap<float> z, const WeightView& weight, std::span<const float> bias,
                     int resultPoint, HookRun& hooks, ThreadPool* pool, MatrixMap<float> out);

}  // namespace headlight
