#include "nn/linear.h"

#include <algorithm>

#include "tensor/matrix_product.h"

namespace headlight {

namespace {

constexpr Index kColumnGrain = 128;
constexpr Index kGradientGrain = 64;
// Waking a thread costs some microseconds: as long as a small product takes. A single row waits for its weights, not
// for its sums.
constexpr Index kWorthAThread = Index{1} << 20;
constexpr Index kWeightsWorthAThread = Index{1} << 19;

ThreadPool* poolIfWorth(ThreadPool* pool, Index rows, Index weights) {
  return rows * weights >= (rows == 1 ? kWeightsWorthAThread : kWorthAThread) ? pool : nullptr;
}

/// Each of the rows, `stride` apart, becomes `values`; nothing if there are none.
template <class Scalar>
void fillRows(const Scalar* values, Index count, Scalar* rows, Index stride, Index R) {
  for (Index r = 0; values && r < R; ++r) std::copy(values, values + count, rows + r * stride);
}

template <class Scalar>
void sumRows(const ConstMatrixRef<Scalar>& rows, std::span<Scalar> sums) {
  Eigen::Map<RowVector<Scalar>> out(sums.data(), static_cast<Index>(sums.size()));
  out.setZero();
  for (Index r = 0; r < rows.rows(); ++r) out += rows.row(r);
}

}  // namespace

template <class Scalar>
void linearForward(const ConstMatrixRef<Scalar>& x, const ConstMatrixRef<Scalar>& w, std::span<const Scalar> bias,
                   MatrixRef<Scalar> y, ThreadPool* pool) {
  const Index R = x.rows();
  const Index K = x.cols();
  ThreadPool* const helpers = poolIfWorth(pool, R, K * w.cols());
  parallelFor(helpers, w.cols(), kColumnGrain, [&](Index begin, Index end) {
    const Scalar* weights = w.data() + begin;
    const Scalar* addend = bias.empty() ? nullptr : bias.data() + begin;
    if (R == 1) return vectorTimesMatrix(end - begin, K, x.data(), weights, w.outerStride(), addend, y.data() + begin);
    fillRows(addend, end - begin, y.data() + begin, y.outerStride(), R);
    multiply(R, end - begin, K, operandOf<Scalar>(x), Operand<Scalar>{weights, w.outerStride(), 1}, y.data() + begin,
             y.outerStride(), addend ? ProductMode::Add : ProductMode::Overwrite);
  });
}

template <class Scalar>
void linearBackwardInput(const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& wTransposed,
                         MatrixRef<Scalar> dx, ThreadPool* pool) {
  linearForward<Scalar>(dy, wTransposed, {}, dx, pool);  // undoes y = x · w: dx = dy · wᵀ
}

template <class Scalar>
void linearBackwardWeights(const ConstMatrixRef<Scalar>& x, const ConstMatrixRef<Scalar>& dy, MatrixRef<Scalar> dw,
                           std::span<Scalar> dbias, ThreadPool* pool) {
  parallelFor(pool, dw.cols(), kGradientGrain, [&](Index begin, Index end) {
    // undoes y = x · w: dw = xᵀ · dy
    const Operand<Scalar> columns{dy.data() + begin, dy.outerStride(), 1};
    multiply(dw.rows(), end - begin, dy.rows(), operandOf<Scalar>(x).transposed(), columns, dw.data() + begin,
             dw.outerStride(), ProductMode::Overwrite);
    // undoes y = … + bias
    if (!dbias.empty()) sumRows<Scalar>(dy.middleCols(begin, end - begin), dbias.subspan(begin, end - begin));
  });
}

template <class Scalar>
void headForward(const ConstMatrixRef<Scalar>& x, const ConstMatrixRef<Scalar>& w, MatrixRef<Scalar> y,
                 ThreadPool* pool) {
  const Index R = x.rows();
  const Index K = x.cols();
  parallelFor(poolIfWorth(pool, R, K * w.rows()), w.rows(), kColumnGrain, [&](Index begin, Index end) {
    const Scalar* weights = w.data() + begin * w.outerStride();
    if (R == 1) return matrixTimesVector(end - begin, K, weights, w.outerStride(), x.data(), y.data() + begin);
    multiply(R, end - begin, K, operandOf<Scalar>(x), Operand<Scalar>{weights, 1, w.outerStride()}, y.data() + begin,
             y.outerStride(), ProductMode::Overwrite);
  });
}

void compactForward(const ConstMatrixRef<float>& x, const CompactView& w, std::span<const float> bias,
                    MatrixRef<float> y, ThreadPool* pool) {
  const Index R = x.rows();
  parallelFor(poolIfWorth(pool, R, x.cols() * w.rows), w.rows, kColumnGrain, [&](Index begin, Index end) {
    const CompactView part = w.middleRows(begin, end - begin);
    const float* addend = bias.empty() ? nullptr : bias.data() + begin;
    if (R == 1) return compactTimesVector(part, x.data(), addend, y.data() + begin);
    fillRows(addend, end - begin, y.data() + begin, y.outerStride(), R);
    multiplyCompact(R, operandOf<float>(x), part, y.data() + begin, y.outerStride(),
                    addend ? ProductMode::Add : ProductMode::Overwrite);
  });
}

template <class Scalar>
void headBackwardInput(const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& w, MatrixRef<Scalar> dx,
                       ThreadPool* pool) {
  parallelFor(pool, w.cols(), kColumnGrain, [&](Index begin, Index end) {
    // undoes y = x · wᵀ: dx = dy · w
    multiply(dy.rows(), end - begin, dy.cols(), operandOf<Scalar>(dy),
             Operand<Scalar>{w.data() + begin, w.outerStride(), 1}, dx.data() + begin, dx.outerStride(),
             ProductMode::Overwrite);
  });
}

template <class Scalar>
void headBackwardWeights(const ConstMatrixRef<Scalar>& x, const ConstMatrixRef<Scalar>& dy, MatrixRef<Scalar> dw,
                         ThreadPool* pool) {
  parallelFor(pool, dw.rows(), kColumnGrain, [&](Index begin, Index end) {
    // undoes y = x · wᵀ: dw = dyᵀ · x
    const Operand<Scalar> rows{dy.data() + begin, 1, dy.outerStride()};
    multiply(end - begin, dw.cols(), dy.rows(), rows, operandOf<Scalar>(x), dw.data() + begin * dw.outerStride(),
             dw.outerStride(), ProductMode::Overwrite);
  });
}

#define HEADLIGHT_INSTANTIATE(S)                                                                                       \
  template void linearForward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, std::span<const S>, MatrixRef<S>, \
                                 ThreadPool*);                                                                         \
  template void linearBackwardInput<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>, ThreadPool*); \
  template void linearBackwardWeights<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>,             \
                                         std::span<S>, ThreadPool*);                                                   \
  template void headForward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>, ThreadPool*);         \
  template void headBackwardInput<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>, ThreadPool*);   \
  template void headBackwardWeights<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>, ThreadPool*);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
