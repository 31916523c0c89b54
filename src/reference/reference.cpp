#include "reference/reference.h"

#include "reference/encoder_decoder_reference.h"
#include "reference/encoder_reference.h"
#include "reference/recurrent_reference.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using RowReference = std::vector<ReferenceValue> (*)(const ModelConfig& config, const Parameters& parameters,
                                                     const ReferenceInput& input);

std::vector<ReferenceValue> ofDecoder(const ModelConfig& config, const Parameters& parameters,
                                      const ReferenceInput& input) {
  return decoderReference(config, parameters, input.tokens);
}

std::vector<ReferenceValue> ofEncoder(const ModelConfig& config, const Parameters& parameters,
                                      const ReferenceInput& input) {
  return encoderReference(config, parameters, input.tokens, input.segments);
}

std::vector<ReferenceValue> ofEncoderDecoder(const ModelConfig& config, const Parameters& parameters,
                                             const ReferenceInput& input) {
  return encoderDecoderReference(config, parameters, input.source, input.tokens);
}

std::vector<ReferenceValue> ofRecurrent(const ModelConfig& config, const Parameters& parameters,
                                        const ReferenceInput& input) {
  return recurrentReference(config, parameters, input.tokens);
}

struct ReferenceRow {
  ModelKind kind;
  RowReference reference;
};

/// One row a family (models/family.h).
constexpr ReferenceRow kReferences[] = {
    {ModelKind::Decoder, ofDecoder}, {ModelKind::Encoder, ofEncoder}, {ModelKind::EncoderDecoder, ofEncoderDecoder},
    {ModelKind::Rnn, ofRecurrent},   {ModelKind::Lstm, ofRecurrent},  {ModelKind::Gru, ofRecurrent}};

}  // namespace

std::vector<ReferenceValue> referenceFor(const ModelConfig& config, const Parameters& parameters,
                                         const ReferenceInput& input) {
  // Every number of a compact matrix means one float: the reference reads those.
  if (parameters.layout().anyCompact()) return referenceFor(config, parameters.toFloat32(), input);
  for (const ReferenceRow& row : kReferences) {
    if (row.kind == config.kind) return row.reference(config, parameters, input);
  }
  throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(config.kind))}});
}

}  // namespace headlight
