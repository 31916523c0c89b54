#pragma once
// The recorded activations inside a session's archive. Inside formats/.
//
// The tokenizer as tokenizer.json; the embeddings as a block of d_vocab · d_model floats; then for each step of the
// tree a StoredRecordedStep, whose values are named by their hook points. The extents that are stored are held against
// those that follow from the configuration, the prompt and the step's place in the tree. A hook point that this program
// does not know is left out with a notice; one that the file does not have is missing, with a notice.

#include "formats/archive/archive.h"
#include "formats/archive/session_file.h"

namespace headlight {

/// About what saveRecording() writes.
[[nodiscard]] std::uint64_t recordingBytes(const SessionRecording& recording);

/// Of `session.recording`. Throws Error "internal.failure" for one that does not fit the session's steps.
void saveRecording(OutputArchive& archive, const SessionData& session);

/// Into `session.recording`, from a session file of this version (1 or 2); the rest of `session` has been checked.
/// Throws the Errors of archive.h, readTokenizerJson's, and "session.damaged".
void loadRecording(InputArchive& archive, std::uint32_t version, SessionData& session);

}  // namespace headlight
