#include "models/block/norm_rows.h"

#include "models/block/block_parameters.h"
#include "models/parts/hook_run.h"
#include "nn/norm.h"

namespace headlight {

void addNorm(ParameterLayout& layout, NormKind kind, const std::string& name, Index C) {
  if (partsOf(kind).scale) layout.addVector(name + ".weight", C);
  if (partsOf(kind).bias) layout.addVector(name + ".bias", C);
}

NormViews viewNorm(Parameters& parameters, NormKind kind, const std::string& name) {
  NormViews views{.kind = kind, .weight = {}, .bias = {}};
  if (partsOf(kind).scale) views.weight = viewVector(parameters, name + ".weight");
  if (partsOf(kind).bias) views.bias = viewVector(parameters, name + ".bias");
  return views;
}

void normForward(const NormViews& norm, float epsilon, const ConstMatrixRef<float>& x, NormedRows left,
                 MatrixRef<float> out, HookRun* hooks, const NormPoints& points) {
  if (!norm.hasScale()) {
    out = x;
    return;
  }
  normScaleForward<float>(norm.kind, x, epsilon, left.normalized, left.scale);
  if (hooks) hooks->offer(points.scale, left.scale.data());
  normDivideForward<float>(left.scale, left.normalized);
  if (hooks) hooks->offer(points.normalized, left.normalized.data());
  normAffineForward<float>(left.normalized, norm.weight, norm.bias, out);
}

void normBackward(const NormViews& norm, const ConstMatrixRef<float>& dOut, const NormedRows& left,
                  MatrixRef<float> dx) {
  if (norm.hasScale())
    normBackwardInput<float>(norm.kind, dOut, left.normalized, left.scale, norm.weight, dx);
  else
    dx += dOut;
}

void normGradients(const ConstMatrixRef<float>& dOut, const ConstMatrixRef<float>& normalized, const NormViews& d) {
  if (d.hasScale()) normBackwardWeights<float>(dOut, normalized, d.weight, d.bias);
}

}  // namespace headlight
