// Sets of files that a program left half in place: who finds the journal puts the old files back, and nothing else.

#include "formats/files/interrupted_set.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <fstream>

#include "formats/error_code.h"  // tests/formats
#include "formats/files/atomic_file.h"
#include "formats/files/file_set.h"
#include "formats/model_folder.h"
#include "formats/sample_folder.h"  // tests/formats
#include "support/temporary_folder.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using testing::errorCode;

class InterruptedSet : public ::testing::Test {
 protected:
  [[nodiscard]] fs::path file(const std::string& name) const { return m_folder.path() / name; }
  [[nodiscard]] bool hasJournal() const { return fs::exists(file(kJournalName)); }
  void put(const std::string& name, const std::string& bytes) const { writeFileAtomically(file(name), bytes); }
  [[nodiscard]] std::string get(const std::string& name) const { return readFileLimited(file(name), 1000); }
  [[nodiscard]] std::uint64_t inode(const std::string& name) const {
    struct stat info = {};
    return ::stat(file(name).c_str(), &info) == 0 ? info.st_ino : 0;
  }
  testing::TemporaryFolder m_folder;
};

/// "a" was replaced, "b" is new, "c" is not reached yet.
class HalfASet : public InterruptedSet {
 protected:
  void SetUp() override {
    put("a.part-x-1-0", "old a");
    put("a", "new a");
    put("b", "new b");
    put("c", "old c");
    put("c.part-x-1-1", "old c");
    const FolderLock lock(m_folder.path());
    writeJournal(m_folder.path(), {{"a", "a.part-x-1-0", inode("a")}, {"b", "", inode("b")}, {"c", "c.part-x-1-1", 7}});
  }
  void expectOld() const {
    EXPECT_EQ(get("a"), "old a");
    EXPECT_FALSE(fs::exists(file("b")));
    EXPECT_EQ(get("c"), "old c");
    EXPECT_FALSE(hasJournal());
    EXPECT_EQ(std::distance(fs::directory_iterator(m_folder.path()), fs::directory_iterator()), 2);
  }
};

TEST_F(HalfASet, IsUndone) {
  undoInterruptedSet(m_folder.path());
  expectOld();
  undoInterruptedSet(m_folder.path());
  expectOld();
}

TEST_F(HalfASet, IsUndoneBeforeAnotherFileIsWrittenThere) {
  put("d", "d");
  fs::remove(file("d"));
  expectOld();
}

TEST_F(HalfASet, IsUndoneBeforeAnotherSet) {
  FileSet files;
  files.write(file("b"), "newer b");
  files.commit();
  EXPECT_EQ(get("b"), "newer b");
  EXPECT_EQ(get("a"), "old a");
}

TEST_F(HalfASet, IsUndoneByWhoeverOpensAModelThere) {
  EXPECT_EQ(errorCode([&] { (void)openModel(m_folder.path().string()); }), "model.not_a_folder");
  expectOld();
}

TEST_F(HalfASet, LeavesAFileThatAnotherProgramPutThere) {
  fs::remove(file("b"));
  std::ofstream(file("b")) << "another";  // it may get the number of the removed one
  // Times of files have steps of some milliseconds; another program is not that fast.
  fs::last_write_time(file("b"), fs::last_write_time(file(kJournalName)) + std::chrono::seconds(1));
  undoInterruptedSet(m_folder.path());
  EXPECT_EQ(get("b"), "another");
  EXPECT_EQ(get("a"), "old a");
}

TEST_F(InterruptedSet, AHostileJournalReachesNothingOutsideAndRemovesNothing) {
  put("mine", "mine");
  fs::create_directory(file("folder"));
  const std::string start("headlight-journal-1\0", 20);
  for (const std::string& entry :
       {std::string("../x\0\0005\0", 8), std::string("a\0../a.part-1\0005\0", 17), std::string("\0\0005\0", 4),
        std::string("..\0\0005\0", 6), std::string("a\0b\0005\0", 6), std::string("a\0\0x\0", 5), std::string("a", 1),
        std::string("folder/a\0\0005\0", 12)}) {
    std::ofstream(file(kJournalName), std::ios::binary) << start << entry;
    EXPECT_EQ(errorCode([&] { undoInterruptedSet(m_folder.path()); }), "file.interrupted_set") << entry;
    EXPECT_TRUE(hasJournal());
  }
  std::ofstream(file(kJournalName), std::ios::binary) << start << std::string("mine\0\00099\0", 9);
  undoInterruptedSet(m_folder.path());
  EXPECT_EQ(get("mine"), "mine") << "it is not the file of a set";
  EXPECT_FALSE(hasJournal());
}

TEST_F(InterruptedSet, ASetThatAnotherProgramIsPuttingInPlaceIsWaitedFor) {
  put("a", "old");
  FileSet files;
  files.write(file("a"), "new");
  {
    const FolderLock other(m_folder.path());
    EXPECT_EQ(errorCode([&] { files.commit(); }), "file.interrupted_set");
  }
  EXPECT_EQ(get("a"), "old");
  files.commit();
  EXPECT_EQ(get("a"), "new");
}

TEST(SaveModelFolder, RemovesWhatSpeaksOfTheOldModelAndKeepsTheRest) {
  for (const bool hasSubfolder : {false, true}) {
    const testing::TemporaryFolder folder;
    const fs::path model = folder.path() / "m";
    testing::saveTinyFolder(model);
    for (const char* name :
         {"lexicon.tsv", "tokenizer_config.json", "vocab.txt", "added_tokens.json", "sentencepiece.model", "notes.txt"})
      writeFileAtomically(model / name, "{}");
    if (hasSubfolder) fs::create_directory(model / ".git");
    testing::saveTinyFolder(model, false);
    for (const char* gone :
         {"lexicon.tsv", "tokenizer_config.json", "vocab.txt", "added_tokens.json", "sentencepiece.model"})
      EXPECT_FALSE(fs::exists(model / gone)) << gone;
    EXPECT_TRUE(fs::exists(model / "notes.txt"));
    EXPECT_EQ(fs::exists(model / ".git"), hasSubfolder);
    EXPECT_FALSE(openModel(model.string())->model->config().tiedHead);
  }
}

}  // namespace
}  // namespace headlight
