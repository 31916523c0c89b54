#include "formats/files/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "formats/files/byte_source.h"
#include "formats/files/interrupted_set.h"
#include "formats/files/unfinished_name.h"

namespace headlight {
namespace {

[[noreturn]] void cannotRead(const std::filesystem::path& path, int errorNumber) {
  throw Error("file.cannot_read", {{"file", shownPath(path)}, {"reason", reasonOf(errorNumber)}});
}

[[noreturn]] void cannotWrite(const std::filesystem::path& path, int errorNumber) {
  throw Error("file.cannot_write", {{"file", shownPath(path)}, {"reason", reasonOf(errorNumber)}});
}

class FileDescriptor {
 public:
  explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) {}
  ~FileDescriptor() { (void)close(); }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  [[nodiscard]] int get() const { return m_descriptor; }
  /// False with errno set; some file systems report a full disk only here.
  [[nodiscard]] bool close() {
    const int descriptor = std::exchange(m_descriptor, -1);
    return descriptor < 0 || ::close(descriptor) == 0;
  }

 private:
  int m_descriptor;
};

/// Removes the unfinished file unless it was renamed into place.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(std::filesystem::path path) : m_path(std::move(path)) {}
  ~UnfinishedFile() {
    if (!m_finished) ::unlink(m_path.c_str());
  }
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;
  void finished() { m_finished = true; }
  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

 private:
  std::filesystem::path m_path;
  bool m_finished = false;
};

bool writeAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// The rename is safe on the disk only once the folder is; a file system that cannot is not an error.
void flushFolder(const std::filesystem::path& folder) {
  const FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() >= 0) (void)::fsync(descriptor.get());
}

/// Access rights, and owner and group where the system allows that.
void takeRights(int descriptor, const struct stat& before) {
  mode_t rights = before.st_mode & 0777U;
  const bool sameGroup = ::fchown(descriptor, static_cast<uid_t>(-1), before.st_gid) == 0;
  if (!sameGroup) rights &= 0707U;  // they were another group's
  (void)!::fchown(descriptor, before.st_uid, static_cast<gid_t>(-1));
  (void)::fchmod(descriptor, rights);
}

/// A new file beside `target` with its access rights, if it is there and the new one is not private: nobody may read
/// more than before. Negative with errno set.
int makeBeside(const std::filesystem::path& temporary, const std::filesystem::path& target, FileAccess access) {
  struct stat before = {};
  const bool replaces = access == FileAccess::Usual && ::stat(target.c_str(), &before) == 0;
  const bool isNarrow = replaces || access == FileAccess::Private;
  const int descriptor =
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isNarrow ? S_IRUSR | S_IWUSR : 0666);
  if (descriptor < 0 || !replaces) return descriptor;
  takeRights(descriptor, before);
  return descriptor;
}

}  // namespace

std::string shownPath(const std::filesystem::path& path) {
  return path.string();
}

std::string readFileLimited(const std::filesystem::path& path, std::uint64_t limitBytes) {
  // O_NONBLOCK: a named pipe must not hang the program; it is refused below
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) {
    if (errno == ENOENT) throw Error("file.not_found", {{"file", shownPath(path)}});
    cannotRead(path, errno);
  }
  struct stat info = {};
  if (::fstat(file.get(), &info) != 0) cannotRead(path, errno);
  if (S_ISDIR(info.st_mode)) cannotRead(path, EISDIR);
  if (!S_ISREG(info.st_mode)) cannotRead(path, EINVAL);
  const auto tooLarge = [&] {
    return Error("file.too_large", {{"file", shownPath(path)}, {"limit", std::to_string(limitBytes)}});
  };
  if (static_cast<std::uint64_t>(info.st_size) > limitBytes) throw tooLarge();

  // what was promised by the size may have shrunk or grown meanwhile (files under /proc claim 0)
  std::string bytes(static_cast<std::size_t>(info.st_size) + 1, '\0');
  std::size_t have = 0;
  for (;;) {
    if (have == bytes.size()) bytes.resize(bytes.size() * 2);
    const ssize_t got = ::read(file.get(), bytes.data() + have, bytes.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) cannotRead(path, errno);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
    if (have > limitBytes) throw tooLarge();
  }
  bytes.resize(have);
  return bytes;
}

struct AtomicFileWriter::Impl {
  std::filesystem::path path;    // as the caller gave it, for messages
  std::filesystem::path target;  // what is replaced
  FileDescriptor file;
  UnfinishedFile unfinished;
};

AtomicFileWriter::AtomicFileWriter(std::filesystem::path path, FileAccess access, Leftovers leftovers) {
  std::error_code ignored;
  // a link keeps pointing where it did: its target is what is replaced
  const std::filesystem::path target =
      std::filesystem::is_symlink(path, ignored) ? std::filesystem::weakly_canonical(path, ignored) : path;
  if (target.empty()) cannotWrite(path, ELOOP);
  if (std::filesystem::is_directory(target, ignored)) cannotWrite(path, EISDIR);
  if (leftovers == Leftovers::Clear) {
    undoInterruptedSet(target.parent_path());
    removeAbandonedBeside(target, target.filename().string());
  }

  const std::filesystem::path temporary = unfinishedName(target.string());
  const int descriptor = makeBeside(temporary, target, access);
  if (descriptor < 0) cannotWrite(path, errno);
  m_impl.reset(new Impl{std::move(path), target, FileDescriptor(descriptor), UnfinishedFile(temporary)});
}

AtomicFileWriter::~AtomicFileWriter() = default;
AtomicFileWriter::AtomicFileWriter(AtomicFileWriter&&) noexcept = default;

void AtomicFileWriter::write(std::string_view bytes) {
  if (!writeAll(m_impl->file.get(), bytes)) cannotWrite(m_impl->path, errno);
}

void AtomicFileWriter::finish() {
  if (m_impl->file.get() < 0) return;
  if (::fsync(m_impl->file.get()) != 0 || !m_impl->file.close()) cannotWrite(m_impl->path, errno);
}

const std::filesystem::path& AtomicFileWriter::target() const {
  return m_impl->target;
}

std::uint64_t AtomicFileWriter::inode() const {
  struct stat info = {};
  return ::lstat(m_impl->unfinished.path().c_str(), &info) == 0 ? info.st_ino : 0;
}

void AtomicFileWriter::commit() {
  finish();
  const std::filesystem::path& target = m_impl->target;
  if (::rename(m_impl->unfinished.path().c_str(), target.c_str()) != 0) cannotWrite(m_impl->path, errno);
  m_impl->unfinished.finished();
  flushFolder(target.has_parent_path() ? target.parent_path() : std::filesystem::path("."));
}

void writeFileAtomically(const std::filesystem::path& path, std::string_view bytes, FileAccess access) {
  AtomicFileWriter file(path, access);
  file.write(bytes);
  file.commit();
}

void copyRights(const std::filesystem::path& from, const std::filesystem::path& to) {
  struct stat before = {};
  if (::stat(from.c_str(), &before) != 0) return;
  const FileDescriptor file(::open(to.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() >= 0) takeRights(file.get(), before);
}

void makeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error && std::filesystem::is_directory(folder, error)) return;
  const int reason = error ? error.value() : ENOTDIR;
  throw Error("file.cannot_make_folder", {{"folder", shownPath(folder)}, {"reason", reasonOf(reason)}});
}

}  // namespace headlight
