#pragma once
// All buffers of a decoder's training step, allocated once.

#include <cstdint>
#include <vector>

#include "models/decoder/decoder_parameters.h"
#include "models/parts/gradient_views.h"
#include "models/parts/padded_matrix.h"
#include "models/trainable_model.h"
#include "tensor/aligned_buffer.h"

namespace headlight {

/// What the forward pass of one block leaves for its backward pass. R = B · T rows, C d_model, M d_mlp, H heads.
struct BlockActivations {
  PaddedMatrix ln1Normalized, ln1Out;           ///< [R, C]
  PaddedMatrix ln2Normalized, ln2Out;           ///< [R, C]
  std::vector<float> ln1Scale, ln2Scale;        ///< [R]
  PaddedMatrix qkv;                             ///< [R, 3C]
  AlignedBuffer<float> pattern;                 ///< [B, H, T, T] before dropout
  PaddedMatrix z;                               ///< [R, C]
  PaddedMatrix mlpPre, mlpPost;                 ///< [R, M]
  std::vector<std::uint8_t> patternMask;        ///< as pattern; the masks are empty until dropout is first asked for
  std::vector<std::uint8_t> attnMask, mlpMask;  ///< [R, C]
};

/// Transposes of the weights that the backward pass multiplies by, made anew every step.
struct TransposedBlock {
  Matrix<float> qkv;      ///< [3C, C]
  Matrix<float> attnOut;  ///< [C, C]
  Matrix<float> mlpIn;    ///< [M, C]
  Matrix<float> mlpOut;   ///< [C, M]
};

struct DecoderWorkspace : TrainingWorkspace {
  /// For InputsAlone there are no logits and no transposed weights.
  DecoderWorkspace(const ModelConfig& config, Index batch, Index length, GradientUse use = GradientUse::Training);
  void makeRoomForMasks();

  ModelConfig config;
  Index batch;   ///< B, the largest
  Index length;  ///< T, the largest
  std::vector<BlockActivations> blocks;
  PaddedMatrix stream;                     ///< [R, C] residual stream, of the layer that is being computed
  PaddedMatrix added;                      ///< [R, C] what a sublayer adds to it
  PaddedMatrix finalNormalized, finalOut;  ///< [R, C]
  std::vector<float> finalScale;           ///< [R]
  PaddedMatrix logits;                     ///< [R, V]; then probabilities, then their gradient
  std::vector<std::uint8_t> embedMask;     ///< [R, C]

  std::vector<TransposedBlock> transposed;
  Matrix<float> headTransposed;       ///< [C, V]
  PaddedMatrix dStream;               ///< [R, C]
  PaddedMatrix dAttnOut, dMlpOut;     ///< [R, C] behind dropout
  PaddedMatrix dNormOut1, dNormOut2;  ///< [R, C]; the final norm's is dNormOut1
  PaddedMatrix dZ;                    ///< [R, C]
  PaddedMatrix dQkv;                  ///< [R, 3C]
  PaddedMatrix dHidden;               ///< [R, M]
  AlignedBuffer<float> headScratch;   ///< [B, 2, T, T]: one head's dropped pattern and its gradient
  std::vector<double> losses;         ///< [B]
  GradientViews<DecoderViews> gradientViews;
};

}  // namespace headlight
