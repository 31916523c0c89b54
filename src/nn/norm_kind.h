#pragma once
// Which norms there are and what belongs to each. Their formulas are in norm.cpp.

namespace headlight {

/// How rows are normalized before they are read. `None`: not at all.
enum class NormKind { LayerNorm, None };

/// What belongs to a norm: parameters, hook points, formulas.
struct NormParts {
  bool scale = true;  ///< each row is divided by its scale and multiplied by a weight
  bool bias = true;   ///< … and a bias is added
};

[[nodiscard]] constexpr NormParts partsOf(NormKind kind) {
  switch (kind) {
    case NormKind::LayerNorm:
      break;
    case NormKind::None:
      return {.scale = false, .bias = false};
  }
  return {};
}

}  // namespace headlight
