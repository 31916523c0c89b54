#pragma once
// A Transformer block in a forward call with hooks: self-attention, in a decoder with a source cross-attention, and the
// MLP, each between the norm and the sum that its model's BlockShape asks for.
//
// Letters: T new rows, P earlier positions, S rows of the memory, C d_model, M d_mlp, H heads.

#include "models/block/attention_run.h"
#include "models/block/block_parameters.h"
#include "tensor/aligned_buffer.h"

namespace headlight {

/// Room for the intermediate values of one forward call of up to `rows` positions that sees up to `keys` keys.
struct BlockScratch {
  BlockScratch(const ModelConfig& config, Index rows, Index keys);

  AlignedBuffer<float> stream;      ///< [T, C] what enters a block and leaves it
  AlignedBuffer<float> added;       ///< [T, C] what a sublayer adds
  AlignedBuffer<float> scale;       ///< [T]
  AlignedBuffer<float> normalized;  ///< [T, C]
  AlignedBuffer<float> normOut;     ///< [T, C] what a norm before a sublayer gives; empty in post-norm models
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

class BlockForward {
 public:
  /// The rows that enter the first block stand in scratch.stream; every block leaves its own there.
  BlockForward(const ModelConfig& config, const BlockShape& shape, BlockScratch& scratch, Index rows, HookRun& hooks,
               ThreadPool* pool)
      : m_config(config), m_shape(shape), m_scratch(scratch), m_rows(rows), m_hooks(hooks), m_pool(pool) {}

  /// One block. `own` counts P + T rows, of which the first P are there and the others are written here.
  void block(const BlockViews& weights, const BlockPoints& points, const KeysAndValues& own,
             const CrossMemory& memory = {});

  /// The norm of the stream [T, C] → out [T, C], which may be the stream; without norms out becomes the stream.
  void norm(const NormViews& weights, const NormPoints& points, MatrixMap<float> out);

 private:
  void selfAttention(const BlockViews& weights, const BlockPoints& points, const KeysAndValues& own);
  void crossAttention(const AttentionViews& weights, const BlockPoints& points, const CrossMemory& memory);
  void mlp(const BlockViews& weights, const BlockPoints& points);

  /// What a sublayer reads: the stream, or its norm where that stands before.
  [[nodiscard]] MatrixMap<float> begin(const NormViews& weights, const NormPoints& points);
  /// Adds what the sublayer gave to the stream; norms the sum where the norm stands behind.
  void end(const NormViews& weights, const NormPoints& points, int sumPoint);

  /// x [R, C] → y [R, C]: queries (0), keys (1) or values (2).
  void project(const ConstMatrixRef<float>& x, const AttentionViews& weights, Index part, MatrixMap<float> y);
  /// from [R, C] → the last R rows of `to`.
  void keysAndValues(const AttentionViews& weights, const AttentionPoints& points, const ConstMatrixRef<float>& from,
                     const KeysAndValues& to);
  /// The queries' attention over `source`; its output goes to scratch.added.
  void attention(const AttentionViews& weights, const AttentionPoints& points, AttentionMask mask,
                 const KeysAndValues& source, float divisor = 1);

  [[nodiscard]] MatrixMap<float> rows(AlignedBuffer<float>& buffer, Index columns) const {
    return {buffer.data(), m_rows, columns};
  }

  const ModelConfig& m_config;
  BlockShape m_shape;
  BlockScratch& m_scratch;
  Index m_rows;
  HookRun& m_hooks;
  ThreadPool* m_pool;
};

}  // namespace headlight
