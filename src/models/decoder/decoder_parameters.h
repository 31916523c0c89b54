#pragma once
// The weights of the GPT-2 architecture: names and shapes (Hugging Face's GPT2LMHeadModel), first values, and typed
// views of them. A model without learned positions has no wpe; addNorm() says what ln_1, ln_2 and ln_f have.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/block/block_parameters.h"
#include "models/model_config.h"

namespace headlight {

[[nodiscard]] ParameterLayout decoderParameterLayout(const ModelConfig& config);
[[nodiscard]] Parameters initialDecoderParameters(const ModelConfig& config, std::uint64_t seed);

/// Views of a block of parameters in the decoder's layout, by meaning instead of by name. Training needs all of them as
/// floats.
struct DecoderViews {
  WeightView tokenEmbedding;                          ///< [V, C]
  MatrixMap<float> positionEmbedding{nullptr, 0, 0};  ///< [n_ctx, C]; without learned positions viewDecoder leaves it
  std::vector<BlockViews> blocks;
  NormViews finalNorm;
  WeightView head;  ///< [V, C]; the token embedding itself if tied
};

/// Name of a layer's attention output without ".weight" and ".bias" (family.h).
[[nodiscard]] std::string decoderAttentionOutput(Index layer);

[[nodiscard]] DecoderViews viewDecoder(const ModelConfig& config, Parameters& parameters);

}  // namespace headlight
