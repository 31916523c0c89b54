#include "models/block/norm_rows.h"

#include "nn/layer_norm.h"

namespace headlight {

void normForward(const ModelConfig& config, NormKind norm, const ConstMatrixRef<float>& x, const NormViews& weights,
                 NormedRows left, MatrixRef<float> out) {
  if (norm == NormKind::None) {
    out = x;
    return;
  }
  layerNormScaleForward<float>(x, config.layerNormEpsilon, left.normalized, left.scale);
  layerNormDivideForward<float>(left.scale, left.normalized);
  layerNormAffineForward<float>(left.normalized, weights.weight, weights.bias, out);
}

void normBackward(NormKind norm, const ConstMatrixRef<float>& dOut, const NormedRows& left, const NormViews& weights,
                  MatrixRef<float> dx) {
  if (norm == NormKind::None)
    dx += dOut;
  else
    layerNormBackwardInput<float>(dOut, left.normalized, left.scale, weights.weight, dx);
}

}  // namespace headlight
