#pragma once
// How a shown number relates to what the model computed: one description of how the numbers of a figure were made. The
// badge in the corner, its tip and the end of the alt text are made from it. Each kind of figure has a badgeOf(); what
// holds for a whole run (switched-off parts, a recording) is added by withSource(), so that no kind can forget it.

#include <string>

#include "figures/attention/attention_terms.h"
#include "figures/figure_source.h"
#include "tensor/matrix.h"

namespace headlight {

/// How a shown number relates to what the model computed.
struct Badge {
  enum class Kind {
    Exact,
    MeanOfHeads,
    Projected,
    MaximumOfHeads,
    MeanOfLayers,
    MaximumOfLayers,
    NeighboursKept,
    FewPoints,  ///< t-SNE or UMAP of so few (`count`) points that every picture keeps all neighbours
    UnderWay,
    ChosenAxes,
    Sampled,
    Measured,
    Gradient,
    Replacements,
    MeanOfSentences,
    MemoryOfHeads  ///< exact, but for the memory of compared models: a mean over `which` heads
  } kind = Kind::Exact;
  Index count = 0;   ///< heads (or layers) that were put together; sentences of a sample; repetitions of a measurement
  double share = 0;  ///< variance or neighbours kept, 0 to 1
  /// What is put together: "0, 2, 3" of heads or of layers, "L0 H1, L2 H3"; empty: all of them. Of NeighboursKept,
  /// FewPoints and UnderWay the method, "t-SNE". Of ChosenAxes nothing: `share` is the variance that the three axes
  /// keep.
  std::string which{};
  AttentionMeasure measure = AttentionMeasure::Weights;  ///< said before the rest where it is not Weights
  bool isShareOfRest = false;                            ///< the first key is left out: cells are shares of the rest
  Index leftOut = 0;                                     ///< chosen heads that are not drawn
  bool isAblated = false;                                ///< parts of the model were switched off
  bool isRecorded = false;                               ///< the numbers come from a recording
  double chance = 0;                                     ///< of NeighboursKept: what a picture at random keeps

  bool operator==(const Badge&) const = default;
};

/// The badge of a figure together with what its source says.
[[nodiscard]] inline Badge withSource(Badge badge, const FigureSource& source) {
  badge.isAblated = badge.isAblated || !source.interventions.empty();
  badge.isRecorded = badge.isRecorded || source.isRecorded;
  return badge;
}

}  // namespace headlight
