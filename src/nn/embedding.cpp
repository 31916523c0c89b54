#include "nn/embedding.h"

#include <cmath>

namespace headlight {

template <class Scalar>
void embeddingForward(std::span<const TokenId> tokens, const ConstMatrixRef<Scalar>& table, MatrixRef<Scalar> y) {
  for (Index r = 0; r < y.rows(); ++r) y.row(r) = table.row(tokens[static_cast<std::size_t>(r)]);
}

void compactEmbeddingForward(std::span<const TokenId> tokens, const CompactView& table, MatrixRef<float> y) {
  for (Index r = 0; r < y.rows(); ++r) expandRow(table, tokens[static_cast<std::size_t>(r)], y.row(r).data());
}

template <class Scalar>
void embeddingBackward(std::span<const TokenId> tokens, const ConstMatrixRef<Scalar>& dy, MatrixRef<Scalar> dtable) {
  // undoes y[r] = table[tokens[r]]; a token that stands twice gets both gradients
  for (Index r = 0; r < dy.rows(); ++r) dtable.row(tokens[static_cast<std::size_t>(r)]) += dy.row(r);
}

template <class Scalar>
void positionsForward(Index first, const ConstMatrixRef<Scalar>& table, MatrixRef<Scalar> y) {
  y = table.middleRows(first, y.rows());
}

template <class Scalar>
void sinusoidalPositions(MatrixRef<Scalar> table) {
  const Index C = table.cols();
  const Index sines = (C + 1) / 2;
  for (Index p = 0; p < table.rows(); ++p) {
    for (Index c = 0; c < C; ++c) {
      const Index i = c < sines ? c : c - sines;
      const double exponent = 2.0 * static_cast<double>(i) / static_cast<double>(C);
      const double angle = static_cast<double>(p) / std::pow(10000.0, exponent);
      table(p, c) = static_cast<Scalar>(c < sines ? std::sin(angle) : std::cos(angle));
    }
  }
}

template <class Scalar>
void positionsBackward(Index first, const ConstMatrixRef<Scalar>& dy, MatrixRef<Scalar> dtable) {
  dtable.middleRows(first, dy.rows()) += dy;  // undoes y = table[first …]
}

#define HEADLIGHT_INSTANTIATE(S)                                                                        \
  template void embeddingForward<S>(std::span<const TokenId>, const ConstMatrixRef<S>&, MatrixRef<S>);  \
  template void embeddingBackward<S>(std::span<const TokenId>, const ConstMatrixRef<S>&, MatrixRef<S>); \
  template void positionsForward<S>(Index, const ConstMatrixRef<S>&, MatrixRef<S>);                     \
  template void sinusoidalPositions<S>(MatrixRef<S>);                                                   \
  template void positionsBackward<S>(Index, const ConstMatrixRef<S>&, MatrixRef<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
