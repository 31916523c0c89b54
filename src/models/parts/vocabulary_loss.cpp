#include "models/parts/vocabulary_loss.h"

#include "nn/cross_entropy.h"
#include "nn/linear.h"
#include "tensor/error.h"

namespace headlight {

VocabularyLoss::VocabularyLoss(Index batch, Index length, Index columns, Index vocabulary)
    : m_counted(batch),
      m_losses(static_cast<std::size_t>(batch)),
      m_in(batch * length, columns),
      m_dIn(batch * length, columns),
      m_logits(batch * length, vocabulary),
      m_headTransposed(columns, vocabulary) {
  m_rowOf.reserve(static_cast<std::size_t>(batch * length));
  m_targets.reserve(static_cast<std::size_t>(batch * length));
}

void VocabularyLoss::collect(const TrainingBatch& batch, const PackedRows& rows) {
  m_counted.clear();
  m_rowOf.clear();
  m_targets.clear();
  for (Index sequence = 0; sequence < batch.batch; ++sequence) {
    const std::size_t before = m_rowOf.size();
    for (Index t = 0; t < batch.length; ++t) {
      const TokenId target = batch.targets[static_cast<std::size_t>(sequence * batch.length + t)];
      if (target < 0) continue;
      if (t >= rows.count(sequence)) throw Error("internal.failure", {{"what", "a training target in the padding"}});
      m_rowOf.push_back(rows.start(sequence) + t);
      m_targets.push_back(target);
    }
    m_counted.add(static_cast<Index>(m_rowOf.size() - before));
  }
}

void VocabularyLoss::gather(SequenceGroup group, PaddedMatrix& from, PaddedMatrix& to) const {
  for (Index i = m_counted.start(group.first); i < m_counted.start(group.end); ++i) {
    to.rows(i, 1) = from.rows(m_rowOf[static_cast<std::size_t>(i)], 1);
  }
}

void VocabularyLoss::scatter(SequenceGroup group, const PackedRows& rows, PaddedMatrix& from, PaddedMatrix& to) const {
  rows.of(to, group).setZero();
  for (Index i = m_counted.start(group.first); i < m_counted.start(group.end); ++i) {
    to.rows(m_rowOf[static_cast<std::size_t>(i)], 1) = from.rows(i, 1);
  }
}

void VocabularyLoss::prepare(const ConstMatrixRef<float>& head) {
  m_headTransposed = head.transpose();
}

void VocabularyLoss::forward(SequenceGroup group, std::span<const float> bias, float smoothing, bool forGradients) {
  const Index first = m_counted.start(group.first);
  const Index count = m_counted.start(group.end) - first;
  for (Index sequence = group.first; sequence < group.end; ++sequence) m_losses[static_cast<std::size_t>(sequence)] = 0;
  if (count == 0) return;
  MatrixRef<float> logits = m_logits.rows(first, count);
  linearForward<float>(m_in.rows(first, count), m_headTransposed, bias, logits);
  const auto targets =
      std::span<const TokenId>(m_targets).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
  m_losses[static_cast<std::size_t>(group.first)] = crossEntropyForward<float>(logits, targets, logits, smoothing);
  if (!forGradients) return;
  const float factor = 1.0F / static_cast<float>(m_counted.total());
  crossEntropyBackward<float>(logits, targets, factor, logits, smoothing);
}

double VocabularyLoss::mean() const {
  double total = 0;
  for (Index sequence = 0; sequence < m_counted.sequences(); ++sequence) {
    total += m_losses[static_cast<std::size_t>(sequence)];
  }
  return m_counted.total() > 0 ? total / static_cast<double>(m_counted.total()) : 0.0;
}

void VocabularyLoss::backward(SequenceGroup group, const ConstMatrixRef<float>& head) {
  const MatrixRef<float> dLogits = m_counted.of(m_logits, group);
  if (dLogits.rows() > 0) headBackwardInput<float>(dLogits, head, m_counted.of(m_dIn, group));
}

void VocabularyLoss::weightGradients(MatrixRef<float> dHead, std::span<float> dBias, ThreadPool* pool) {
  const MatrixRef<float> dLogits = m_counted.all(m_logits);
  headBackwardWeights<float>(m_counted.all(m_in), dLogits, dHead, pool);
  constexpr Index kGrain = 256;
  parallelFor(pool, static_cast<Index>(dBias.size()), kGrain, [&](Index begin, Index end) {
    RowVectorMap<float> sums(dBias.data() + begin, end - begin);
    sums.setZero();
    for (Index r = 0; r < dLogits.rows(); ++r) sums += dLogits.row(r).segment(begin, end - begin);
  });
}

}  // namespace headlight
