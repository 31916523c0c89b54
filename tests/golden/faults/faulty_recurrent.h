#pragma once
// A short second recurrent net in double, for tests alone, that can be told to make one of the mistakes that people
// make when they write RNN, LSTM or GRU down. The golden comparison has to notice each of them.

#include <map>
#include <string>
#include <vector>

#include "golden/golden_file.h"

namespace headlight::test {

enum class RecurrentFault {
  None,
  StateForgotten,      ///< every position begins from zero
  StateOfLayerBelow,   ///< the hidden weights see the layer's input where it has the hidden state's width
  NoHiddenBias,        ///< b' left out
  NoInputBias,         ///< b left out
  TransposedHidden,    ///< each gate's hidden weights the other way round
  NoHeadBias,          ///< logits without bias
  FirstGatesSwapped,   ///< i and f, r and z
  LastGatesSwapped,    ///< LSTM: g and o
  NoTanhOfCell,        ///< LSTM: h = o · c
  CandidateBySigmoid,  ///< LSTM: g, GRU: n, RNN: h
  UpdateTheWrongWay,   ///< GRU: h' = z · n + (1 − z) · h
  ResetBeforeProduct,  ///< GRU: the reset gate on h instead of U h + b'
  ResetOutsideBias,    ///< GRU: b' of the candidate outside the reset gate
  Count
};

/// Whether a net of this kind can make the mistake at all.
[[nodiscard]] bool applies(RecurrentFault fault, const ModelConfig& config);

/// Hook values by name, in C order.
[[nodiscard]] std::map<std::string, std::vector<double>> runFaultyRecurrent(const GoldenFile& golden,
                                                                            RecurrentFault fault);

}  // namespace headlight::test
