#pragma once
// The recorded activations inside a session's archive. Inside formats/.
//
// The tokenizer as tokenizer.json; the embeddings as a block of d_vocab · d_model floats; then for each step of the
// tree: the logits as a block of d_vocab floats, the time, the numbers of the hook points that were recorded (rising),
// and their values in that order as one block. The extents are not stored: they follow from the configuration, the
// prompt and the step's place in the tree.

#include "formats/archive/archive.h"
#include "formats/archive/session_file.h"

namespace headlight {

/// About what saveRecording() writes.
[[nodiscard]] std::uint64_t recordingBytes(const SessionRecording& recording);

/// Of `session.recording`. Throws Error "internal.failure" for one that does not fit the session's steps.
void saveRecording(OutputArchive& archive, const SessionData& session);

/// Into `session.recording`; the rest of `session` has been checked. Throws the Errors of archive.h,
/// readTokenizerJson's, and "session.damaged".
void loadRecording(InputArchive& archive, SessionData& session);

}  // namespace headlight
