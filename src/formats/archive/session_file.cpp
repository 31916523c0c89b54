#include "formats/archive/session_file.h"

#include <algorithm>

#include "formats/archive/archive.h"
#include "formats/archive/container.h"
#include "formats/archive/session_archive.h"
#include "formats/archive/session_checks.h"
#include "formats/archive/session_recording.h"
#include "formats/archive/session_version_1.h"
#include "formats/files/atomic_file.h"
#include "formats/files/digest.h"

namespace headlight {
namespace {

constexpr std::string_view kSessionKind = "session";
constexpr std::uint32_t kSessionVersion = 2;
constexpr std::uint64_t kMostSessionBytes = std::uint64_t{2} << 30U;

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
  archive& session& session.recording.has_value();
  if (session.recording) saveRecording(archive, session);
  return wrapContainer(kSessionKind, kSessionVersion, archive.bytes());
}

SessionData parseSession(std::string_view bytes, std::string_view fileName) {
  const Container container = unwrapContainer(bytes, kSessionKind, kSessionVersion, fileName);
  InputArchive archive(container.payload, fileName);
  SessionData session;
  if (container.version == 1) {
    loadSessionVersion1(archive, session);
  } else {
    archive& session;
  }
  checkSession(session, fileName);
  bool recorded = false;
  archive& recorded;
  if (recorded) loadRecording(archive, container.version, session);
  archive.expectEnd();
  return session;
}

SessionData readSession(const std::filesystem::path& file) {
  return parseSession(readFileLimited(file, kMostSessionBytes), shownPath(file));
}

void writeSession(const std::filesystem::path& file, const SessionData& session, FileAccess access) {
  writeFileAtomically(file, sessionBytes(session), access);
}

}  // namespace headlight
