#pragma once
// The weights of the recurrent language models: names (those of torch.nn.RNN, LSTM and GRU under `rnn.`, with an
// `embedding` and a `head`), shapes, first values, and typed views of them.
//
// In memory a cell's weights are [inputs, G · H], so that rows multiply from the left (x · W); torch keeps them the
// other way round, and so do files: see storedTransposed().

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/model_config.h"
#include "models/parameters.h"

namespace headlight {

/// Gates of one cell, in torch's order: LSTM 4 (i, f, g, o), GRU 3 (r, z, n), RNN 1.
[[nodiscard]] Index gateCount(ModelKind kind);

/// `embedding.weight` [V, C]; for each layer l `rnn.weight_ih_l{l}` [C or H, G · H], `rnn.weight_hh_l{l}` [H, G · H],
/// `rnn.bias_ih_l{l}` and `rnn.bias_hh_l{l}` [G · H]; `head.weight` [V, H] unless tied; `head.bias` [V].
[[nodiscard]] ParameterLayout recurrentParameterLayout(const ModelConfig& config);

/// "rnn.weight_ih_l0": torch's name of a layer's "weight_ih", "weight_hh", "bias_ih" or "bias_hh".
[[nodiscard]] std::string recurrentName(const char* part, Index layer);

/// Whether a file holds the transpose of this parameter (torch's [G · H, inputs]): true of `rnn.weight_ih_l…` and
/// `rnn.weight_hh_l…`. All names are the same in files.
[[nodiscard]] bool storedTransposed(std::string_view parameterName);

/// Cells uniform in ±1/sqrt(H), as torch fills them, but for the forget gate of an LSTM, whose two biases add up to 1
/// (Jozefowicz and others 2015); the embedding normal with deviation 0.1, since with a Transformer's 0.02 and no norm
/// in front of them the cells hardly see the words at first; a head of its own as torch's nn.Linear.
[[nodiscard]] Parameters initialRecurrentParameters(const ModelConfig& config, std::uint64_t seed);

/// One layer's weights, or their gradients.
struct RecurrentLayerViews {
  MatrixMap<float> inputWeight{nullptr, 0, 0};   ///< [C or H, G · H]
  MatrixMap<float> hiddenWeight{nullptr, 0, 0};  ///< [H, G · H]
  std::span<float> inputBias, hiddenBias;        ///< [G · H]
};

/// Views of a block of parameters in the recurrent layout, by meaning instead of by name.
struct RecurrentViews {
  MatrixMap<float> embedding{nullptr, 0, 0};  ///< [V, C]
  std::vector<RecurrentLayerViews> layers;
  MatrixMap<float> head{nullptr, 0, 0};  ///< [V, H]; the embedding itself if tied
  std::span<float> headBias;             ///< [V]
};

[[nodiscard]] RecurrentViews viewRecurrent(const ModelConfig& config, Parameters& parameters);

}  // namespace headlight
