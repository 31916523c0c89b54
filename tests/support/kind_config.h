#pragma once
// What a kind of model needs in its configuration besides its sizes, for tests that make a small one of each.

#include "models/model_config.h"

namespace headlight {

/// `config` has its kind and the sizes of a Transformer. A recurrent net gets as many units as d_model; special tokens
/// are those of kSpecialPieces. An encoder-decoder still needs its nDecoderLayers.
inline void fitToKind(ModelConfig& config) {
  if (config.isRecurrent()) {
    config.nHeads = config.dMlp = 0;
    config.dHidden = config.dModel;
  }
  if (config.kind == ModelKind::Encoder) {
    config.activation = Activation::Gelu;
    config.padToken = 1;
  }
  if (config.kind == ModelKind::EncoderDecoder) {
    config.positions = Positions::Sinusoidal;
    config.scaledEmbedding = true;
    config.activation = Activation::Relu;
    config.startToken = config.padToken = 1;
    config.endToken = 5;
  }
}

}  // namespace headlight
