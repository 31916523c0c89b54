#include "nn/lstm_cell.h"

#include "nn/vector_math.h"

namespace headlight {

namespace {

template <class Scalar>
Scalar* rowOf(MatrixRef<Scalar>& matrix, Index row) {
  return matrix.data() + row * matrix.outerStride();
}
template <class Scalar>
const Scalar* rowOf(const ConstMatrixRef<Scalar>& matrix, Index row) {
  return matrix.data() + row * matrix.outerStride();
}

}  // namespace

template <class Scalar>
void lstmGatesForward(MatrixRef<Scalar> gates) {
  const Index H = gates.cols() / 4;
  for (Index b = 0; b < gates.rows(); ++b) {
    Scalar* row = rowOf<Scalar>(gates, b);
    for (const Index gate : {0, 1, 3}) {
      eachStep<Scalar>(H, [&](auto at) { at.store(row + gate * H, sigmoidPack(at.load(row + gate * H))); });
    }
    eachStep<Scalar>(H, [&](auto at) { at.store(row + 2 * H, tanhPack(at.load(row + 2 * H))); });
  }
}

template <class Scalar>
void lstmCellForward(const ConstMatrixRef<Scalar>& gates, const ConstMatrixRef<Scalar>& cell,
                     MatrixRef<Scalar> newCell) {
  const Index H = cell.cols();
  for (Index b = 0; b < gates.rows(); ++b) {
    const Scalar* row = rowOf<Scalar>(gates, b);
    const Scalar* before = rowOf<Scalar>(cell, b);
    Scalar* after = rowOf<Scalar>(newCell, b);
    eachStep<Scalar>(
        H, [&](auto at) { at.store(after, at.load(row + H) * at.load(before) + at.load(row) * at.load(row + 2 * H)); });
  }
}

template <class Scalar>
void lstmHiddenForward(const ConstMatrixRef<Scalar>& gates, const ConstMatrixRef<Scalar>& newCell,
                       MatrixRef<Scalar> tanhCell, MatrixRef<Scalar> hidden) {
  const Index H = newCell.cols();
  for (Index b = 0; b < gates.rows(); ++b) {
    const Scalar* output = rowOf<Scalar>(gates, b) + 3 * H;
    const Scalar* cell = rowOf<Scalar>(newCell, b);
    Scalar* squashed = rowOf<Scalar>(tanhCell, b);
    Scalar* out = rowOf<Scalar>(hidden, b);
    eachStep<Scalar>(H, [&](auto at) {
      const auto value = tanhPack(at.load(cell));
      at.store(squashed, value);
      at.store(out, at.load(output) * value);
    });
  }
}

template <class Scalar>
void lstmForward(MatrixRef<Scalar> gates, const ConstMatrixRef<Scalar>& cell, MatrixRef<Scalar> newCell,
                 MatrixRef<Scalar> tanhCell, MatrixRef<Scalar> hidden) {
  const Index H = cell.cols();
  for (Index b = 0; b < gates.rows(); ++b) {
    Scalar* row = rowOf<Scalar>(gates, b);
    const Scalar* before = rowOf<Scalar>(cell, b);
    Scalar* after = rowOf<Scalar>(newCell, b);
    Scalar* squashed = rowOf<Scalar>(tanhCell, b);
    Scalar* out = rowOf<Scalar>(hidden, b);
    eachStep<Scalar>(H, [&](auto at) {
      const auto i = sigmoidPack(at.load(row));
      const auto f = sigmoidPack(at.load(row + H));
      const auto g = tanhPack(at.load(row + 2 * H));
      const auto o = sigmoidPack(at.load(row + 3 * H));
      const auto c = f * at.load(before) + i * g;
      const auto value = tanhPack(c);
      at.store(row, i);
      at.store(row + H, f);
      at.store(row + 2 * H, g);
      at.store(row + 3 * H, o);
      at.store(after, c);
      at.store(squashed, value);
      at.store(out, o * value);
    });
  }
}

template <class Scalar>
void lstmBackward(const ConstMatrixRef<Scalar>& cell, const ConstMatrixRef<Scalar>& tanhCell,
                  const ConstMatrixRef<Scalar>& dhidden, MatrixRef<Scalar> dcell, MatrixRef<Scalar> gates) {
  const Index H = cell.cols();
  constexpr Scalar one{1};
  for (Index b = 0; b < gates.rows(); ++b) {
    Scalar* row = rowOf<Scalar>(gates, b);
    const Scalar* before = rowOf<Scalar>(cell, b);
    const Scalar* squashed = rowOf<Scalar>(tanhCell, b);
    const Scalar* dh = rowOf<Scalar>(dhidden, b);
    Scalar* dc = rowOf<Scalar>(dcell, b);
    eachStep<Scalar>(H, [&](auto at) {
      const auto i = at.load(row);
      const auto f = at.load(row + H);
      const auto g = at.load(row + 2 * H);
      const auto o = at.load(row + 3 * H);
      const auto value = at.load(squashed);
      // undoes h' = o · tanh(c')
      const auto dOut = at.load(dh) * value;
      const auto dNew = at.load(dc) + at.load(dh) * o * (one - value * value);
      // undoes c' = f · c + i · g, then the nonlinearities: σ' = σ · (1 − σ), tanh' = 1 − tanh²
      at.store(row, dNew * g * i * (one - i));
      at.store(row + H, dNew * at.load(before) * f * (one - f));
      at.store(row + 2 * H, dNew * i * (one - g * g));
      at.store(row + 3 * H, dOut * o * (one - o));
      at.store(dc, dNew * f);
    });
  }
}

#define HEADLIGHT_INSTANTIATE(S)                                                                                      \
  template void lstmGatesForward<S>(MatrixRef<S>);                                                                    \
  template void lstmCellForward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>);                 \
  template void lstmHiddenForward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>, MatrixRef<S>); \
  template void lstmForward<S>(MatrixRef<S>, const ConstMatrixRef<S>&, MatrixRef<S>, MatrixRef<S>, MatrixRef<S>);     \
  template void lstmBackward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, const ConstMatrixRef<S>&,         \
                                MatrixRef<S>, MatrixRef<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
