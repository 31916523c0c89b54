#pragma once
// The buffers of a stack of post-norm layers in a training step, allocated once.
//
// Letters: R rows (all sequences' positions), N rows of the memory, B sequences of at most T positions, C d_model,
// M d_mlp, H heads.

#include <cstdint>
#include <vector>

#include "models/model_config.h"
#include "models/parts/padded_matrix.h"
#include "tensor/aligned_buffer.h"

namespace headlight {

/// What a sublayer's x = norm(x + dropout(sublayer(x))) leaves for the backward pass.
struct SumActivations {
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
  SumActivations sum;
};

struct PostNormActivations {
  AttentionActivations self, cross;
  PaddedMatrix mlpPre, mlpPost;  ///< [R, M]
  SumActivations mlp;
};

/// Transposes of the weights that the backward pass multiplies by, made anew every step.
struct TransposedPostNorm {
  Matrix<float> qkv, selfOut;               ///< [3C, C], [C, C]
  Matrix<float> crossQ, crossKv, crossOut;  ///< [C, C], [2C, C], [C, C]
  Matrix<float> mlpIn, mlpOut;              ///< [M, C], [C, M]
};

/// Gradients of one sublayer, kept until the weights' gradients are computed of them.
struct SublayerGradients {
  PaddedMatrix dOut;    ///< [R, C] behind the norm
  PaddedMatrix dAdded;  ///< [R, C] of what the sublayer added, behind dropout
  PaddedMatrix dInner;  ///< attention: of `q`; MLP: of `mlpPre`
  PaddedMatrix dKv;     ///< [N, 2C] of cross-attention
};

struct PostNormWorkspace {
  /// A stack of `layerCount` layers; with a memory, with cross-attention.
  PostNormWorkspace(const ModelConfig& config, Index layerCount, bool withCross, Index batch, Index length);
  void makeRoomForMasks();

  /// What leaves the last layer.
  [[nodiscard]] PaddedMatrix& output() { return layers.back().mlp.out; }
  /// Before the backward pass: the gradient of output(); after it: that of `in`.
  [[nodiscard]] PaddedMatrix& gradient() { return dMlp.dOut; }

  Index batch, length, heads, columns;  ///< B, T, H, C
  bool hasCross;
  std::vector<PostNormActivations> layers;
  std::vector<TransposedPostNorm> transposed;
  PaddedMatrix in;     ///< [R, C] what enters the first layer
  PaddedMatrix added;  ///< [R, C] what a sublayer adds; then the sum
  SublayerGradients dSelf, dCross, dMlp;
  PaddedMatrix dIn;                  ///< [R, C] of what enters a layer
  PaddedMatrix dZ, dBranch;          ///< [R, C]
  PaddedMatrix dMemoryBranch;        ///< [N, C]
  AlignedBuffer<float> headScratch;  ///< [B, 2, T · T]: one head's dropped pattern and its gradient
};

}  // namespace headlight
