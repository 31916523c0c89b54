#pragma once
// What kind of block a model is made of. Every part of a block (hook points, forward pass, training step) asks here,
// and nowhere for the kind of model.

#include "hooks/hook_names.h"
#include "models/model_config.h"

namespace headlight {

/// Where a block's norms stand: before attention and MLP (pre-norm, Radford and others 2019), or behind the sums of the
/// stream and what they add (post-norm, Vaswani and others 2017).
enum class NormPlace { Before, Behind };

struct BlockShape {
  NormPlace place = NormPlace::Behind;
  NormKind norm = NormKind::LayerNorm;
  bool causal = false;    ///< in self-attention no query sees keys behind its own
  bool residual = true;   ///< a sublayer's output is added to the stream; false: it replaces the stream
  bool scaled = true;     ///< scores divided by sqrt(d_head)
  bool hasCross = false;  ///< cross-attention between self-attention and MLP
  /// A training step takes self-attention's queries a few at a time. Causal ones then need no keys behind the last of
  /// them, which is a third less work than the whole square.
  bool fewQueries = false;
};

/// The blocks of one stack of a model.
[[nodiscard]] constexpr BlockShape blockShape(const ModelConfig& config, hook_names::Stack stack) {
  BlockShape shape;
  shape.hasCross = shape.causal = shape.fewQueries = stack == hook_names::Stack::Decoder;
  if (config.kind == ModelKind::Decoder) {
    shape.place = NormPlace::Before;
    shape.norm = config.norm;
    shape.causal = config.causalMask;
    shape.residual = config.residual;
    shape.scaled = config.scaledScores;
    shape.fewQueries = true;
  }
  return shape;
}

/// The norm between a decoder's last block and its head.
[[nodiscard]] constexpr NormKind finalNorm(const ModelConfig& config) {
  return config.norm;
}

}  // namespace headlight
