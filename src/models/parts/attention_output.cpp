#include "models/parts/attention_output.h"

#include "models/decoder/decoder_parameters.h"
#include "models/encoder/encoder_parameters.h"
#include "models/encoder_decoder/encoder_decoder_parameters.h"

namespace headlight {

std::string attentionOutputName(const ModelConfig& config, hook_names::Stack stack, bool isCross, Index layer) {
  switch (config.kind) {
    case ModelKind::Encoder:
      return encoderAttentionOutput(layer);
    case ModelKind::EncoderDecoder:
      return translatorAttentionOutput(stack, isCross, layer);
    default:
      return decoderAttentionOutput(layer);
  }
}

}  // namespace headlight
