#pragma once
// A norm of a model, whatever its kind: its parameters, its rows in a run and in a training step. Blocks, the decoder's
// final norm and the encoder's own norms all come here, and nowhere ask for a kind.

#include <span>
#include <string>

#include "models/parameters.h"
#include "nn/norm_kind.h"

namespace headlight {

class HookRun;

/// A norm's weights, or their gradients: [C], empty if the kind has none.
struct NormViews {
  NormKind kind = NormKind::None;
  std::span<float> weight, bias;

  /// There are a scale and normalized rows; else what comes out is what goes in.
  [[nodiscard]] bool hasScale() const { return partsOf(kind).scale; }
};

/// Adds `name`.weight [C] and `name`.bias [C], as far as the kind has them.
void addNorm(ParameterLayout& layout, NormKind kind, const std::string& name, Index C);
[[nodiscard]] NormViews viewNorm(Parameters& parameters, NormKind kind, const std::string& name);

/// What a norm leaves for its backward pass: [R, C] and [R]. Not written by a kind without a scale.
struct NormedRows {
  MatrixRef<float> normalized;
  std::span<float> scale;
};

/// Indices of a norm's hook points.
struct NormPoints {
  int scale = -1, normalized = -1;
};

/// out [R, C] = the norm of x; out may be x. Offers both points, if there are hooks.
void normForward(const NormViews& norm, float epsilon, const ConstMatrixRef<float>& x, NormedRows left,
                 MatrixRef<float> out, HookRun* hooks = nullptr, const NormPoints& points = {});

/// dx [R, C] is added to.
void normBackward(const NormViews& norm, const ConstMatrixRef<float>& dOut, const NormedRows& left,
                  MatrixRef<float> dx);

/// The gradients of the weights, overwritten.
void normGradients(const ConstMatrixRef<float>& dOut, const ConstMatrixRef<float>& normalized, const NormViews& d);

}  // namespace headlight
