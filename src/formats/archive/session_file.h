#pragma once
// Sessions (`.headlight`): what is open, as plain data, in a Boost archive of our own (archive.h) inside the outer
// shell with length and checksum (container.h), kind "session", version 2 (version 1 is read too). Written atomically:
// a crash or a full disk leaves the file before. docs/reference/session_file.md describes the bytes.
//
// A session names its model and how to know it again; it holds the weights' numbers only as far as a recording needs
// them (the token embeddings). Reopened with the model, its steps take the path of stepping again
// (docs/dev/architecture.md, principle 2). With a recording it opens without the model, and what is shown comes from
// the file.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/files/atomic_file.h"
#include "generate/generation.h"
#include "generate/run_tree.h"
#include "models/model_config.h"
#include "tensor/error.h"

namespace headlight {

inline constexpr const char* kSessionSuffix = ".headlight";

/// Which model, and how to know it again.
struct SessionModel {
  std::string name;          ///< as it was shown; a sample model's bare name finds it on another computer
  std::string path;          ///< absolute, what openModel() takes; empty if there is none
  std::string relativePath;  ///< from the session's folder, so that both may move together; empty if there is none
  std::string digest;        ///< modelDigest(); empty if it was not computed
  std::string language;      ///< of its card
  ModelConfig config;
  std::uint64_t parameterCount = 0;
};

/// What one view or the other had selected, as numbers (ui/session/selection.h gives them their meaning).
struct SessionSelection {
  std::int64_t position = -1;
  std::int64_t keyPosition = -1;
  std::int64_t sourcePosition = -1;
  std::int32_t side = 0;
  std::int32_t layer = 0;
  std::int32_t head = 0;
  std::int32_t vocabularyId = -1;

  bool operator==(const SessionSelection&) const = default;
};

/// The text and what became of it. A prompt without tokens: nothing was run, only typed.
struct SessionRun {
  Prompt prompt;  ///< its tokens are the prompt's length
  SamplerSettings settings;
  std::vector<std::string> ablations;  ///< as the command line's --ablate
  RunTree tree;                        ///< the steps with their forks; empty without tokens
};

/// What "include activations" adds: enough for every view without the model.
struct SessionRecording {
  std::shared_ptr<const Tokenizer> tokenizer;  ///< in the file as tokenizerJson() writes it
  std::vector<float> embeddings;               ///< [d_vocab, d_model], what tokenEmbeddings() gives
  std::vector<RecordedStep> steps;             ///< one for each of the tree's
  std::shared_ptr<const HookTable> hooks;      ///< hookTableOf(model.config); the caches borrow from it
  // Of a file that was read:
  bool isEmpty = false;          ///< no step holds a value of a hook point, so there is nothing to show
  std::vector<Message> notices;  ///< hook points that were left out, or are not in the file
};

struct SessionData {
  SessionModel model;
  std::string promptText;  ///< what stands in the prompt field; the run's may be an older one
  SessionRun run;
  SessionSelection selection;
  std::string layout;                            ///< the window's, opaque
  std::map<std::string, std::string> viewState;  ///< name of a view → its settings, opaque
  std::string recoveredFrom;                     ///< in a recovery file: the session's own file (absolute); else empty
  std::optional<SessionRecording> recording;
};

/// Names the files' content: of one file its SHA-256 as `sha256sum` prints it, of several the SHA-256 of those lines
/// of digits one after the other. Throws the Errors of sha256OfFile(), "cancelled".
[[nodiscard]] std::string filesDigest(const std::vector<std::filesystem::path>& files,
                                      const std::function<bool(double)>& progress = {});

/// Throws Error "session.too_large" if that makes more than a session file may have (2 GiB).
[[nodiscard]] std::string sessionBytes(const SessionData& session);

/// Everything that is stated is held against everything else before it is believed: parents stand before children, ids
/// are in the vocabulary, recorded values have the extents that the model's hook points have for these tokens. Throws
/// the Errors of container.h and archive.h ("archive.unknown_field" for an option of the model that this program does
/// not know), "model.config", and "session.damaged" {file, problem}. `fileName` is only
/// named.
[[nodiscard]] SessionData parseSession(std::string_view bytes, std::string_view fileName);

/// Throws those and readFileLimited's (2 GiB).
[[nodiscard]] SessionData readSession(const std::filesystem::path& file);

/// Throws sessionBytes()'s, and Error "file.cannot_write" with the system's reason; the old file then stays as it was.
void writeSession(const std::filesystem::path& file, const SessionData& session, FileAccess access = FileAccess::Usual);

}  // namespace headlight
