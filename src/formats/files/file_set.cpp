#include "formats/files/file_set.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <string>
#include <system_error>

#include "formats/files/byte_source.h"
#include "formats/files/interrupted_set.h"
#include "formats/files/unfinished_name.h"
#include "tensor/error.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannotPut(const fs::path& file, int errorNumber) {
  throw Error("file.cannot_write", {{"file", shownPath(file)}, {"reason", reasonOf(errorNumber)}});
}

fs::path folderOfFile(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// What the set does in each folder. Until end(), whatever happens puts the old files back.
class Replacement {
 public:
  Replacement() = default;
  ~Replacement() {
    for (const auto& [folder, changes] : m_journals) {
      try {
        undoChanges(folder, changes);
      } catch (const Error&) {  // the journal stays, for whoever can
      }
    }
  }
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  /// `newInode` 0: the file is removed. Throws Error "file.cannot_write".
  void add(const fs::path& target, std::uint64_t newInode) {
    struct stat info = {};
    const bool isThere = ::lstat(target.c_str(), &info) == 0;
    if (isThere && S_ISDIR(info.st_mode)) cannotPut(target, EISDIR);
    if (!isThere && newInode == 0) return;
    const std::string name = target.filename().string();
    m_planned[folderOfFile(target)].push_back({name, isThere ? unfinishedName(name) : std::string(), newInode});
  }
  /// The journals, then a second name for each old file. Throws Error "file.cannot_write", "file.interrupted_set".
  void begin() {
    for (const auto& [folder, changes] : m_planned) m_locks.emplace_back(folder);
    for (const auto& [folder, changes] : m_planned) {
      writeJournal(folder, changes);
      m_journals.emplace_back(folder, changes);
      for (const FileChange& change : changes) keepOld(folder, change);
    }
  }
  void end() {
    while (!m_journals.empty()) {
      endJournal(m_journals.back().first, m_journals.back().second);
      m_journals.pop_back();
    }
  }

 private:
  static void keepOld(const fs::path& folder, const FileChange& change) {
    if (change.second.empty()) return;
    const fs::path target = folder / change.name;
    const fs::path second = folder / change.second;
    // A file system without links, and a file to be removed: the file has its second name only.
    if (change.newInode != 0 && ::link(target.c_str(), second.c_str()) == 0) return;
    if (::rename(target.c_str(), second.c_str()) != 0) cannotPut(target, errno);
  }

  std::map<fs::path, std::vector<FileChange>> m_planned;
  std::vector<FolderLock> m_locks;
  std::vector<std::pair<fs::path, std::vector<FileChange>>> m_journals;
};

}  // namespace

void prepareFolder(const fs::path& folder) {
  makeFolder(folder);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) cannotPut(folder, errno);
  tidyFolder(folder);
}

void FileSet::write(const fs::path& file, std::string_view bytes) {
  write(file, [&](AtomicFileWriter& writer) { writer.write(bytes); });
}

void FileSet::write(const fs::path& file, const std::function<void(AtomicFileWriter&)>& fill) {
  const bool isFirstThere = m_written.empty() || folderOfFile(m_written.back()) != folderOfFile(file);
  if (isFirstThere) tidyFolder(folderOfFile(file));
  AtomicFileWriter& writer = m_unfinished.emplace_back(file, FileAccess::Usual, Leftovers::Keep);
  fill(writer);
  writer.finish();
  m_written.push_back(file);
}

void FileSet::remove(const fs::path& file) {
  m_removed.push_back(file);
}

void FileSet::commit() {
  Replacement all;
  for (const AtomicFileWriter& file : m_unfinished) all.add(file.target(), file.inode());
  for (const fs::path& file : m_removed) all.add(file, 0);
  all.begin();
  for (AtomicFileWriter& file : m_unfinished) file.commit();
  all.end();
  m_unfinished.clear();
  m_removed.clear();
}

}  // namespace headlight
