#pragma once
// What a model is, as data. Words are TransformerLens's; formats/ maps Hugging Face's config fields to them.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "nn/norm_kind.h"
#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// Each has a row in the table of families (family.h).
enum class ModelKind { Decoder, Encoder, EncoderDecoder, Rnn, Lstm, Gru };

/// What a model does with a text: goes on with it word by word, fills its masks, or writes another one.
enum class Role { Continues, Fills, Translates };

/// "decoder", "encoder", "encoder_decoder", "rnn", "lstm", "gru": the words of the command line's JSON.
[[nodiscard]] std::string_view modelKindName(ModelKind kind);

enum class Activation { GeluNew, Gelu, Relu, Swish, QuickGelu, Tanh };

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

  // In what a decoder may differ from GPT-2 (decoder_options.h); encoder and encoder-decoder keep their architecture.
  Positions positions = Positions::Learned;
  bool causalMask = true;
  bool residual = true;                 ///< false: a sublayer's output replaces the stream
  NormKind norm = NormKind::LayerNorm;  ///< of all norms
  bool scaledScores = true;             ///< scores divided by sqrt(d_head)
  bool scaledByLayer = false;           ///< scores divided by the number of their layer too, counted from 1

  // Encoder and encoder-decoder.
  bool hasHead = true;           ///< encoder: it predicts masked words; false: it was saved without that head
  Index nSegments = 2;           ///< encoder: rows of the segment embedding (type_vocab_size)
  bool scaledEmbedding = false;  ///< encoder-decoder: embeddings times sqrt(d_model) (scale_embedding)
  TokenId startToken = -1;       ///< encoder-decoder: what the decoder begins with (decoder_start_token_id)
  TokenId endToken = -1;         ///< encoder-decoder: ends a target (eos_token_id)
  TokenId padToken = -1;         ///< encoder, encoder-decoder; never predicted by an encoder-decoder

  [[nodiscard]] Index dHead() const { return dModel / nHeads; }

  // What the kind's row says (family.h). Each throws Error "model.kind_not_supported" for a number that is no kind.
  [[nodiscard]] Role role() const;
  [[nodiscard]] bool hasAttention() const;
  [[nodiscard]] bool isRecurrent() const;   ///< reads token by token, with cells that keep a hidden state
  [[nodiscard]] bool hasCellState() const;  ///< keeps a cell state beside the hidden state
  [[nodiscard]] bool hasSource() const;     ///< a stack of its own reads a source text; another one writes
  [[nodiscard]] bool canRewind() const;     ///< its DecodingState can forget its last tokens
};

/// Calls visit(name, member) for every member of a configuration, const or not. The names are those of recipes and of
/// our archives: they never change. A member that is missing here does not compile (model_config.cpp).
template <class Config, class Visitor>
constexpr void visitFields(Config& config, Visitor&& visit) {
  visit("kind", config.kind);
  visit("n_layers", config.nLayers);
  visit("n_decoder_layers", config.nDecoderLayers);
  visit("n_heads", config.nHeads);
  visit("d_model", config.dModel);
  visit("d_hidden", config.dHidden);
  visit("d_mlp", config.dMlp);
  visit("n_ctx", config.nCtx);
  visit("d_vocab", config.dVocab);
  visit("activation", config.activation);
  visit("layer_norm_epsilon", config.layerNormEpsilon);
  visit("tied_head", config.tiedHead);
  visit("positions", config.positions);
  visit("causal_mask", config.causalMask);
  visit("residual", config.residual);
  visit("layer_norm", config.norm);
  visit("scaled_scores", config.scaledScores);
  visit("scaled_by_layer", config.scaledByLayer);
  visit("has_head", config.hasHead);
  visit("n_segments", config.nSegments);
  visit("scaled_embedding", config.scaledEmbedding);
  visit("start_token", config.startToken);
  visit("end_token", config.endToken);
  visit("pad_token", config.padToken);
}

/// A value of an enumeration of the configuration and its word in files.
template <class Enum>
struct ConfigWord {
  std::string_view word;
  Enum value;
};

// All words of an enumeration, in the order of its values; the argument only says which enumeration.
[[nodiscard]] std::span<const ConfigWord<ModelKind>> wordsOf(ModelKind);
[[nodiscard]] std::span<const ConfigWord<Activation>> wordsOf(Activation);
[[nodiscard]] std::span<const ConfigWord<Positions>> wordsOf(Positions);
[[nodiscard]] std::span<const ConfigWord<bool>> wordsOf(bool);
/// "true" and "false": files have had a truth value named layer_norm since before there was a choice of norms.
[[nodiscard]] std::span<const ConfigWord<NormKind>> wordsOf(NormKind);

/// The word of one value; empty for a number that is no value of the enumeration.
template <class Enum>
[[nodiscard]] std::string_view wordOf(Enum value) {
  for (const ConfigWord<Enum>& known : wordsOf(value)) {
    if (known.value == value) return known.word;
  }
  return {};
}

/// Whether a member has words: a truth value or an enumeration, not a number.
template <class Member>
inline constexpr bool kHasWords = std::is_same_v<Member, bool> || std::is_enum_v<Member>;

/// The shortest digits that mean this number.
[[nodiscard]] std::string numberText(float value);

/// A member as files and messages write it.
template <class Member>
[[nodiscard]] std::string fieldText(const Member& value) {
  if constexpr (kHasWords<Member>) {
    return std::string(wordOf(value));
  } else if constexpr (std::is_floating_point_v<Member>) {
    return numberText(value);
  } else {
    return std::to_string(value);
  }
}

/// All members as texts, by name: what two configurations differ in.
using FieldTexts = std::map<std::string_view, std::string>;
[[nodiscard]] FieldTexts fieldTexts(const ModelConfig& config);

/// Throws Error "model.config" naming the field that cannot be (zero or negative sizes, d_model not divisible by
/// n_heads, sizes beyond the stated limits).
void validate(const ModelConfig& config);

}  // namespace headlight
