#pragma once
// Where the output matrix W_O of an attention stands among a model's parameters.

#include <string>

#include "hooks/hook_names.h"
#include "models/model_config.h"

namespace headlight {

/// Name of the linear map behind attention, [H · D, C] with the heads side by side in its rows: append ".weight" or
/// ".bias". `stack` is Blocks but for an encoder-decoder; `isCross` of its decoder alone. The model has attention.
[[nodiscard]] std::string attentionOutputName(const ModelConfig& config, hook_names::Stack stack, bool isCross,
                                              Index layer);

}  // namespace headlight
