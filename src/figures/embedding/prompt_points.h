#pragma once
// The tokens of a run as vectors: what one or several hook points hold at each position.

#include <string>
#include <vector>

#include "figures/attention/attention_terms.h"
#include "figures/embedding/embedding_figure.h"
#include "figures/figure_run.h"
#include "models/language_model.h"
#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// Hook points whose values are the same kind of vector at every station of a token's way: the residual stream before
/// the first layer and after each, or one point alone.
struct PointStations {
  std::vector<std::string> hooks;  ///< all of one width, on the same tokens
  int head = -1;                   ///< of values with heads; -1: they have none
};

struct PromptPoints {
  Matrix<float> rows;               ///< [stations · T, n]: all tokens at the first station, then at the next
  std::vector<std::string> labels;  ///< [T]
  std::vector<TokenId> ids;         ///< [T]
  Index stations = 0;
  std::vector<std::string> stationNames;  ///< "input" before the first layer, then the layer
  bool onSource = false;                  ///< the tokens are those of the sentence that is translated

  [[nodiscard]] Index tokens() const { return static_cast<Index>(labels.size()); }
};

/// Hook points that hold a vector a position, in the order of the run: neither patterns nor scales nor token ids.
[[nodiscard]] std::vector<std::string> vectorHooks(const LanguageModel& model);
/// Heads of such a value; 0 where it has none.
[[nodiscard]] int headsOf(const LanguageModel& model, const std::string& hook);

/// The residual stream: what enters the first layer and what leaves each (behind its norm in post-norm models). Of
/// recurrent nets the hidden state of each layer. `side` is Encoder or Decoder of an encoder-decoder, else Own.
[[nodiscard]] PointStations residualStations(const LanguageModel& model, AttentionSide side);
/// What enters the first layer (inputSpace() says what was added up to it); no hooks for a recurrent net.
[[nodiscard]] PointStations inputStations(const LanguageModel& model);
/// The space of those vectors. Its sum follows from the model's hook points: it has a position embedding or not, and a
/// segment embedding with a norm after it or not.
[[nodiscard]] EmbeddingFigure::Space inputSpace(const LanguageModel& model);
/// What `space` needs; of the vocabulary and of tables nothing. Throws Error "internal.failure" for a hook point that
/// the model lacks or that holds no vectors.
[[nodiscard]] PointStations stationsOf(const LanguageModel& model, const EmbeddingFigure::Space& space);

/// The path's caches must be present (Generation::path()). Throws Error "internal.failure" for a hook that the model
/// lacks or a head that it has not.
[[nodiscard]] PromptPoints promptPoints(const FigureRun& run, const PointStations& stations);

/// -log2 of the probability that the model gave each token where it stands, of decoders and recurrent nets; NaN for the
/// first token. Empty for the other kinds.
[[nodiscard]] std::vector<double> tokenSurprise(const FigureRun& run);

}  // namespace headlight
