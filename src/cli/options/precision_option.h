#pragma once
// `--precision`: a model as it would be with smaller numbers.

#include <memory>
#include <string>

#include "formats/model_folder.h"
#include "train/precision.h"

namespace CLI {
class App;
}

namespace headlight {

/// `--precision float32|bfloat16|float16`.
void addPrecisionOption(CLI::App& command, std::string& precision);
/// Of one of these words; float32 for an empty one.
[[nodiscard]] Precision precisionNamed(const std::string& word);

/// The same model with rounded weights; of float32 itself.
[[nodiscard]] std::shared_ptr<const OpenedModel> withPrecision(std::shared_ptr<const OpenedModel> opened,
                                                               Precision precision);

/// The same model for work that needs float32 weights: itself if none is compact, else a widened copy.
[[nodiscard]] std::shared_ptr<const OpenedModel> withFloatWeights(std::shared_ptr<const OpenedModel> opened);

}  // namespace headlight
