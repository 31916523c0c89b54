#pragma once
// The one selection that all views share. Clicking a token, a head, a cell or a point changes it; every view follows.

#include <compare>

#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

struct Selection {
  static constexpr int kMeanOfHeads = -1;

  Index position = -1;     ///< the chosen token's position (a row of attention); -1: follow the last token
  Index keyPosition = -1;  ///< the chosen cell's key; -1: none
  int layer = 0;
  int head = 0;               ///< kMeanOfHeads: the mean over the layer's heads
  TokenId vocabularyId = -1;  ///< a point of the embedding view or a bar that is under inspection; -1: none

  bool operator==(const Selection&) const = default;
};

}  // namespace headlight
