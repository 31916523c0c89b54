#pragma once
// All buffers of a decoder's training step, allocated once.

#include <cstdint>
#include <vector>

#include "models/block/block_workspace.h"
#include "models/decoder/decoder_parameters.h"
#include "models/parts/gradient_views.h"
#include "models/parts/packed_rows.h"

namespace headlight {

/// B sequences of T positions, R = B · T rows, C d_model, V vocabulary.
struct DecoderWorkspace : TrainingWorkspace {
  /// For InputsAlone there are no logits and no transposed weights.
  DecoderWorkspace(const ModelConfig& config, Index batch, Index length, GradientUse use = GradientUse::Training);

  /// [R, C] of what the final norm gives, while no block needs the buffer.
  [[nodiscard]] PaddedMatrix& dFinalOut() { return stack.dSelf.dOut; }

  Index batch;      ///< B, the largest
  Index length;     ///< T, the largest
  PackedRows rows;  ///< of this step's sequences
  BlockWorkspace stack;
  SublayerActivations finalNorm;        ///< `out` enters the head
  PaddedMatrix logits;                  ///< [R, V]; then probabilities, then their gradient
  std::vector<std::uint8_t> embedMask;  ///< [R, C]; empty until dropout is first asked for
  Matrix<float> headTransposed;         ///< [C, V]
  std::vector<double> losses;           ///< [B]
  GradientViews<DecoderViews> gradientViews;
};

}  // namespace headlight
