#pragma once
// The weights of the BERT architecture: names of Hugging Face's BertForMaskedLM (without pooler and next-sentence
// head), first values, and typed views of them.

#include <cstdint>
#include <string>
#include <vector>

#include "models/block/block_parameters.h"
#include "models/model_config.h"

namespace headlight {

/// In memory linear maps are [in, out]; `cls.predictions.decoder.weight` [V, C] exists only with an untied head.
[[nodiscard]] ParameterLayout encoderParameterLayout(const ModelConfig& config);

/// Matrices normal with deviation 0.02, norms 1, biases 0 (Devlin and others 2019).
[[nodiscard]] Parameters initialEncoderParameters(const ModelConfig& config, std::uint64_t seed);

/// Whether a file of BertForMaskedLM holds this matrix as torch.nn.Linear does, [out, in], and so across ours: every
/// linear map, but not the embeddings and the head's matrix [V, C], which we use in place.
[[nodiscard]] bool encoderStoresTransposed(const ParameterInfo& info);

/// Letters: V vocabulary, C d_model.
struct EncoderViews {
  MatrixMap<float> wordEmbedding{nullptr, 0, 0};      ///< [V, C]
  MatrixMap<float> positionEmbedding{nullptr, 0, 0};  ///< [n_ctx, C]
  MatrixMap<float> segmentEmbedding{nullptr, 0, 0};   ///< [n_segments, C]
  NormViews embeddingNorm;
  std::vector<BlockViews> layers;
  LinearViews transform;  ///< [C, C] of the masked-word head
  NormViews transformNorm;
  MatrixMap<float> head{nullptr, 0, 0};  ///< [V, C]; the word embedding itself if tied
  std::span<float> headBias;             ///< [V]
};

/// As decoderAttentionOutput().
[[nodiscard]] std::string encoderAttentionOutput(Index layer);

[[nodiscard]] EncoderViews viewEncoder(const ModelConfig& config, Parameters& parameters);

}  // namespace headlight
