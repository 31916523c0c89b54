#pragma once
// What panels of attention say of a model that has none.

#include <QString>

#include "models/model_config.h"

namespace headlight {

/// What such a model keeps of the text instead.
[[nodiscard]] QString noAttentionText(const ModelConfig& config);

}  // namespace headlight
