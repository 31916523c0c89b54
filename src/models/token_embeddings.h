#pragma once
// The token embeddings of any architecture.

#include "models/language_model.h"

namespace headlight {

/// W_E [V, C], borrowed from the model, or from `room`, into which a compact one is widened. Throws Error
/// "internal.failure" for a model without token embeddings.
[[nodiscard]] ConstMatrixMap<float> tokenEmbeddings(const LanguageModel& model, Matrix<float>& room);

}  // namespace headlight
