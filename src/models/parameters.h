#pragma once
// All weights of a model in one owned, 64-byte-aligned block with a table of names. Gradients and optimizer state use
// the same layout, so that "the gradient of X" is the same name in another block.

#include <string>
#include <string_view>
#include <vector>

#include "tensor/aligned_buffer.h"
#include "tensor/matrix.h"

namespace headlight {

/// One tensor's place in the block. Names are those of Hugging Face's GPT2LMHeadModel without the `transformer.`
/// prefix (`wte.weight`, `h.0.attn.c_attn.weight`, `ln_f.bias`, `lm_head.weight`). A vector has rows == 1 and isVector.
struct ParameterInfo {
  std::string name;
  Index rows = 0;
  Index columns = 0;
  bool isVector = false;
  std::size_t offset = 0;  ///< in floats, a multiple of 16

  [[nodiscard]] Index size() const { return rows * columns; }
};

/// Names, shapes and offsets; shared by weights, gradients and moments.
class ParameterLayout {
 public:
  void addMatrix(std::string name, Index rows, Index columns);
  void addVector(std::string name, Index size);

  [[nodiscard]] const std::vector<ParameterInfo>& all() const { return m_infos; }
  /// nullptr if there is no such parameter.
  [[nodiscard]] const ParameterInfo* find(std::string_view name) const;
  [[nodiscard]] std::size_t blockSize() const { return m_blockSize; }  ///< floats, padding included
  [[nodiscard]] Index count() const;                                   ///< parameters, padding not counted

 private:
  void add(ParameterInfo info);
  std::vector<ParameterInfo> m_infos;
  std::size_t m_blockSize = 0;
};

/// A block of floats in a ParameterLayout, zero at first. Movable, not copied by accident.
class Parameters {
 public:
  Parameters() = default;
  explicit Parameters(ParameterLayout layout);

  [[nodiscard]] const ParameterLayout& layout() const { return m_layout; }
  [[nodiscard]] MatrixMap<float> matrix(const ParameterInfo& info);
  [[nodiscard]] ConstMatrixMap<float> matrix(const ParameterInfo& info) const;
  /// Throws Error "internal.failure" if there is no such name (a fault of ours: names come from the layout).
  [[nodiscard]] MatrixMap<float> matrix(std::string_view name);
  [[nodiscard]] ConstMatrixMap<float> matrix(std::string_view name) const;
  [[nodiscard]] std::span<float> block() { return m_block.span(); }
  [[nodiscard]] std::span<const float> block() const { return m_block.span(); }

 private:
  ParameterLayout m_layout;
  AlignedBuffer<float> m_block;
};

}  // namespace headlight
