#pragma once
// What a model is, as data. Words are TransformerLens's; formats/ maps Hugging Face's config fields to them.

#include <string>

#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

enum class ModelKind { Decoder, Encoder, EncoderDecoder, Rnn, Lstm, Gru };

/// "decoder", "encoder", "encoder_decoder", "rnn", "lstm", "gru": the words of the command line's JSON.
[[nodiscard]] std::string_view modelKindName(ModelKind kind);

enum class Activation { GeluNew, Gelu, Relu, Swish };

/// Where a Transformer's position embeddings come from. `Sinusoidal` is Hugging Face's Marian table: sines in the first
/// half of a row, cosines in the second (Vaswani and others 2017, section 3.5, with the columns sorted).
enum class Positions { Learned, Sinusoidal, None };

struct ModelConfig {
  ModelKind kind = ModelKind::Decoder;
  Index nLayers = 0;         ///< of an encoder-decoder: the encoder's
  Index nDecoderLayers = 0;  ///< encoder-decoder only
  Index nHeads = 0;
  Index dModel = 0;   ///< width of the embedding; in Transformers of everything between the layers
  Index dHidden = 0;  ///< recurrent only: hidden_size of torch.nn; with a tied head it equals d_model
  Index dMlp = 0;     ///< n_inner; 4 · d_model unless stated
  Index nCtx = 0;     ///< longest sequence, in tokens
  Index dVocab = 0;
  Activation activation = Activation::GeluNew;
  float layerNormEpsilon = 1e-5F;
  bool tiedHead = true;  ///< W_U is the transpose of W_E

  // What a lesson takes out of a decoder to see what it is for (encoder and encoder-decoder keep their architecture).
  Positions positions = Positions::Learned;
  bool causalMask = true;
  bool residual = true;      ///< false: a sublayer's output replaces the stream
  bool layerNorm = true;     ///< false: no norms and no parameters of norms
  bool scaledScores = true;  ///< scores divided by sqrt(d_head)

  // Encoder and encoder-decoder.
  Index nSegments = 2;           ///< encoder: rows of the segment embedding (type_vocab_size)
  bool scaledEmbedding = false;  ///< encoder-decoder: embeddings times sqrt(d_model) (scale_embedding)
  TokenId startToken = -1;       ///< encoder-decoder: what the decoder begins with (decoder_start_token_id)
  TokenId endToken = -1;         ///< encoder-decoder: ends a target (eos_token_id)
  TokenId padToken = -1;         ///< encoder, encoder-decoder; never predicted by an encoder-decoder

  [[nodiscard]] Index dHead() const { return dModel / nHeads; }
  [[nodiscard]] bool isRecurrent() const {
    return kind == ModelKind::Rnn || kind == ModelKind::Lstm || kind == ModelKind::Gru;
  }
};

/// Throws Error "model.config" naming the field that cannot be (zero or negative sizes, d_model not divisible by
/// n_heads, sizes beyond the stated limits).
void validate(const ModelConfig& config);

}  // namespace headlight
