#pragma once
// How a shown number relates to what the model computed.

#include <string>

#include "figures/attention/attention_terms.h"
#include "tensor/matrix.h"

namespace headlight {

/// How a shown number relates to what the model computed: the corner of each panel.
struct Badge {
  enum class Kind {
    Exact,
    MeanOfHeads,
    Projected,
    MaximumOfHeads,
    MeanOfLayers,
    MaximumOfLayers,
    NeighboursKept,
    UnderWay,
    ChosenAxes,
    Sampled,
    Measured,
    Gradient,
    Replacements,
    MeanOfSentences
  } kind = Kind::Exact;
  Index count = 0;   ///< heads (or layers) that were put together; sentences of a sample; repetitions of a measurement
  double share = 0;  ///< variance or neighbours kept, 0 to 1
  /// What is put together: "0, 2, 3" of heads or of layers, "L0 H1, L2 H3"; empty: all of them. Of NeighboursKept and
  /// UnderWay the method, "t-SNE". Of ChosenAxes nothing: `share` is the variance that the three axes keep.
  std::string which{};
  AttentionMeasure measure = AttentionMeasure::Weights;  ///< said before the rest where it is not Weights
};

}  // namespace headlight
