#pragma once
// The one selection that all views share. Clicking a token, a head, a cell or a point changes it; every view follows.

#include <compare>
#include <vector>

#include "figures/attention/attention_terms.h"
#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

struct Selection {
  static constexpr int kMeanOfHeads = -1;

  Index position = -1;     ///< the chosen token's position (a row of attention); -1: follow the last token, or the mask
  Index keyPosition = -1;  ///< the chosen cell's key in the same text; -1: none
  /// A token of what an encoder-decoder translates: the row of its encoder's attention, the key of the
  /// cross-attention; -1: none.
  Index sourcePosition = -1;
  AttentionSide side = AttentionSide::Own;  ///< which attention is looked at; one that the model has
  int layer = 0;
  int head = 0;  ///< kMeanOfHeads: the mean over the layer's heads
  /// Several heads that are looked at together (arcs, means and maxima), in the order in which they were chosen; empty:
  /// the head above alone. Heads that the model or the side lacks are dropped.
  std::vector<HeadPlace> chosenHeads{};
  TokenId vocabularyId = -1;  ///< a point of the embedding view or a bar that is under inspection; -1: none

  bool operator==(const Selection&) const = default;
};

}  // namespace headlight
