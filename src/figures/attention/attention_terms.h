#pragma once
// Which attention, which head, and what its cells are: the words that figures, views and commands share.

namespace headlight {

/// Which attention of a model. Encoder-decoders have three; decoder and encoder have one.
enum class AttentionSide { Own, Encoder, Decoder, Cross };

/// What the cells of attention are. ValueWeighted: weight times the norm of what the key's value adds to the output of
/// that head (not bounded by 1, rows do not sum to 1). Rollout: weights multiplied through the layers (an estimate).
enum class AttentionMeasure { Weights, ValueWeighted, Rollout };

/// Where a colour scale ends: at 1, or at the largest value shown. What is not bounded by 1 is always fitted.
enum class ColorLimits { Fixed, Fitted };

/// One head, or (head -1) the mean over a layer's heads.
struct HeadPlace {
  int layer = 0;
  int head = 0;
  bool operator==(const HeadPlace&) const = default;
};

struct HeadChoice {
  AttentionSide side = AttentionSide::Own;
  int layer = 0;
  int head = 0;  ///< -1: the mean over the layer's heads (badge: MeanOfHeads)
};

}  // namespace headlight
