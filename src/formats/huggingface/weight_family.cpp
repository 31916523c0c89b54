#include "formats/huggingface/weight_family.h"

#include <map>

#include "models/encoder/encoder_parameters.h"
#include "models/encoder_decoder/encoder_decoder_parameters.h"
#include "models/recurrent/recurrent_parameters.h"
#include "tensor/error.h"

namespace headlight {
namespace {

WeightFamily gpt2() {
  WeightFamily family;
  family.prefix = "transformer.";
  family.notPrefixed = {"lm_head.weight"};
  family.shared = {{"lm_head.weight", "wte.weight"}};
  family.buffers = {"h.*.attn.bias", "h.*.attn.masked_bias"};  // causal masks that older versions stored
  family.unused = {"multiple_choice_head.*"};                  // of GPT2DoubleHeadsModel
  family.essential = {"lm_head.*"};
  family.mayBeLinear = true;
  return family;
}

WeightFamily bert() {
  WeightFamily family;
  family.prefix = "bert.";
  family.prefixInOurNames = true;
  family.transposed = encoderStoresTransposed;
  family.oldEndings = {{"LayerNorm.gamma", "LayerNorm.weight"}, {"LayerNorm.beta", "LayerNorm.bias"}};
  family.shared = {{"cls.predictions.decoder.weight", "bert.embeddings.word_embeddings.weight"},
                   {"cls.predictions.decoder.bias", "cls.predictions.bias"}};
  family.buffers = {"embeddings.position_ids", "embeddings.token_type_ids"};
  family.unused = {"pooler.*", "cls.seq_relationship.*"};
  family.essential = {"cls.predictions.*"};
  family.head = {"cls.predictions.*"};
  return family;
}

WeightFamily marian() {
  WeightFamily family;
  family.prefix = "model.";
  family.prefixInOurNames = true;
  family.transposed = encoderDecoderStoresTransposed;
  family.oneRow = {"final_logits_bias"};
  family.shared = {{"model.encoder.embed_tokens.weight", "model.shared.weight"},
                   {"model.decoder.embed_tokens.weight", "model.shared.weight"},
                   {"lm_head.weight", "model.shared.weight"}};
  family.buffers = {"encoder.embed_positions.weight", "decoder.embed_positions.weight"};  // sinusoids
  family.essential = {"lm_head.*"};
  return family;
}

WeightFamily recurrent() {
  WeightFamily family;
  family.transposed = [](const ParameterInfo& info) { return storedTransposed(info.name); };
  family.shared = {{"head.weight", "embedding.weight"}};
  return family;
}

/// One row a family (models/family.h).
const std::map<ModelKind, WeightFamily>& weightFamilies() {
  static const std::map<ModelKind, WeightFamily> kTable = {
      {ModelKind::Decoder, gpt2()},  {ModelKind::Encoder, bert()},   {ModelKind::EncoderDecoder, marian()},
      {ModelKind::Rnn, recurrent()}, {ModelKind::Lstm, recurrent()}, {ModelKind::Gru, recurrent()}};
  return kTable;
}

}  // namespace

const WeightFamily& weightFamily(ModelKind kind) {
  const auto found = weightFamilies().find(kind);
  if (found != weightFamilies().end()) return found->second;
  throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(kind))}});
}

}  // namespace headlight
