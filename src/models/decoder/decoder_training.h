#pragma once
// One training step of a decoder. Sequences are independent until the weights' gradients, so the forward pass and the
// backward pass of the activations take one chunk a sequence, and the weights' gradients chunks of their own outputs:
// no sum depends on the number of threads.

#include "models/block/block_training.h"
#include "models/decoder/decoder_workspace.h"

namespace headlight {

/// Letters: B sequences of T positions, R = B · T rows, C d_model, V vocabulary.
class DecoderTraining {
 public:
  DecoderTraining(const ModelConfig& config, const DecoderViews& weights, const TrainingBatch& batch,
                  DecoderWorkspace& workspace, const Dropout& dropout, ThreadPool* pool);

  /// Mean loss over the counted targets; 0 if none counts.
  double forward(bool forGradients);
  /// After forward(true): overwrites `gradients`.
  void backward(Parameters& gradients);
  /// Instead of both, of the only sequence (workspace: InputsAlone).
  [[nodiscard]] InputGradients inputGradients(const EndValue& end);

 private:
  void embed(Index sequence);
  void lossOf(Index sequence, bool forGradients);
  void headBackward(Index sequence);
  /// The head and the final norm at the last position alone; returns the end's value.
  double endBackward(const EndValue& end);
  void embeddingGradients(DecoderViews& d);

  /// body(group) for each sequence, beside each other.
  template <class Body>
  void eachSequence(const Body& body) {
    parallelFor(m_pool, m_batch.batch, 1, [&](Index sequence, Index) { body(sequence); });
  }
  [[nodiscard]] static SequenceGroup only(Index sequence) { return {sequence, sequence + 1}; }
  [[nodiscard]] MatrixRef<float> rowsOf(PaddedMatrix& matrix, Index sequence) const {
    return m_space.rows.of(matrix, sequence);
  }
  /// `count` rows of what the final norm leaves.
  [[nodiscard]] NormedRows finalNormRows(Index first, Index count) const {
    return {m_space.finalNorm.normalized.rows(first, count),
            std::span<float>(m_space.finalNorm.scale)
                .subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count))};
  }

  const ModelConfig& m_config;
  const DecoderViews& m_weights;
  const TrainingBatch& m_batch;
  DecoderWorkspace& m_space;
  RowDropout m_dropout;
  float m_smoothing;
  ThreadPool* m_pool;
  Index m_T;
  Index m_R;
  Index m_counted;  // targets that are not −1
  BlockTraining m_stack;
};

}  // namespace headlight
