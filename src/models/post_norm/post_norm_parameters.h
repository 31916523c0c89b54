#pragma once
// The weights of one post-norm layer (Vaswani and others 2017): self-attention, in a decoder cross-attention, and an
// MLP, each with the norm behind its sum. Which names they have is the model's own table.

#include <optional>
#include <span>
#include <string>

#include "models/parameters.h"

namespace headlight {

/// y = x · weight + bias: weight [in, out], bias [out].
struct LinearViews {
  MatrixMap<float> weight{nullptr, 0, 0};
  std::span<float> bias;
};

struct NormViews {
  std::span<float> weight, bias;  ///< [C]
};

/// Weights of an attention sublayer, or their gradients; all maps [C, C]. Rows h · d_head … of `out` belong to head h.
struct AttentionViews {
  LinearViews q, k, v, out;
  NormViews norm;
};

struct PostNormViews {
  AttentionViews self;
  std::optional<AttentionViews> cross;
  LinearViews mlpIn, mlpOut;  ///< [C, M], [M, C]
  NormViews mlpNorm;
};

/// What the sublayers are called; ".weight" and ".bias" go behind.
struct AttentionNames {
  std::string q, k, v, out, norm;
};

struct PostNormNames {
  AttentionNames self;
  std::optional<AttentionNames> cross;
  std::string mlpIn, mlpOut, mlpNorm;
};

/// Adds a layer's weights in the order of the structure. C = d_model, M = d_mlp.
void addPostNormLayer(ParameterLayout& layout, const PostNormNames& names, Index C, Index M);
[[nodiscard]] PostNormViews viewPostNormLayer(Parameters& parameters, const PostNormNames& names);

void addLinear(ParameterLayout& layout, const std::string& name, Index in, Index out);
void addNorm(ParameterLayout& layout, const std::string& name, Index C);
[[nodiscard]] LinearViews viewLinear(Parameters& parameters, const std::string& name);
[[nodiscard]] NormViews viewNorm(Parameters& parameters, const std::string& name);
[[nodiscard]] std::span<float> viewVector(Parameters& parameters, const std::string& name);

/// Embeddings normal with deviation 0.02, matrices with 0.554/sqrt(inputs), norms 1, biases 0. That is the 0.02 of BERT
/// (Devlin and others 2019) at its width of 768, kept in proportion: at the widths of a classroom the attention of a
/// fixed 0.02 adds next to nothing to the stream. `isNormWeight` tells the vectors that start at 1.
[[nodiscard]] Parameters normalParameters(ParameterLayout layout, std::uint64_t seed,
                                          bool (*isNormWeight)(std::string_view name));

}  // namespace headlight
