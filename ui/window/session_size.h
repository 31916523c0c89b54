#pragma once
// About how large a session's file will be, to say it before it is saved.

#include <cstdint>

#include "session/snapshot.h"

namespace headlight {

/// Bytes, of the steps from the prompt to the present one; branches beside them that were recorded come on top. With
/// activations: what each step recorded, its logits, the token embeddings and the vocabulary.
[[nodiscard]] std::uint64_t sessionSize(const Snapshot& snapshot, bool withActivations);

}  // namespace headlight
