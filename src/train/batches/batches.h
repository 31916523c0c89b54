#pragma once
// Which tokens a training step sees. Rows begin where documents (or, in long ones, sentences) begin, so that the first
// position of a model learns beginnings, as it meets them when a person types a prompt.
//
// A row of source s begins at a passage; when its document ends (with <|endoftext|>) it goes on with the begin of the
// next document in shuffled order, of the same source. Passages are shuffled again every epoch. Everything is a
// function of (seed, step): no generator's state has to be stored.

#include <cstdint>
#include <vector>

#include "models/trainable_model.h"
#include "train/batches/mixture_order.h"

namespace headlight {

/// Gives the trainer its batches. Masked words and pairs of sentences have their own.
class BatchSource {
 public:
  virtual ~BatchSource() = default;
  [[nodiscard]] virtual Index batch() const = 0;
  [[nodiscard]] virtual Index length() const = 0;
  /// The batch of this step, [B · T] each; valid until the next call. Ascending steps are quick; any order is right.
  [[nodiscard]] virtual TrainingBatch at(std::uint64_t step) = 0;
};

class MixtureBatches : public BatchSource {
 public:
  /// Throws Error "train.no_text" naming a source without tokens.
  MixtureBatches(std::vector<TrainingText> sources, Index batch, Index length, std::uint64_t seed,
                 const std::vector<TokenId>& sentenceEnds);

  [[nodiscard]] Index batch() const override { return m_batch; }
  [[nodiscard]] Index length() const override { return m_length; }
  [[nodiscard]] TrainingBatch at(std::uint64_t step) override;

  /// Source of each row of the last batch, for tests and statistics.
  [[nodiscard]] const std::vector<std::size_t>& rowSources() const { return m_rowSources; }

 private:
  void fillRow(const MixtureOrder::Row& row, TokenId* inputs, TokenId* targets);

  MixtureOrder m_order;
  Index m_batch;
  Index m_length;
  std::vector<TokenId> m_inputs, m_targets, m_row;
  std::vector<std::size_t> m_rowSources;
};

}  // namespace headlight
