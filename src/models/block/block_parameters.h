#pragma once
// The weights of one Transformer block: self-attention, in a decoder with a source cross-attention, and an MLP, each
// with its norm. Which names they have is the model's own table.

#include <optional>
#include <span>
#include <string>

#include "models/block/norm_rows.h"
#include "models/parameters.h"

namespace headlight {

/// y = x · weight + bias: weight [in, out], bias [out].
struct LinearViews {
  WeightView weight;
  std::span<float> bias;
};

/// Weights of an attention sublayer, or their gradients. Rows h · d_head … of `out` belong to head h.
struct AttentionViews {
  LinearViews qkv;           ///< [C, 3C], queries, keys and values side by side, where the model keeps them in one …
  LinearViews q, k, v, out;  ///< … else q, k and v; all [C, C]
  NormViews norm;

  [[nodiscard]] bool isFused() const { return !qkv.bias.empty(); }
};

struct BlockViews {
  AttentionViews self;
  std::optional<AttentionViews> cross;
  LinearViews mlpIn, mlpOut;  ///< [C, M], [M, C]
  NormViews mlpNorm;
  /// Scores of self-attention are divided by it, besides sqrt(d_head) (ModelConfig::scaledByLayer).
  float scoreDivisor = 1;
};

/// What the sublayers are called; ".weight" and ".bias" go behind. A name that the model does not have is empty: `qkv`,
/// or q, k and v.
struct AttentionNames {
  std::string q{}, k{}, v{}, out{}, norm{}, qkv{};
};

struct BlockNames {
  AttentionNames self;
  std::optional<AttentionNames> cross;
  std::string mlpIn, mlpOut, mlpNorm;
  NormKind norm = NormKind::LayerNorm;  ///< of every sublayer
};

/// Adds a post-norm block's weights in the order of the structure. C = d_model, M = d_mlp.
void addPostNormBlock(ParameterLayout& layout, const BlockNames& names, Index C, Index M);
[[nodiscard]] BlockViews viewBlock(Parameters& parameters, const BlockNames& names);

void addLinear(ParameterLayout& layout, const std::string& name, Index in, Index out);
/// Empty views for an empty name.
[[nodiscard]] LinearViews viewLinear(Parameters& parameters, const std::string& name);
[[nodiscard]] std::span<float> viewVector(Parameters& parameters, const std::string& name);

/// Embeddings normal with deviation 0.02, matrices with 0.554/sqrt(inputs), norms 1, biases 0. That is the 0.02 of BERT
/// (Devlin and others 2019) at its width of 768, kept in proportion: at the widths of a classroom the attention of a
/// fixed 0.02 adds next to nothing to the stream. `isNormWeight` tells the vectors that start at 1.
[[nodiscard]] Parameters normalParameters(ParameterLayout layout, std::uint64_t seed,
                                          bool (*isNormWeight)(std::string_view name));

}  // namespace headlight
