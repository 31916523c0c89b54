#pragma once
// All weights of a model in one owned, 64-byte-aligned block with a table of names. Gradients and optimizer state use
// the same layout, so that "the gradient of X" is the same name in another block.
//
// Matrices of products may instead be compact (tensor/compact_matrix.h): in the number type of their file, in a block
// of bytes of their own. Such parameters only run; for everything else there is toFloat32().

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/aligned_buffer.h"
#include "tensor/compact_matrix.h"
#include "tensor/matrix.h"

namespace headlight {

/// What a matrix is multiplied with, and so which way it lies.
enum class MatrixUse {
  Table,   ///< rows are looked up; vectors too
  Linear,  ///< [inputs, outputs]: y = x · w
  Head,    ///< [outputs, inputs]: y = x · wᵀ, where a tied head is the token embedding
};

/// One tensor's place in the block. Names are those of Hugging Face's GPT2LMHeadModel without the `transformer.`
/// prefix (`wte.weight`, `h.0.attn.c_attn.weight`, `ln_f.bias`, `lm_head.weight`). A vector has rows == 1 and isVector.
struct ParameterInfo {
  std::string name;
  Index rows = 0;
  Index columns = 0;
  bool isVector = false;
  std::size_t offset = 0;  ///< in floats, a multiple of 16; of a compact matrix in bytes of the other block
  MatrixUse use = MatrixUse::Table;
  NumberType type = NumberType::Float32;  ///< other than Float32: a compact matrix

  [[nodiscard]] Index size() const { return rows * columns; }
  [[nodiscard]] bool isCompact() const { return type != NumberType::Float32; }
  /// Of a product's matrix. A compact matrix has `outputs` rows of `inputs` numbers.
  [[nodiscard]] Index outputs() const { return use == MatrixUse::Linear ? columns : rows; }
  [[nodiscard]] Index inputs() const { return use == MatrixUse::Linear ? rows : columns; }
  /// Bytes of a compact matrix.
  [[nodiscard]] std::size_t compactBytes() const {
    return static_cast<std::size_t>(outputs()) * rowBytes(type, inputs());
  }
};

/// Names, shapes and offsets; shared by weights, gradients and moments.
class ParameterLayout {
 public:
  /// Only matrices that the model's forward pass can use as compact ones are told from tables here.
  void addMatrix(std::string name, Index rows, Index columns, MatrixUse use = MatrixUse::Table);
  void addVector(std::string name, Index size);

  [[nodiscard]] const std::vector<ParameterInfo>& all() const { return m_infos; }
  /// nullptr if there is no such parameter.
  [[nodiscard]] const ParameterInfo* find(std::string_view name) const;
  [[nodiscard]] std::size_t blockSize() const { return m_blockSize; }  ///< floats, padding included
  [[nodiscard]] Index count() const;                                   ///< parameters, padding not counted

  /// The same parameters with the matrices of products in these types; what cannot be (a table, a vector, rows that
  /// blocks of 32 do not fill) stays float32.
  [[nodiscard]] ParameterLayout withTypes(const std::function<NumberType(const ParameterInfo&)>& typeOf) const;
  [[nodiscard]] bool anyCompact() const { return m_compactSize > 0; }
  [[nodiscard]] std::size_t compactSize() const { return m_compactSize; }  ///< bytes, padding included
  /// What parameters in this layout take.
  [[nodiscard]] std::size_t bytes() const { return m_blockSize * sizeof(float) + m_compactSize; }

 private:
  void add(ParameterInfo info);
  std::vector<ParameterInfo> m_infos;
  std::size_t m_blockSize = 0;
  std::size_t m_compactSize = 0;
};

/// Blocks of floats and bytes in a ParameterLayout, zero at first. Movable, not copied by accident.
class Parameters {
 public:
  Parameters() = default;
  explicit Parameters(ParameterLayout layout);

  [[nodiscard]] const ParameterLayout& layout() const { return m_layout; }
  /// Throws Error "internal.failure" for a compact matrix (a fault of ours).
  [[nodiscard]] MatrixMap<float> matrix(const ParameterInfo& info);
  [[nodiscard]] ConstMatrixMap<float> matrix(const ParameterInfo& info) const;
  /// Throws Error "internal.failure" if there is no such name (a fault of ours: names come from the layout).
  [[nodiscard]] MatrixMap<float> matrix(std::string_view name);
  [[nodiscard]] ConstMatrixMap<float> matrix(std::string_view name) const;
  /// The floats; those of compact matrices are not among them.
  [[nodiscard]] std::span<float> block() { return m_block.span(); }
  [[nodiscard]] std::span<const float> block() const { return m_block.span(); }

  /// The bytes of all compact matrices, one behind the other.
  [[nodiscard]] std::span<const std::byte> compactBlock() const { return m_compact.span(); }

  /// Bytes of a compact matrix, info.compactBytes() of them, for a reader to fill: info.outputs() rows.
  [[nodiscard]] std::span<std::byte> compactBytes(const ParameterInfo& info);
  [[nodiscard]] CompactView compact(const ParameterInfo& info) const;

  /// Numbers of any parameter in our layout [rows, columns], widened if need be (a copy).
  [[nodiscard]] Matrix<float> floats(const ParameterInfo& info) const;
  /// A copy without compact matrices: for training, for writing files, for the double-precision reference.
  [[nodiscard]] Parameters toFloat32() const;
  /// A copy with these types (see withTypes), rounded to nearest.
  [[nodiscard]] Parameters withTypes(const std::function<NumberType(const ParameterInfo&)>& typeOf) const;

 private:
  ParameterLayout m_layout;
  AlignedBuffer<float> m_block;
  AlignedBuffer<std::byte> m_compact;
};

/// A weight matrix to multiply by, floats or compact: what a forward pass holds of a parameter whose use is Linear or
/// Head. Borrowed from Parameters.
struct WeightView {
  MatrixMap<float> floats{nullptr, 0, 0};  ///< as the layout has it; null if compact
  CompactView compact;                     ///< data == nullptr: not compact

  [[nodiscard]] bool isCompact() const { return compact.data != nullptr; }
};

[[nodiscard]] WeightView viewWeight(Parameters& parameters, std::string_view name);

}  // namespace headlight
