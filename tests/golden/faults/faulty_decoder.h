#pragma once
// A short second decoder in double, for tests alone, that can be told to make one of the mistakes that people make when
// they write GPT-2 down. The golden comparison has to notice each of them.

#include <map>
#include <string>
#include <vector>

#include "golden/golden_file.h"

namespace headlight::test {

enum class Fault {
  None,
  NoScoreScaling,        ///< scores not divided by sqrt(d_head)
  ScaledByModelWidth,    ///< divided by sqrt(d_model) instead
  ExactGelu,             ///< the error function where GPT-2 has tanh
  TransposedProjection,  ///< attn.c_proj the other way round
  SwappedHeads,          ///< the first two heads' outputs exchanged
  MaskPeeksAhead,        ///< a query sees the next token too
  NoMask,                ///< a query sees everything
  WrongHead,             ///< tied for untied, or the other way round
  NoPositions,           ///< no position embedding
  NoNormBias,            ///< the norms' bias left out
  SampleVariance,        ///< variance divided by C − 1
  WrongEpsilon,          ///< 1e-3 for 1e-5
  PostNorm,              ///< norms behind the sums
  QueriesForKeys,        ///< q and k exchanged
  SoftmaxOverQueries,    ///< normalised down the columns
  NoFinalNorm,
  Count
};

/// Hook values by name, in C order.
[[nodiscard]] std::map<std::string, std::vector<double>> runFaulty(const GoldenFile& golden, Fault fault);

}  // namespace headlight::test
