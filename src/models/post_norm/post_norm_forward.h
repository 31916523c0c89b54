#pragma once
// A post-norm layer in a forward call with hooks: x = norm(x + sublayer(x)) for self-attention, in a decoder
// cross-attention, and the MLP.
//
// Letters: T new rows, P earlier positions, S rows of the memory, C d_model, M d_mlp, H heads.

#include "models/parts/attention_run.h"
#include "models/parts/block_hooks.h"
#include "models/post_norm/post_norm_parameters.h"
#include "tensor/aligned_buffer.h"

namespace headlight {

/// Room for the intermediate values of one forward call of up to `rows` positions that sees up to `keys` keys.
struct PostNormScratch {
  PostNormScratch(const ModelConfig& config, Index rows, Index keys);

  AlignedBuffer<float> stream;      ///< [T, C] what enters a sublayer and leaves it
  AlignedBuffer<float> added;       ///< [T, C] what a sublayer adds
  AlignedBuffer<float> scale;       ///< [T]
  AlignedBuffer<float> normalized;  ///< [T, C]
  AlignedBuffer<float> q;           ///< [T, C]
  AlignedBuffer<float> scores;      ///< [H, T, keys]; then the pattern
  AlignedBuffer<float> z;           ///< [T, C]
  AlignedBuffer<float> hidden;      ///< [T, M]
};

/// Where a layer's keys and values stand, [count, C] each.
struct KeysAndValues {
  float* keys = nullptr;
  float* values = nullptr;
  Index count = 0;
};

/// What cross-attention looks at.
struct CrossMemory {
  KeysAndValues projected;      ///< of S rows
  const float* rows = nullptr;  ///< [S, C] to make them of; null if they are there already
};

class PostNormForward {
 public:
  /// The rows that enter the first layer stand in scratch.stream; every layer leaves its own there.
  PostNormForward(const ModelConfig& config, PostNormScratch& scratch, Index rows, HookRun& hooks, ThreadPool* pool)
      : m_config(config), m_scratch(scratch), m_rows(rows), m_hooks(hooks), m_pool(pool) {}

  /// One layer. `own` counts P + T rows, of which the first P are there and the others are written here.
  void layer(const PostNormViews& weights, const BlockPoints& points, AttentionMask mask, const KeysAndValues& own,
             const CrossMemory& memory = {});

  /// The stream [T, C] becomes its norm.
  void norm(const NormViews& weights, const NormPoints& points);

 private:
  void query(const AttentionViews& weights, const AttentionPoints& points);
  /// from [R, C] → the last R rows of `to`.
  void keysAndValues(const AttentionViews& weights, const AttentionPoints& points, const ConstMatrixRef<float>& from,
                     const KeysAndValues& to);
  /// The query's attention over `source`; its output goes to scratch.added.
  void attention(const AttentionViews& weights, const AttentionPoints& points, AttentionMask mask,
                 const KeysAndValues& source);
  void mlp(const PostNormViews& weights, const BlockPoints& points);
  void addToStream(int sumPoint);

  [[nodiscard]] MatrixMap<float> rows(AlignedBuffer<float>& buffer, Index columns) const {
    return {buffer.data(), m_rows, columns};
  }

  const ModelConfig& m_config;
  PostNormScratch& m_scratch;
  Index m_rows;
  HookRun& m_hooks;
  ThreadPool* m_pool;
};

}  // namespace headlight
