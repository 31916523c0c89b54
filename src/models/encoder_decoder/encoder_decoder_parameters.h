#pragma once
// The weights of the encoder-decoder: names of Hugging Face's MarianMTModel, first values, and typed views of them.

#include <cstdint>
#include <string>
#include <vector>

#include "hooks/hook_names.h"
#include "models/block/block_parameters.h"
#include "models/model_config.h"

namespace headlight {

/// In memory linear maps are [in, out]. `model.shared.weight` [V, C] is the embedding of both sides and the head;
/// `final_logits_bias` is a vector [V] ([1, V] in the file). Positions are computed and are no parameter.
[[nodiscard]] ParameterLayout encoderDecoderParameterLayout(const ModelConfig& config);

/// Matrices normal with deviation 0.02 (Marian's init_std in Hugging Face), norms 1, biases 0.
[[nodiscard]] Parameters initialEncoderDecoderParameters(const ModelConfig& config, std::uint64_t seed);

/// Whether a file of MarianMTModel holds this matrix as torch.nn.Linear does, [out, in], and so across ours: every
/// matrix but the shared embedding.
[[nodiscard]] bool encoderDecoderStoresTransposed(const ParameterInfo& info);

/// Letters: V vocabulary, C d_model.
struct EncoderDecoderViews {
  MatrixMap<float> shared{nullptr, 0, 0};  ///< [V, C]
  std::vector<BlockViews> encoder;
  std::vector<BlockViews> decoder;   ///< with cross-attention
  std::span<float> finalLogitsBias;  ///< [V]
};

/// As decoderAttentionOutput(): of the encoder's, the decoder's own, or its cross-attention.
[[nodiscard]] std::string translatorAttentionOutput(hook_names::Stack stack, bool isCross, Index layer);

[[nodiscard]] EncoderDecoderViews viewEncoderDecoder(const ModelConfig& config, Parameters& parameters);

}  // namespace headlight
