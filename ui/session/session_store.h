#pragma once
// From files to sessions and back, without threads or signals: finding the model, fitting the run to it.

#include <optional>
#include <string>
#include <vector>

#include "formats/archive/session_file.h"
#include "formats/model_folder.h"
#include "session/run_history.h"

namespace headlight {

/// How this model is named in a session file. `digest` may still be empty.
[[nodiscard]] SessionModel referenceTo(const OpenedModel& model, const std::string& digest);

/// The path of the model as seen from the session's folder.
[[nodiscard]] std::string relativePathOf(const std::string& modelPath, const std::filesystem::path& sessionFile);

/// Opens the model that a session names: beside the session, where it was, by its name. Null if it is nowhere; why one
/// that was there did not open goes to `messages`. Throws "cancelled".
[[nodiscard]] std::shared_ptr<const OpenedModel> findModel(const SessionModel& model,
                                                           const std::filesystem::path& sessionFile,
                                                           const Progress& progress, std::vector<Message>& messages);

/// What stands for the model of a session with a recording.
[[nodiscard]] std::shared_ptr<const OpenedModel> recordedModel(const SessionData& session);

/// Takes a recovery file's recording from the session that it was made of, if that still has the same steps.
void borrowRecording(SessionData& session);

/// Whether this model has the tokens of the session as the session spells them.
[[nodiscard]] bool hasTokens(const OpenedModel& model, const SessionRun& run);

}  // namespace headlight
