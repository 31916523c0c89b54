#include "reference/reference.h"

#include "reference/encoder_decoder_reference.h"
#include "reference/encoder_reference.h"
#include "reference/recurrent_reference.h"

namespace headlight {

std::vector<ReferenceValue> referenceFor(const ModelConfig& config, const Parameters& parameters,
                                         const ReferenceInput& input) {
  // Every number of a compact matrix means one float: the reference reads those.
  if (parameters.layout().anyCompact()) return referenceFor(config, parameters.toFloat32(), input);
  switch (config.kind) {
    case ModelKind::Decoder:
      return decoderReference(config, parameters, input.tokens);
    case ModelKind::Encoder:
      return encoderReference(config, parameters, input.tokens, input.segments);
    case ModelKind::EncoderDecoder:
      return encoderDecoderReference(config, parameters, input.source, input.tokens);
    case ModelKind::Rnn:
    case ModelKind::Lstm:
    case ModelKind::Gru:
      return recurrentReference(config, parameters, input.tokens);
  }
  return {};
}

}  // namespace headlight
