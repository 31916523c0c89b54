#include "formats/archive/session_file.h"

#include <algorithm>

#include "formats/archive/archive.h"
#include "formats/archive/config_archive.h"
#include "formats/archive/container.h"
#include "formats/archive/session_checks.h"
#include "formats/archive/session_recording.h"
#include "formats/files/atomic_file.h"
#include "formats/files/digest.h"

namespace headlight {
namespace {

constexpr std::string_view kSessionKind = "session";
constexpr std::uint32_t kSessionVersion = 1;
constexpr std::uint64_t kMostSessionBytes = std::uint64_t{2} << 30U;

// Each part on its way through an archive. A later version adds its fields behind the others and reads them only where
// `layout` says that they are there; what an older file lacks keeps the value of a fresh SessionData.

template <class Archive>
void serializeModel(Archive& archive, SessionModel& model) {
  archive& model.name& model.path& model.relativePath& model.digest& model.language;
  serializeConfig(archive, model.config, true);
  archive& model.parameterCount;
}

struct StoredToken {
  Token& token;
  template <class Archive>
  void serialize(Archive& archive) {
    archive& token.id& token.text& token.piece& token.source& token.begin& token.end;
  }
};

struct StoredStep {
  RunTreeStep& step;
  template <class Archive>
  void serialize(Archive& archive) {
    archive& step.parent& step.token& step.next;
  }
};

/// A count and the elements; grown one by one, so that a false count runs out of bytes before memory.
template <class Stored, class T>
void serializeList(OutputArchive& archive, std::vector<T>& list) {
  archive& static_cast<std::uint64_t>(list.size());
  for (T& element : list) Stored{element}.serialize(archive);
}
template <class Stored, class T>
void serializeList(InputArchive& archive, std::vector<T>& list) {
  const std::uint64_t count = archive.readCount(1);
  list.clear();
  for (std::uint64_t i = 0; i < count; ++i) Stored{list.emplace_back()}.serialize(archive);
}

template <class Archive>
void serializeRun(Archive& archive, SessionRun& run) {
  archive& run.prompt.text& run.prompt.dropped;
  serializeList<StoredToken>(archive, run.prompt.tokens);
  SamplerSettings& settings = run.settings;
  archive& settings.greedy& settings.temperature& settings.topK& settings.topP& settings.seed;
  archive& run.ablations;
  serializeList<StoredStep>(archive, run.tree.steps);
  archive& run.tree.present;
}

template <class Archive>
void serializeSelection(Archive& archive, SessionSelection& selection) {
  archive& selection.position& selection.keyPosition& selection.sourcePosition;
  archive& selection.side& selection.layer& selection.head& selection.vocabularyId;
}

template <class Archive>
void serializeSession(Archive& archive, SessionData& session) {
  serializeModel(archive, session.model);
  archive& session.promptText;
  serializeRun(archive, session.run);
  serializeSelection(archive, session.selection);
  archive& session.layout& session.viewState& session.recoveredFrom;
}

}  // namespace

std::string filesDigest(const std::vector<std::filesystem::path>& files, const std::function<bool(double)>& progress) {
  std::string digits;
  for (const std::filesystem::path& file : files) digits += sha256OfFile(file, progress);
  return files.size() > 1 ? sha256Hex(digits) : digits;
}

std::string sessionBytes(const SessionData& session) {
  constexpr std::uint64_t kMegabyte = 1000000;
  const std::uint64_t size = session.recording ? recordingBytes(*session.recording) : 0;
  if (size > kMostSessionBytes - kMegabyte) {
    throw Error("session.too_large", {{"megabytes", std::to_string(size / kMegabyte)},
                                      {"limit", std::to_string(kMostSessionBytes / kMegabyte)}});
  }
  OutputArchive archive;
  archive.reserve(size);
  // one template for both directions takes a reference that is not const
  serializeSession(archive, const_cast<SessionData&>(session));
  archive& session.recording.has_value();
  if (session.recording) saveRecording(archive, session);
  return wrapContainer(kSessionKind, kSessionVersion, archive.bytes());
}

SessionData parseSession(std::string_view bytes, std::string_view fileName) {
  const Container container = unwrapContainer(bytes, kSessionKind, kSessionVersion, fileName);
  InputArchive archive(container.payload, fileName);
  SessionData session;
  serializeSession(archive, session);
  checkSession(session, fileName);
  bool recorded = false;
  archive& recorded;
  if (recorded) loadRecording(archive, session);
  archive.expectEnd();
  return session;
}

SessionData readSession(const std::filesystem::path& file) {
  return parseSession(readFileLimited(file, kMostSessionBytes), shownPath(file));
}

void writeSession(const std::filesystem::path& file, const SessionData& session) {
  writeFileAtomically(file, sessionBytes(session));
}

}  // namespace headlight
