#pragma once
// One training step of an encoder: words are hidden, the head guesses them, and only the hidden ones cost anything.

#include "models/block/block_training.h"
#include "models/encoder/encoder_parameters.h"
#include "models/parts/gradient_views.h"
#include "models/parts/vocabulary_loss.h"

namespace headlight {

/// Letters: R rows that are no padding, N counted ones among them, C d_model.
struct EncoderWorkspace : TrainingWorkspace {
  EncoderWorkspace(const ModelConfig& config, Index batch, Index length);

  Index batch, length;
  PackedRows rows;
  std::vector<TokenId> tokens;  ///< [R]
  BlockWorkspace stack;
  SublayerActivations embedding;  ///< its norm; stack.in is its output behind dropout
  PaddedMatrix gathered;          ///< [N, C] what enters the head
  PaddedMatrix dense, activated;  ///< [N, C] the head's transform
  SublayerActivations transform;  ///< its norm; the loss's in() is its output
  PaddedMatrix dDense;            ///< [N, C]
  PaddedMatrix dGathered;         ///< [N, C]
  PaddedMatrix dEmbedding;        ///< [R, C] before the norm
  Matrix<float> transformTransposed;
  VocabularyLoss loss;
  GradientViews<EncoderViews> gradientViews;
};

class EncoderTraining {
 public:
  EncoderTraining(const ModelConfig& config, const EncoderViews& weights, const TrainingBatch& batch,
                  EncoderWorkspace& space, const Dropout& dropout, ThreadPool* pool);

  double forward(bool forGradients);
  /// After forward(true): overwrites `gradients`.
  void backward(Parameters& gradients);

 private:
  void pack();
  void embed(SequenceGroup group);
  void maskedWordHead(SequenceGroup group);
  void headBackward(SequenceGroup group);
  void headGradients(EncoderViews& d);
  void embeddingBackward(SequenceGroup group);
  void embeddingGradients(EncoderViews& d);
  template <class Body>
  void eachGroup(const Body& body);

  const ModelConfig& m_config;
  const EncoderViews& m_weights;
  const TrainingBatch& m_batch;
  EncoderWorkspace& m_space;
  RowDropout m_dropout;
  float m_smoothing;
  ThreadPool* m_pool;
  BlockTraining m_stack;
};

}  // namespace headlight
