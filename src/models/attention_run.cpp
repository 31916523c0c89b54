#include "models/attention_run.h"

#include "nn/attention.h"
#include "nn/linear.h"
#include "nn/softmax.h"

namespace headlight {

void attend(const AttentionRows& rows, const AttendPoints& points, HookRun& hooks, ThreadPool* pool) {
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
    if (rows.mask == AttentionMask::Causal) causalMaskForward<float>(K - T, ofHead(head));
  });
  hooks.offer(points.scores, rows.scores);
  eachHead([&](Index head) { softmaxForward<float>(ofHead(head), ofHead(head)); });
  hooks.offer(points.pattern, rows.scores);
  MatrixMap<float> z = rows.z;
  eachHead([&](Index head) {
    mixForward<float>(ofHead(head), rows.values.middleCols(head * D, D), z.middleCols(head * D, D));
  });
  hooks.offer(points.z, z.data());
}

void attentionOutput(Index heads, MatrixMap<float> z, const ConstMatrixRef<float>& weight, std::span<const float> bias,
                     int resultPoint, HookRun& hooks, ThreadPool* pool, MatrixMap<float> out) {
  if (!hooks.touched(resultPoint)) {
    linearForward<float>(z, weight, bias, out, pool);
    return;
  }
  const Index T = z.rows();
  const Index C = weight.cols();
  const Index D = z.cols() / heads;
  Matrix<float> results(T, heads * C);
  for (Index head = 0; head < heads; ++head) {
    linearForward<float>(z.middleCols(head * D, D), weight.middleRows(head * D, D), {}, results.middleCols(head * C, C),
                         pool);
  }
  hooks.offer(resultPoint, results.data());
  if (!hooks.changed(resultPoint)) {
    linearForward<float>(z, weight, bias, out, pool);  // the bits that the run has when nobody looks
    return;
  }
  out.rowwise() = ConstRowVectorMap<float>(bias.data(), C);
  for (Index head = 0; head < heads; ++head) out += results.middleCols(head * C, C);
}

}  // namespace headlight
