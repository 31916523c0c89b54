#pragma once
// All buffers of a recurrent net's training step, allocated once, and the state that it carries to the next.

#include <cstdint>
#include <vector>

#include "models/parts/gradient_views.h"
#include "models/parts/padded_matrix.h"
#include "models/recurrent/recurrent_parameters.h"
#include "models/trainable_model.h"
#include "tensor/packed_matrix.h"

namespace headlight {

/// What the forward pass of one layer leaves for its backward pass, and its weights as the passes read them. Rows are
/// in the order of the work: group of sequences, position, sequence (see RecurrentTraining).
/// R = B · T rows, C inputs, H d_hidden, G gates.
struct RecurrentLayerSpace {
  PaddedMatrix gates;              ///< [R, G · H] sums, then activated, then the gradient of the sums
  PaddedMatrix hiddenIn;           ///< [R, H] what the cell met: zero behind a reset
  PaddedMatrix cellIn, tanhCell;   ///< [R, H] LSTM
  PaddedMatrix inner;              ///< [R, H] GRU: U_n h + b'_n, then its gradient
  PaddedMatrix output;             ///< [R, H] as the next layer sees it: behind dropout
  std::vector<std::uint8_t> mask;  ///< [R, H]; empty until dropout is first asked for

  PackedMatrix<float> hidden;       ///< [H, G · H], of a GRU [H, 2H]: hidden weights
  PackedMatrix<float> hiddenInner;  ///< [H, H] GRU: those of the candidate
  PackedMatrix<float> across;       ///< [G · H, H], of a GRU [2H, H]: transposed
  PackedMatrix<float> acrossInner;  ///< [H, H] GRU
  Matrix<float> inputAcross;        ///< [G · H, C]: input weights transposed
  std::vector<float> bias;          ///< [G · H] of the input product
};

struct RecurrentWorkspace : TrainingWorkspace {
  /// For InputsAlone there is nothing of the vocabulary's size.
  RecurrentWorkspace(const ModelConfig& config, Index batch, Index length, GradientUse use = GradientUse::Training);
  void makeRoomForMasks();
  /// [layers, 1 or (LSTM) 2, B, H]: hidden states, then cell states, of each layer.
  [[nodiscard]] std::span<float> carriedState() override { return carried.span(); }

  /// Hidden (part 0) or cell state (part 1) of `count` sequences from `first`, [count, H].
  [[nodiscard]] MatrixMap<float> state(Index layer, Index part, Index first, Index count);

  ModelConfig config;
  Index batch;   ///< B, the largest
  Index length;  ///< T, the largest
  AlignedBuffer<float> carried;
  std::vector<TokenId> inputs, targets;  ///< [R] in the order of the work
  PaddedMatrix embedding;                ///< [R, d_model]
  std::vector<std::uint8_t> embedMask;   ///< [R, d_model]
  std::vector<RecurrentLayerSpace> layers;
  PaddedMatrix logits;           ///< [R, V]; then probabilities, then their gradient
  Matrix<float> headTransposed;  ///< [H, V]
  PaddedMatrix dOutput;          ///< [R, H] of the layer that is being undone
  PaddedMatrix dEmbedding;       ///< [R, d_model]
  PaddedMatrix dHidden, dCell;   ///< [B, H] what flows back from the next position
  std::vector<double> losses;    ///< one a group
  GradientViews<RecurrentViews> gradientViews;
};

}  // namespace headlight
