#pragma once
// For recurrent nets that carry nothing from step to step: every row begins with a state of zeros.

#include <memory>
#include <vector>

#include "train/batches/batches.h"

namespace headlight {

class FreshStateBatches : public BatchSource {
 public:
  explicit FreshStateBatches(std::unique_ptr<BatchSource> rows)
      : m_rows(std::move(rows)), m_resets(static_cast<std::size_t>(m_rows->batch() * m_rows->length())) {
    for (std::size_t i = 0; i < m_resets.size(); i += static_cast<std::size_t>(m_rows->length())) m_resets[i] = 1;
  }

  [[nodiscard]] Index batch() const override { return m_rows->batch(); }
  [[nodiscard]] Index length() const override { return m_rows->length(); }
  [[nodiscard]] TrainingBatch at(std::uint64_t step) override {
    TrainingBatch batch = m_rows->at(step);
    batch.resets = m_resets;
    return batch;
  }

 private:
  std::unique_ptr<BatchSource> m_rows;
  std::vector<std::uint8_t> m_resets;
};

}  // namespace headlight
