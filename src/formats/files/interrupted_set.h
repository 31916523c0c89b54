#pragma once
// The journal of a set of files in one folder: what each file was before the set was put in place. While the files are
// renamed one by one, the journal lies in the folder; whoever finds it there after the program has ended undoes the
// set, so that the old files stand there again, all of them.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace headlight {

/// The journal's name in the folder of the files.
inline constexpr const char* kJournalName = ".headlight-journal";

/// What the set does to one file of a folder.
struct FileChange {
  std::string name;            ///< in the folder
  std::string second;          ///< the old file's second name in the same folder; empty: there was no file
  std::uint64_t newInode = 0;  ///< of the file that is renamed to `name`; 0: `name` is removed
};

/// The one program that may put files of a set in place in this folder, or undo a set. Waits at most 5 seconds for
/// another one. A journal that is there then was left by a program that has ended: its set is undone. The journal is
/// untrusted: it can name files of its own folder only, and removes none but the very files of the set. A file system
/// without locks gives none. Throws Error "file.interrupted_set" if it waited in vain, the journal is not one, or the
/// folder cannot be changed. Any thread.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(FolderLock&&) noexcept;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int m_descriptor;
};

/// Puts the journal in place, on the disk, before anything is changed. Throws Error "file.cannot_write". Needs the
/// lock.
void writeJournal(const std::filesystem::path& folder, const std::vector<FileChange>& changes);

/// The set is in place: removes the journal, then the old files' second names. Throws Error "file.cannot_write"; then
/// the set can still be undone. Needs the lock.
void endJournal(const std::filesystem::path& folder, const std::vector<FileChange>& changes);

/// Puts the old files back and removes the new ones that replaced nothing, then the journal. May be cut at any place
/// and done again. Throws Error "file.interrupted_set". Needs the lock.
void undoChanges(const std::filesystem::path& folder, const std::vector<FileChange>& changes);

/// Undoes a set that a program left half in place, by a FolderLock. Nothing happens in a folder without a journal.
/// Throws Error "file.interrupted_set". Any thread.
void undoInterruptedSet(const std::filesystem::path& folder);

/// undoInterruptedSet(), and then removes all unfinished files and folders of programs that have ended.
void tidyFolder(const std::filesystem::path& folder);

}  // namespace headlight
