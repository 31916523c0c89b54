#pragma once
// A short second encoder and encoder-decoder in double, for tests alone, that can be told to make one of the mistakes
// that people make when they write these architectures down. The golden comparison has to notice each of them.

#include <map>
#include <string>
#include <vector>

#include "golden/golden_file.h"

namespace headlight::test {

enum class PostNormFault {
  None,
  // both
  NoScoreScaling,      ///< scores not divided by sqrt(d_head)
  SwappedHeads,        ///< the first two heads' outputs exchanged
  TransposedOut,       ///< the output matrix of self-attention the other way round
  QueriesForKeys,      ///< q and k exchanged
  SoftmaxOverQueries,  ///< normalised down the columns
  PreNorm,             ///< norms before the sublayers
  NoMiddleNorm,        ///< the norm behind self-attention left out
  NoNormBias,
  SampleVariance,   ///< variance divided by C − 1
  WrongEpsilon,     ///< 1e-3
  OtherActivation,  ///< GELU by tanh for BERT's exact one, ReLU and swish exchanged
  NoPositions,
  NoLogitsBias,
  // encoder
  CausalEncoder,  ///< words see only what stands before them
  NoSegments,
  NoEmbeddingNorm,
  NoTransform,  ///< the head without its linear map
  NoTransformActivation,
  NoHeadNorm,
  WrongHead,  ///< tied for untied, or the other way round
  // encoder-decoder
  NoCausalMask,  ///< the target sees itself whole
  MaskPeeksAhead,
  EmbeddingScale,        ///< scaled where it must not be, or the other way round
  InterleavedSinusoids,  ///< sine and cosine in turn, as in the paper's text
  CrossSeesTarget,       ///< keys and values of cross-attention from the target
  CrossIsCausal,
  CrossBeforeSelf,  ///< cross-attention first
  SwappedNorms,     ///< the norms behind the two attentions exchanged
  Count
};

/// Whether this mistake can be made in a model of this kind.
[[nodiscard]] bool faultApplies(PostNormFault fault, ModelKind kind);

/// The logits of the golden sentence or pair, [T, V] in C order.
[[nodiscard]] std::vector<double> logitsWithFault(const GoldenFile& golden, PostNormFault fault);

}  // namespace headlight::test
