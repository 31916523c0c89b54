#include "models/block/attention_run.h"

#include "models/parts/weight_products.h"
#include "nn/attention.h"
#include "nn/linear.h"
#include "nn/softmax.h"

namespace headlight {

void attend(const AttentionRows& rows, const AttentionPoints& points, HookRun& hooks, ThreadPool* pool) {
  const Index T = rows.q.rows();
  const Index K = rows.keys.rows();
  const Index D = rows.q.cols() / rows.heads;
  const auto ofHead = [&](Index head) { return MatrixMap<float>(rows.scores + head * T * K, T, K); };
  const auto eachHead = [&](auto&& body) {
    // A single step's heads are too little work to wake a thread for, unless the text is long.
    ThreadPool* const helpers = T * K * rows.q.cols() >= Index{1} << 18 ? pool : nullptr;
    parallelFor(helpers, rows.heads, 1, [&](Index head, Index) { body(head); });
  };
  eachHead([&](Index head) {
    scoreForward<float>(rows.q.middleCols(head * D, D), rows.keys.middleCols(head * D, D), ofHead(head), rows.scaled);
    if (rows.divisor != 1) ofHead(head) /= rows.divisor;
    if (rows.mask == AttentionMask::Causal) causalMaskForward<float>(K - T, ofHead(head));
  });
  hooks.offer(points["hook_attn_scores"], rows.scores);
  eachHead([&](Index head) { softmaxForward<float>(ofHead(head), ofHead(head)); });
  hooks.offer(points["hook_pattern"], rows.scores);
  MatrixMap<float> z = rows.z;
  eachHead([&](Index head) {
    mixForward<float>(ofHead(head), rows.values.middleCols(head * D, D), z.middleCols(head * D, D));
  });
  hooks.offer(points["hook_z"], z.data());
}

namespace {

/// The rows of an output matrix as floats; copied only where a head's inputs are no whole blocks of a compact one.
Matrix<float> expandedRows(const CompactView& weight) {
  Matrix<float> byOutputs(weight.rows, weight.columns);
  for (Index row = 0; row < weight.rows; ++row) expandRow(weight, row, byOutputs.row(row).data());
  return byOutputs;
}

/// What each head adds by its part of z and its inputs of the output matrix: results [T, H · C].
void headResults(Index heads, const MatrixMap<float>& z, const WeightView& weight, ThreadPool* pool,
                 MatrixRef<float> results) {
  const Index C = results.cols() / heads;
  const Index D = z.cols() / heads;
  const bool split = weight.isCompact() && fitsRows(weight.compact.type, D);
  const Matrix<float> expanded = weight.isCompact() && !split ? expandedRows(weight.compact) : Matrix<float>();
  // One head's product is little work, all of them together may be much.
  ThreadPool* const helpers = z.rows() * z.cols() * C >= Index{1} << 19 ? pool : nullptr;
  parallelFor(helpers, heads, 1, [&](Index head, Index) {
    const auto in = z.middleCols(head * D, D);
    auto out = results.middleCols(head * C, C);
    if (!weight.isCompact())
      linearForward<float>(in, weight.floats.middleRows(head * D, D), {}, out);
    else if (split)
      compactForward(in, weight.compact.middleColumns(head * D, D), {}, out);
    else
      headForward<float>(in, expanded.middleCols(head * D, D), out);
  });
}

}  // namespace

void attentionOutput(Index heads, MatrixMap<float> z, const WeightView& weight, std::span<const float> bias,
                     int resultPoint, HookRun& hooks, ThreadPool* pool, MatrixMap<float> out) {
  if (!hooks.touched(resultPoint)) return weightForward(z, weight, bias, out, pool);
  const Index C = out.cols();
  Matrix<float> results(z.rows(), heads * C);
  headResults(heads, z, weight, pool, results);
  hooks.offer(resultPoint, results.data());
  // The bits that the run has when nobody looks.
  if (!hooks.changed(resultPoint)) return weightForward(z, weight, bias, out, pool);
  out.rowwise() = ConstRowVectorMap<float>(bias.data(), C);
  for (Index head = 0; head < heads; ++head) out += results.middleCols(head * C, C);
}

}  // namespace headlight
