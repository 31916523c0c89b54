#include "formats/files/interrupted_set.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "formats/files/atomic_file.h"
#include "formats/files/byte_source.h"
#include "formats/files/unfinished_name.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kJournalStart("headlight-journal-1\0", 20);
constexpr std::uint64_t kJournalLimit = std::uint64_t{64} << 20U;

[[noreturn]] void cannotUndo(const fs::path& folder, const std::string& reason) {
  throw Error("file.interrupted_set", {{"folder", shownPath(folder)}, {"name", kJournalName}, {"reason", reason}});
}

bool isPlainName(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name != kJournalName && name.find('/') == std::string::npos;
}

bool isSecondNameOf(const std::string& second, const std::string& name) {
  return isPlainName(second) && second.starts_with(name + std::string(kUnfinishedMark));
}

/// The next field, which ends with a NUL: no name of a file has one.
std::optional<std::string> nextField(std::string_view& bytes) {
  const std::size_t end = bytes.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  std::string field(bytes.substr(0, end));
  bytes.remove_prefix(end + 1);
  return field;
}

std::optional<std::uint64_t> numberIn(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string journalBytes(const std::vector<FileChange>& changes) {
  std::string bytes(kJournalStart);
  for (const FileChange& change : changes) {
    for (const std::string& field : {change.name, change.second, std::to_string(change.newInode)})
      bytes.append(field).push_back('\0');
  }
  return bytes;
}

std::vector<FileChange> readJournal(const fs::path& folder) {
  const std::string bytes = readFileLimited(folder / kJournalName, kJournalLimit);
  std::string_view left = bytes;
  const auto refuse = [&] { cannotUndo(folder, "it is not a journal of Headlight"); };
  if (!left.starts_with(kJournalStart)) refuse();
  left.remove_prefix(kJournalStart.size());
  std::vector<FileChange> changes;
  while (!left.empty()) {
    const auto name = nextField(left);
    const auto second = nextField(left);
    const auto inode = nextField(left);
    const auto number = inode ? numberIn(*inode) : std::nullopt;
    if (!number || !isPlainName(*name) || !(second->empty() || isSecondNameOf(*second, *name))) refuse();
    changes.push_back({*name, *second, *number});
  }
  return changes;
}

/// What was renamed is safe on the disk only once the folder is.
void flushChanges(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  (void)::fsync(descriptor);
  ::close(descriptor);
}

/// Whether this is the new file of the set, and not one that got its number later: that is younger than the journal.
bool isOfTheSet(const fs::path& file, std::uint64_t inode, const struct stat& journal) {
  struct stat info = {};
  if (::lstat(file.c_str(), &info) != 0 || info.st_ino != inode) return false;
  const timespec &changed = info.st_mtim, &written = journal.st_mtim;
  return changed.tv_sec < written.tv_sec || (changed.tv_sec == written.tv_sec && changed.tv_nsec <= written.tv_nsec);
}

/// 0, or the error number.
int undoChange(const fs::path& folder, const FileChange& change, const struct stat& journal) {
  const fs::path target = folder / change.name;
  if (change.second.empty()) {
    return isOfTheSet(target, change.newInode, journal) && ::unlink(target.c_str()) != 0 ? errno : 0;
  }
  const fs::path second = folder / change.second;
  if (::rename(second.c_str(), target.c_str()) != 0 && errno != ENOENT) return errno;
  ::unlink(second.c_str());  // a rename to another name of the same file leaves both
  return 0;
}

bool hasJournal(const fs::path& folder) {
  struct stat info = {};
  return ::lstat((folder / kJournalName).c_str(), &info) == 0;
}

}  // namespace

FolderLock::FolderLock(const fs::path& folder)
    : m_descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  using namespace std::chrono_literals;
  const auto last = std::chrono::steady_clock::now() + 5s;
  while (m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) break;  // this file system has no locks
    if (std::chrono::steady_clock::now() > last) {
      ::close(m_descriptor);
      cannotUndo(folder, "another program is saving there");
    }
    std::this_thread::sleep_for(5ms);
  }
  if (!hasJournal(folder)) return;
  try {
    undoChanges(folder, readJournal(folder));
  } catch (...) {
    if (m_descriptor >= 0) ::close(m_descriptor);
    throw;
  }
}

FolderLock::~FolderLock() {
  if (m_descriptor >= 0) ::close(m_descriptor);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

void writeJournal(const fs::path& folder, const std::vector<FileChange>& changes) {
  AtomicFileWriter file(folder / kJournalName, FileAccess::Usual, Leftovers::Keep);
  file.write(journalBytes(changes));
  file.commit();
}

void endJournal(const fs::path& folder, const std::vector<FileChange>& changes) {
  flushChanges(folder);
  if (::unlink((folder / kJournalName).c_str()) != 0 && errno != ENOENT)
    throw Error("file.cannot_write", {{"file", shownPath(folder / kJournalName)}, {"reason", reasonOf(errno)}});
  flushChanges(folder);
  for (const FileChange& change : changes)
    if (!change.second.empty()) ::unlink((folder / change.second).c_str());
}

void undoChanges(const fs::path& folder, const std::vector<FileChange>& changes) {
  struct stat journal = {};
  if (::lstat((folder / kJournalName).c_str(), &journal) != 0 && errno != ENOENT) cannotUndo(folder, reasonOf(errno));
  for (auto change = changes.rbegin(); change != changes.rend(); ++change)
    if (const int error = undoChange(folder, *change, journal)) cannotUndo(folder, reasonOf(error));
  flushChanges(folder);
  if (::unlink((folder / kJournalName).c_str()) != 0 && errno != ENOENT) cannotUndo(folder, reasonOf(errno));
}

void undoInterruptedSet(const fs::path& folder) {
  const fs::path place = folder.empty() ? fs::path(".") : folder;
  if (!hasJournal(place)) return;
  const FolderLock undoes(place);
}

void tidyFolder(const fs::path& folder) {
  const fs::path place = folder.empty() ? fs::path(".") : folder;
  undoInterruptedSet(place);
  std::error_code error;
  for (fs::directory_iterator entry(place, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const std::size_t mark = name.find(kUnfinishedMark);
    std::error_code ignored;
    if (mark != std::string::npos && isAbandoned(name, name.substr(0, mark))) fs::remove_all(entry->path(), ignored);
  }
}

}  // namespace headlight
