#pragma once
// One training step of the encoder-decoder: the decoder guesses each token of the target from those before it and the
// source, and its gradient goes through cross-attention into the encoder.

#include "models/block/block_training.h"
#include "models/encoder_decoder/encoder_decoder_parameters.h"
#include "models/parts/gradient_views.h"
#include "models/parts/vocabulary_loss.h"

namespace headlight {

/// One side's sequences: N rows of sources, R rows of targets.
struct SideWorkspace {
  SideWorkspace(const ModelConfig& config, hook_names::Stack ofStack, Index layers, Index batch, Index length);

  PackedRows rows;
  std::vector<TokenId> tokens;          ///< one a row
  std::vector<std::uint8_t> embedMask;  ///< [B, T · C]
  BlockWorkspace stack;
};

struct EncoderDecoderWorkspace : TrainingWorkspace {
  EncoderDecoderWorkspace(const ModelConfig& config, Index batch, Index length);

  Index batch, length;
  SideWorkspace encoder, decoder;
  VocabularyLoss loss;
  GradientViews<EncoderDecoderViews> gradientViews;
};

class EncoderDecoderTraining {
 public:
  EncoderDecoderTraining(const ModelConfig& config, const EncoderDecoderViews& weights, const Matrix<float>& positions,
                         const TrainingBatch& batch, EncoderDecoderWorkspace& space, const Dropout& dropout,
                         ThreadPool* pool);

  double forward(bool forGradients);
  /// After forward(true): overwrites `gradients`.
  void backward(Parameters& gradients);

 private:
  void pack();
  void embed(SequenceGroup group, SideWorkspace& side, std::uint32_t site);
  void stackBackward(SideWorkspace& side, BlockTraining& stack, const std::vector<BlockViews>& d);
  void embeddingGradients(SideWorkspace& side, MatrixRef<float> dShared);
  template <class Body>
  void eachGroup(const Body& body);
  [[nodiscard]] float embeddingScale() const;

  const ModelConfig& m_config;
  const EncoderDecoderViews& m_weights;
  const Matrix<float>& m_positions;
  const TrainingBatch& m_batch;
  EncoderDecoderWorkspace& m_space;
  RowDropout m_dropout;
  float m_smoothing;
  ThreadPool* m_pool;
  BlockTraining m_encoder, m_decoder;
};

}  // namespace headlight
