#include "models/parts/row_dropout.h"

#include "nn/dropout.h"

namespace headlight {

void RowDropout::draw(SequenceGroup group, const PackedRows& rows, std::uint32_t site, std::vector<std::uint8_t>& masks,
                      PaddedMatrix& values) const {
  if (!active()) return;
  for (Index sequence = group.first; sequence < group.end; ++sequence) {
    const auto cells = static_cast<std::size_t>(rows.count(sequence) * values.columns());
    const Index offset = sequence * m_stride;
    dropoutMask({m_dropout.seed, m_dropout.step, site}, m_dropout.rate, offset, {masks.data() + offset, cells});
  }
  again(group, rows, masks, values);
}

void RowDropout::again(SequenceGroup group, const PackedRows& rows, const std::vector<std::uint8_t>& masks,
                       PaddedMatrix& values) const {
  if (!active()) return;
  for (Index sequence = group.first; sequence < group.end; ++sequence) {
    apply(masks.data() + sequence * m_stride, rows.of(values, sequence));
  }
}

void RowDropout::apply(const std::uint8_t* mask, MatrixRef<float> values) const {
  const auto C = static_cast<std::size_t>(values.cols());
  for (Index r = 0; r < values.rows(); ++r, mask += C) {
    const std::span<float> row(values.data() + r * values.outerStride(), C);
    dropoutForward<float>(row, {mask, C}, m_dropout.rate, row);
  }
}

}  // namespace headlight
