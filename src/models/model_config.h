#pragma once
// What a model is, as data. Words are TransformerLens's; formats/ maps Hugging Face's config fields to them.

#include <string>

#include "tensor/matrix.h"

namespace headlight {

enum class ModelKind { Decoder, Encoder, EncoderDecoder, Rnn, Lstm, Gru };

/// "decoder", "encoder", "encoder_decoder", "rnn", "lstm", "gru": the words of the command line's JSON.
[[nodiscard]] std::string_view modelKindName(ModelKind kind);

enum class Activation { GeluNew, Gelu, Relu };

struct ModelConfig {
  ModelKind kind = ModelKind::Decoder;
  Index nLayers = 0;
  Index nHeads = 0;
  Index dModel = 0;
  Index dMlp = 0;  ///< n_inner; 4 · d_model unless stated
  Index nCtx = 0;  ///< longest sequence, in tokens
  Index dVocab = 0;
  Activation activation = Activation::GeluNew;
  float layerNormEpsilon = 1e-5F;
  bool tiedHead = true;  ///< W_U is the transpose of W_E

  [[nodiscard]] Index dHead() const { return dModel / nHeads; }
};

/// Throws Error "model.config" naming the field that cannot be (zero or negative sizes, d_model not divisible by
/// n_heads, sizes beyond the stated limits).
void validate(const ModelConfig& config);

}  // namespace headlight
