#include "models/parts/weight_products.h"

#include "nn/embedding.h"
#include "nn/linear.h"

namespace headlight {

void weightForward(const ConstMatrixRef<float>& x, const WeightView& w, std::span<const float> bias, MatrixRef<float> y,
                   ThreadPool* pool) {
  weightForward(x, w, 0, bias, y, pool);
}

void weightForward(const ConstMatrixRef<float>& x, const WeightView& w, Index first, std::span<const float> bias,
                   MatrixRef<float> y, ThreadPool* pool) {
  if (w.isCompact()) return compactForward(x, w.compact.middleRows(first, y.cols()), bias, y, pool);
  linearForward<float>(x, w.floats.middleCols(first, y.cols()), bias, y, pool);
}

void weightHeadForward(const ConstMatrixRef<float>& x, const WeightView& w, MatrixRef<float> y, ThreadPool* pool) {
  if (w.isCompact()) return compactForward(x, w.compact, {}, y, pool);
  headForward<float>(x, w.floats, y, pool);
}

void weightRows(std::span<const TokenId> tokens, const WeightView& table, MatrixRef<float> y) {
  if (table.isCompact()) return compactEmbeddingForward(tokens, table.compact, y);
  embeddingForward<float>(tokens, table.floats, y);
}

}  // namespace headlight
