#include "models/decoder/decoder.h"

#include <new>
#include <utility>

#include "models/decoder/decoder_forward.h"
#include "models/decoder/decoder_state.h"
#include "models/parts/compact_weights.h"
#include "models/token_check.h"
#include "nn/embedding.h"

namespace headlight {

namespace {

Matrix<float> sinusoidsOf(const ModelConfig& config) {
  Matrix<float> table;
  if (config.positions != Positions::Sinusoidal) return table;
  table.resize(config.nCtx, config.dModel);
  sinusoidalPositions<float>(table);
  return table;
}

}  // namespace

Decoder::Decoder(const ModelConfig& config, Parameters parameters)
    : FamilyModel(config, std::move(parameters), viewDecoder, decoderHookTable), m_sinusoids(sinusoidsOf(config)) {
  if (m_sinusoids.size() > 0)
    new (&m_weights.positionEmbedding) MatrixMap<float>(m_sinusoids.data(), m_sinusoids.rows(), m_sinusoids.cols());
}

std::unique_ptr<DecodingState> Decoder::newState() const {
  return std::make_unique<DecoderState>(m_config);
}

Parameters& Decoder::weights() {
  mustBeFloats(m_parameters.layout());
  return m_parameters;
}

void Decoder::forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
                      std::span<float> logits) const {
  auto& own = dynamic_cast<DecoderState&>(state);
  const auto rows = static_cast<Index>(tokens.size());
  checkForward(m_config, tokens, own.length(), logits);
  if (rows == 1) {
    DecoderForward(m_config, m_weights, m_hooks, m_points, own, own.stepScratch(), options, rows).run(tokens, logits);
  } else {
    BlockScratch scratch(m_config, rows, own.length() + rows);
    DecoderForward(m_config, m_weights, m_hooks, m_points, own, scratch, options, rows).run(tokens, logits);
  }
  own.setLength(own.length() + rows);
}

}  // namespace headlight
