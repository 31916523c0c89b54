#pragma once
// The buffers of a stack of blocks in a training step, allocated once.
//
// Letters: R rows (all sequences' positions), N rows of the memory, B sequences of at most T positions, C d_model,
// M d_mlp, H heads.

#include <cstdint>
#include <vector>

#include "models/block/block_shape.h"
#include "models/parts/padded_matrix.h"
#include "models/trainable_model.h"
#include "tensor/aligned_buffer.h"

namespace headlight {

/// What a sublayer leaves for the backward pass: its norm, which stands before it or behind its sum, and dropout's mask
/// of what it adds.
struct SublayerActivations {
  PaddedMatrix normalized, out;    ///< [R, C]
  std::vector<float> scale;        ///< [R]
  std::vector<std::uint8_t> mask;  ///< [B, T · C]; masks are empty until dropout is first asked for
};

/// Self-attention keeps queries, keys and values side by side in `q`; cross-attention its queries there and the
/// memory's keys and values in `kv`.
struct AttentionActivations {
  PaddedMatrix q;                         ///< [R, 3C], or [R, C]
  PaddedMatrix kv;                        ///< [N, 2C] of cross-attention
  AlignedBuffer<float> pattern;           ///< [B, H, T · T] before dropout
  std::vector<std::uint8_t> patternMask;  ///< as pattern
  PaddedMatrix z;                         ///< [R, C]
  SublayerActivations sublayer;
};

struct BlockActivations {
  AttentionActivations self, cross;
  PaddedMatrix mlpPre, mlpPost;  ///< [R, M]
  SublayerActivations mlp;
};

/// Transposes of the weights that the backward pass multiplies by, made anew every step.
struct TransposedBlock {
  Matrix<float> qkv, selfOut;               ///< [3C, C], [C, C]
  Matrix<float> crossQ, crossKv, crossOut;  ///< [C, C], [2C, C], [C, C]
  Matrix<float> mlpIn, mlpOut;              ///< [M, C], [C, M]
};

/// Gradients of one sublayer, kept until the weights' gradients are computed of them.
struct SublayerGradients {
  PaddedMatrix dOut;    ///< [R, C] of what the norm gave
  PaddedMatrix dAdded;  ///< [R, C] of what the sublayer added, behind dropout
  PaddedMatrix dInner;  ///< attention: of `q`; MLP: of `mlpPre`
  PaddedMatrix dKv;     ///< [N, 2C] of cross-attention
};

struct BlockWorkspace {
  /// `layerCount` blocks. For InputsAlone there are no transposed weights.
  BlockWorkspace(const ModelConfig& config, const BlockShape& shape, Index layerCount, Index batch, Index length,
                 GradientUse use = GradientUse::Training);
  void makeRoomForMasks();

  /// What leaves the last layer.
  [[nodiscard]] PaddedMatrix& output() { return shape.place == NormPlace::Behind ? layers.back().mlp.out : in; }
  /// Before the backward pass: the gradient of output(); after it: that of `in`.
  [[nodiscard]] PaddedMatrix& gradient() { return shape.place == NormPlace::Behind ? dMlp.dOut : dIn; }

  BlockShape shape;
  Index batch, length, heads, columns;  ///< B, T, H, C
  std::vector<BlockActivations> layers;
  std::vector<TransposedBlock> transposed;
  PaddedMatrix in;     ///< [R, C] what enters the first layer; in pre-norm models the stream at every moment
  PaddedMatrix added;  ///< [R, C] what a sublayer adds; in post-norm models then the sum
  SublayerGradients dSelf, dCross, dMlp;
  PaddedMatrix dIn;                  ///< [R, C] of what enters a layer
  PaddedMatrix dZ;                   ///< [R, C]
  PaddedMatrix dBranch;              ///< [R, C] of what a sublayer reads; post-norm models alone
  PaddedMatrix dMemoryBranch;        ///< [N, C]
  AlignedBuffer<float> headScratch;  ///< [B, 2, T · T]: one head's dropped pattern and its gradient

 private:
  void makeRoomForTransposes(TransposedBlock& across, Index C, Index M) const;
};

}  // namespace headlight
