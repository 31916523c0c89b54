#include "models/input_gradients.h"

#include <cmath>
#include <string>

#include "models/trainable_model.h"
#include "nn/cross_entropy.h"
#include "nn/linear.h"
#include "tensor/error.h"

namespace headlight {

InputGradients TrainableModel::inputGradients(std::span<const TokenId>, const EndValue&, ThreadPool*) const {
  throw Error("gradient.kind", {{"kind", std::string(modelKindName(config().kind))}});
}

double endValueGradient(const EndValue& end, const ConstMatrixRef<float>& in, const ConstMatrixRef<float>& head,
                        std::span<const float> bias, MatrixRef<float> dIn, ThreadPool* pool) {
  if (end.kind == EndValue::Kind::Logit) {
    const auto row = head.row(end.token);
    dIn.row(0) = row;
    const double own = bias.empty() ? 0.0 : static_cast<double>(bias[static_cast<std::size_t>(end.token)]);
    return in.row(0).cast<double>().dot(row.cast<double>()) + own;
  }
  Matrix<float> logits(1, head.rows());
  headForward<float>(in, head, logits, pool);
  if (!bias.empty()) logits.row(0) += ConstRowVectorMap<float>(bias.data(), head.rows());
  const TokenId target[] = {end.token};
  const double loss = crossEntropyForward<float>(logits, target, logits);
  crossEntropyBackward<float>(logits, target, 1.0F, logits);
  headBackwardInput<float>(logits, head, dIn, pool);
  return loss;
}

std::vector<double> rowNorms(const ConstMatrixRef<float>& rows) {
  std::vector<double> norms;
  norms.reserve(static_cast<std::size_t>(rows.rows()));
  for (Index r = 0; r < rows.rows(); ++r) norms.push_back(rows.row(r).cast<double>().norm());
  return norms;
}

}  // namespace headlight
