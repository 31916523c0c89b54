#include "models/encoder_decoder/encoder_decoder.h"

#include <utility>

#include "models/encoder_decoder/encoder_decoder_forward.h"
#include "models/token_check.h"
#include "nn/embedding.h"
#include "tensor/error.h"

namespace headlight {

EncoderDecoder::EncoderDecoder(const ModelConfig& config, Parameters parameters)
    : FamilyModel(config, std::move(parameters), viewEncoderDecoder, encoderDecoderHookTable),
      m_positions(config.nCtx, config.dModel) {
  sinusoidalPositions<float>(m_positions);
}

std::unique_ptr<DecodingState> EncoderDecoder::newState() const {
  return std::make_unique<EncoderDecoderState>(m_config);
}

void EncoderDecoder::prefill(std::span<const TokenId> source, DecodingState& state, const RunOptions& options,
                             std::span<float> logits) const {
  auto& own = dynamic_cast<EncoderDecoderState&>(state);
  checkForward(m_config, source, 0, logits);
  own.beginSource(static_cast<Index>(source.size()));
  const TokenId start[] = {m_config.startToken};
  EncoderDecoderForward run(m_config, m_weights, m_positions, m_hooks, m_points, own, options, 1);
  run.encode(source);
  run.decode(start, logits);
  own.setLength(1);
}

void EncoderDecoder::forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
                             std::span<float> logits) const {
  auto& own = dynamic_cast<EncoderDecoderState&>(state);
  if (own.sourceLength() == 0) throw Error("internal.failure", {{"what", "a translation went on before its source"}});
  checkForward(m_config, tokens, own.length(), logits);
  const auto rows = static_cast<Index>(tokens.size());
  EncoderDecoderForward(m_config, m_weights, m_positions, m_hooks, m_points, own, options, rows).decode(tokens, logits);
  own.setLength(own.length() + rows);
}

}  // namespace headlight
