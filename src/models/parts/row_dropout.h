#pragma once
// Dropout of whole activations in a training step, sequence by sequence.

#include <cstdint>
#include <vector>

#include "models/parts/packed_rows.h"
#include "models/trainable_model.h"

namespace headlight {

/// Each sequence's mask starts at a place of its own and is a function of (seed, step, site) alone: neither the threads
/// nor the lengths of the other sequences matter.
class RowDropout {
 public:
  /// Sequences of up to `length` rows of `columns` numbers.
  RowDropout(const Dropout& dropout, Index length, Index columns)
      : m_dropout(dropout), m_stride(maskStride(length * columns)) {}

  [[nodiscard]] bool active() const { return m_dropout.rate > 0; }
  [[nodiscard]] const Dropout& dropout() const { return m_dropout; }

  /// Draws the masks of a group's sequences and applies them to their rows.
  void draw(SequenceGroup group, const PackedRows& rows, std::uint32_t site, std::vector<std::uint8_t>& masks,
            PaddedMatrix& values) const;
  /// Applies the masks that were drawn: the backward pass.
  void again(SequenceGroup group, const PackedRows& rows, const std::vector<std::uint8_t>& masks,
             PaddedMatrix& values) const;

 private:
  void apply(const std::uint8_t* mask, MatrixRef<float> values) const;

  Dropout m_dropout;
  Index m_stride;
};

}  // namespace headlight
