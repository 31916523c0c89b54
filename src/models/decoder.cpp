#include "models/decoder.h"

#include <new>
#include <string>
#include <utility>

#include "models/decoder_forward.h"
#include "models/decoder_state.h"
#include "nn/embedding.h"
#include "tensor/error.h"

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
    : m_config(config),
      m_parameters(std::move(parameters)),
      m_sinusoids(sinusoidsOf(config)),
      m_weights(viewDecoder(m_config, m_parameters)),
      m_hooks(decoderHookTable(config)),
      m_points(config) {
  if (m_sinusoids.size() > 0)
    new (&m_weights.positionEmbedding) MatrixMap<float>(m_sinusoids.data(), m_sinusoids.rows(), m_sinusoids.cols());
}

std::unique_ptr<DecodingState> Decoder::newState() const {
  return std::make_unique<DecoderState>(m_config);
}

void Decoder::forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
                      std::span<float> logits) const {
  auto& own = dynamic_cast<DecoderState&>(state);
  const auto rows = static_cast<Index>(tokens.size());
  if (rows < 1) throw Error("internal.failure", {{"what", "a forward call without tokens"}});
  if (static_cast<Index>(logits.size()) != m_config.dVocab) {
    throw Error("internal.failure", {{"what", "room for the logits is not the vocabulary's size"}});
  }
  if (own.length() + rows > m_config.nCtx) {
    throw Error("model.context_full", {{"length", std::to_string(own.length())},
                                       {"added", std::to_string(rows)},
                                       {"n_ctx", std::to_string(m_config.nCtx)}});
  }
  for (const TokenId token : tokens) {
    if (token < 0 || token >= m_config.dVocab) {
      throw Error("model.token_out_of_range",
                  {{"id", std::to_string(token)}, {"d_vocab", std::to_string(m_config.dVocab)}});
    }
  }
  if (rows == 1) {
    DecoderForward(m_config, m_weights, m_hooks, m_points, own, own.stepScratch(), options).run(tokens, logits);
  } else {
    DecoderScratch scratch(m_config, rows, own.length() + rows);
    DecoderForward(m_config, m_weights, m_hooks, m_points, own, scratch, options).run(tokens, logits);
  }
  own.setLength(own.length() + rows);
}

}  // namespace headlight
