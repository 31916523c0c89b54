#pragma once
// The rows that an Evaluation asks a model about, by the kind of model; the method is described in evaluation.h.

#include <memory>

#include "train/evaluation/evaluation.h"

namespace headlight {

[[nodiscard]] std::unique_ptr<EvaluationRows> textRows(const ModelConfig& config, const TokenizedText& text,
                                                       const EvaluationSettings& settings);
[[nodiscard]] std::unique_ptr<EvaluationRows> pairRows(const ModelConfig& config, const TokenizedPairs& pairs,
                                                       const EvaluationSettings& settings);

}  // namespace headlight
