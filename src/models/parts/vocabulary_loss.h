#pragma once
// The end of a training step: logits and cross-entropy of the rows whose target counts, and of no others.
//
// Letters: R rows of a stack's output, N counted ones among them, C d_model, V vocabulary, B sequences.

#include <vector>

#include "models/parts/packed_rows.h"
#include "models/trainable_model.h"

namespace headlight {

class VocabularyLoss {
 public:
  VocabularyLoss(Index batch, Index length, Index columns, Index vocabulary);

  /// Notes which of the targets [B · T] count. `rows` are the packed rows of these sequences. Throws Error
  /// "internal.failure" for a counted target behind a sequence's rows.
  void collect(const TrainingBatch& batch, const PackedRows& rows);
  [[nodiscard]] const PackedRows& counted() const { return m_counted; }

  /// The counted rows of a group: from [R, C] → to [N, C], and back with zeros everywhere else.
  void gather(SequenceGroup group, PaddedMatrix& from, PaddedMatrix& to) const;
  void scatter(SequenceGroup group, const PackedRows& rows, PaddedMatrix& from, PaddedMatrix& to) const;

  /// Once a step: head [V, C].
  void prepare(const ConstMatrixRef<float>& head);
  /// in() [N, C] of a group → its losses; for gradients also what backward() needs.
  void forward(SequenceGroup group, std::span<const float> bias, float smoothing, bool forGradients);
  /// Mean over the counted targets; 0 if none counts.
  [[nodiscard]] double mean() const;
  /// dIn() [N, C] of a group.
  void backward(SequenceGroup group, const ConstMatrixRef<float>& head);
  /// dHead [V, C], overwritten; an empty dBias [V] is left out.
  void weightGradients(MatrixRef<float> dHead, std::span<float> dBias, ThreadPool* pool);

  [[nodiscard]] PaddedMatrix& in() { return m_in; }
  [[nodiscard]] PaddedMatrix& dIn() { return m_dIn; }

 private:
  PackedRows m_counted;
  std::vector<Index> m_rowOf;      // [N] in the stack's output
  std::vector<TokenId> m_targets;  // [N]
  std::vector<double> m_losses;    // [B], a group's at its first sequence
  PaddedMatrix m_in, m_dIn;        // [N, C]
  PaddedMatrix m_logits;           // [N, V]; then probabilities, then their gradient
  Matrix<float> m_headTransposed;  // [C, V]
};

}  // namespace headlight
