#pragma once
// One training step of a decoder. Sequences are independent until the weights' gradients, so the forward pass and the
// backward pass of the activations take one chunk a sequence, and the weights' gradients chunks of their own outputs:
// no sum depends on the number of threads.

#include "models/decoder/decoder_workspace.h"
#include "nn/dropout.h"

namespace headlight {

/// Letters: B sequences of T positions, R = B · T rows, C d_model, M d_mlp, H heads, D d_head, V vocabulary.
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
  /// Queries are taken in blocks, and a block needs no keys behind its last query: a third less work than the whole
  /// square.
  static constexpr Index kQueryBlock = 32;
  /// Keys that a block of queries needs: without a mask all, else those up to its last query.
  [[nodiscard]] Index keysOf(Index first, Index rows) const { return m_config.causalMask ? first + rows : m_T; }
  /// Where a sublayer begins: out = norm(stream), or the stream itself in a model without norms.
  void norm(MatrixRef<float> stream, std::span<const float> weight, std::span<const float> bias,
            MatrixRef<float> normalized, std::span<float> scale, MatrixRef<float> out) const;
  /// Where it ends: stream += added, or stream = added without the residual stream.
  void addToStream(const ConstMatrixRef<float>& added, MatrixRef<float> stream) const;
  /// Undoes addToStream: dAdded = dStream, and what of dStream goes on beside the sublayer stays.
  void addBackward(MatrixRef<float> dStream, MatrixRef<float> dAdded) const;
  /// Undoes norm: adds to dStream.
  void normBackward(const ConstMatrixRef<float>& dOut, const ConstMatrixRef<float>& normalized,
                    std::span<const float> scale, std::span<const float> weight, MatrixRef<float> dStream) const;

  // forward, one sequence each
  void embed(Index sequence);
  void attention(Index sequence, Index layer);
  void attend(Index sequence, Index layer, Index head);
  void mlp(Index sequence, Index layer);
  void lossOf(Index sequence, bool forGradients);

  // backward, one sequence each
  void headBackward(Index sequence);
  void mlpBackward(Index sequence, Index layer);
  void attentionBackward(Index sequence, Index layer);
  void attendBackward(Index sequence, Index layer, Index head);
  /// dx = dy · wᵀ: by the transpose that a training step makes for all its sequences, or where there is none by the
  /// weights as they lie.
  void linearBackward(const ConstMatrixRef<float>& dy, const WeightView& weights, const Matrix<float>& transposed,
                      MatrixRef<float> dx) const;
  /// The head and the final norm at the last position alone; returns the end's value.
  double endBackward(const EndValue& end);

  // backward, over all sequences at once
  void transposeWeights();
  void blockGradients(Index layer, const DecoderBlockViews& d);
  void embeddingGradients(DecoderViews& d);

  /// Applies dropout in place to one sequence's rows, drawing the mask.
  void drop(Index sequence, std::uint32_t site, std::vector<std::uint8_t>& masks, MatrixRef<float> values);
  /// Applies the mask that the forward pass drew.
  void dropAgain(Index sequence, const std::vector<std::uint8_t>& masks, MatrixRef<float> values);

  [[nodiscard]] MatrixRef<float> rowsOf(PaddedMatrix& matrix, Index sequence) const {
    return matrix.rows(sequence * m_T, m_T);
  }
  [[nodiscard]] std::span<float> rowsOf(std::vector<float>& values, Index sequence) const {
    return std::span<float>(values).subspan(static_cast<std::size_t>(sequence * m_T), static_cast<std::size_t>(m_T));
  }
  [[nodiscard]] MatrixMap<float> patternOf(Index sequence, Index layer, Index head) const;
  [[nodiscard]] std::span<std::uint8_t> patternMaskOf(Index sequence, Index layer, Index head) const;
  /// The head's pattern as the values saw it: the pattern itself, or a copy behind dropout.
  [[nodiscard]] MatrixMap<float> droppedPattern(Index sequence, Index layer, Index head);

  const ModelConfig& m_config;
  const DecoderViews& m_weights;
  const TrainingBatch& m_batch;
  DecoderWorkspace& m_space;
  Dropout m_dropout;
  ThreadPool* m_pool;
  Index m_T;
  Index m_R;
  Index m_counted;  // targets that are not −1
};

}  // namespace headlight
