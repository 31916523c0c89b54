#pragma once
// The weights of the GPT-2 architecture: names and shapes (Hugging Face's GPT2LMHeadModel), first values, and typed
// views of them. A model without learned positions has no wpe, one without norms no ln_1, ln_2 and ln_f.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/model_config.h"
#include "models/parameters.h"

namespace headlight {

[[nodiscard]] ParameterLayout decoderParameterLayout(const ModelConfig& config);
[[nodiscard]] Parameters initialDecoderParameters(const ModelConfig& config, std::uint64_t seed);

/// One block's weights, or their gradients. C = d_model, M = d_mlp.
struct DecoderBlockViews {
  std::span<float> ln1Weight, ln1Bias;  ///< [C]
  WeightView qkvWeight;                 ///< [C, 3C]: queries, keys, values side by side
  std::span<float> qkvBias;             ///< [3C]
  WeightView attnOutWeight;             ///< [C, C]; rows h · d_head … belong to head h
  std::span<float> attnOutBias;         ///< [C]
  std::span<float> ln2Weight, ln2Bias;  ///< [C]
  WeightView mlpInWeight;               ///< [C, M]
  std::span<float> mlpInBias;           ///< [M]
  WeightView mlpOutWeight;              ///< [M, C]
  std::span<float> mlpOutBias;          ///< [C]
};

/// Views of a block of parameters in the decoder's layout, by meaning instead of by name. Training needs all of them as
/// floats.
struct DecoderViews {
  WeightView tokenEmbedding;                          ///< [V, C]
  MatrixMap<float> positionEmbedding{nullptr, 0, 0};  ///< [n_ctx, C]; without learned positions viewDecoder leaves it
  std::vector<DecoderBlockViews> blocks;
  std::span<float> finalWeight, finalBias;  ///< [C]
  WeightView head;                          ///< [V, C]; the token embedding itself if tied
};

/// Name of a layer's attention output without ".weight" and ".bias" (attention_output.h).
[[nodiscard]] std::string decoderAttentionOutput(Index layer);

[[nodiscard]] DecoderViews viewDecoder(const ModelConfig& config, Parameters& parameters);

}  // namespace headlight
