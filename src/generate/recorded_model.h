#pragma once
// A model that is not there: its configuration, hook points and token embeddings, as a session recorded them. Every
// figure of a recorded run can be made from it; running it is an Error.

#include <memory>
#include <vector>

#include "models/trainable_model.h"

namespace headlight {

/// `hooks` is hookTableOf(config) of family.h, shared since recorded caches borrow from it too; `embeddings` is
/// [d_vocab, d_model], tokenEmbeddings() of the model. Its forward calls throw Error "session.needs_model". Throws
/// Error "model.config", and "internal.failure" for embeddings of another size.
[[nodiscard]] std::shared_ptr<const TrainableModel> makeRecordedModel(const ModelConfig& config,
                                                                      std::shared_ptr<const HookTable> hooks,
                                                                      const std::vector<float>& embeddings,
                                                                      Index parameterCount);

[[nodiscard]] bool isRecorded(const LanguageModel& model);

/// Of a recorded model what the recording says, else the numbers in its weights.
[[nodiscard]] Index parameterCountOf(const LanguageModel& model);

}  // namespace headlight
