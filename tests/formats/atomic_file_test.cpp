#include "formats/files/atomic_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>

#include "formats/error_code.h"  // tests/formats
#include "formats/files/digest.h"
#include "formats/files/unfinished_name.h"
#include "support/temporary_folder.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using testing::errorCode;
using testing::TemporaryFolder;

std::size_t filesIn(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// Makes every write beyond `bytes` fail as a full disk does (EFBIG), also for root.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &m_before);
    const rlimit small = {bytes, m_before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    setrlimit(RLIMIT_FSIZE, &m_before);
    std::signal(SIGXFSZ, m_handler);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit m_before{};
  void (*m_handler)(int);
};

TEST(WriteFileAtomically, WritesAndReplaces) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "a.bin";
  writeFileAtomically(file, std::string_view("old\0bytes", 9));
  EXPECT_EQ(readFileLimited(file, 100), std::string("old\0bytes", 9));
  writeFileAtomically(file, "new");
  EXPECT_EQ(readFileLimited(file, 100), "new");
  EXPECT_EQ(filesIn(folder.path()), 1U);
}

TEST(WriteFileAtomically, APrivateFileIsItsOwnersAloneWhateverWasThere) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "prompt";
  const mode_t before = ::umask(0);
  writeFileAtomically(file, "usual");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms(0666));
  writeFileAtomically(file, "private", FileAccess::Private);
  EXPECT_EQ(fs::status(file).permissions(), fs::perms(0600));
  writeFileAtomically(folder.path() / "new", "private", FileAccess::Private);
  EXPECT_EQ(fs::status(folder.path() / "new").permissions(), fs::perms(0600));
  ::umask(before);
}

TEST(WriteFileAtomically, KeepsTheOldFileWhenTheDiskIsFull) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "a.bin";
  writeFileAtomically(file, "old");
  {
    const SmallDisk disk(4096);
    EXPECT_EQ(errorCode([&] { writeFileAtomically(file, std::string(10000, 'x')); }), "file.cannot_write");
  }
  EXPECT_EQ(readFileLimited(file, 100), "old");
  EXPECT_EQ(filesIn(folder.path()), 1U) << "an unfinished file was left behind";
}

TEST(WriteFileAtomically, RefusesPlacesThatCannotBeWritten) {
  const TemporaryFolder folder;
  writeFileAtomically(folder.path() / "file", "x");
  for (const fs::path& path : {fs::path("/proc/headlight.txt"), folder.path() / "file" / "below", folder.path(),
                               folder.path() / "no" / "such" / "folder"}) {
    EXPECT_EQ(errorCode([&] { writeFileAtomically(path, "x"); }), "file.cannot_write") << path;
  }
  EXPECT_EQ(errorCode([&] { makeFolder(folder.path() / "file" / "below"); }), "file.cannot_make_folder");
  EXPECT_EQ(errorCode([&] { makeFolder(folder.path() / "file"); }), "file.cannot_make_folder");
  EXPECT_EQ(filesIn(folder.path()), 1U);
}

TEST(WriteFileAtomically, ReplacesWhatALinkPointsTo) {
  const TemporaryFolder folder;
  writeFileAtomically(folder.path() / "real", "old");
  fs::create_symlink("real", folder.path() / "link");
  writeFileAtomically(folder.path() / "link", "new");
  EXPECT_TRUE(fs::is_symlink(folder.path() / "link"));
  EXPECT_EQ(readFileLimited(folder.path() / "real", 100), "new");
}

mode_t rightsOf(const fs::path& file) {
  struct stat info = {};
  EXPECT_EQ(::stat(file.c_str(), &info), 0);
  return info.st_mode & 07777U;
}

TEST(WriteFileAtomically, KeepsTheAccessRightsOfWhatItReplaces) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "a.bin";
  writeFileAtomically(file, "new");
  const mode_t mask = ::umask(0);
  ::umask(mask);
  EXPECT_EQ(rightsOf(file), 0666U & ~mask);
  for (const mode_t rights : {0600U, 0640U, 0664U, 0444U}) {
    ASSERT_EQ(::chmod(file.c_str(), rights), 0);
    AtomicFileWriter writer(file);
    const fs::path unfinished = [&] {
      for (const auto& entry : fs::directory_iterator(folder.path()))
        if (entry.path() != file) return entry.path();
      return fs::path();
    }();
    EXPECT_EQ(rightsOf(unfinished), rights) << "what is written can be read by nobody else meanwhile";
    writer.write("newer");
    writer.commit();
    EXPECT_EQ(rightsOf(file), rights);
  }
  EXPECT_EQ(readFileLimited(file, 100), "newer");
}

/// The unfinished name that a process gave which has ended since.
std::string nameOfAnEndedProcess(const std::string& name) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string unfinished = unfinishedName(name);
    const bool told = ::write(ends[1], unfinished.data(), unfinished.size()) == static_cast<ssize_t>(unfinished.size());
    ::_exit(told ? 0 : 1);
  }
  ::close(ends[1]);
  std::string told(4096, '\0');
  told.resize(static_cast<std::size_t>(std::max<ssize_t>(::read(ends[0], told.data(), told.size()), 0)));
  ::close(ends[0]);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  return told;
}

TEST(UnfinishedName, TellsWhatAnEndedProcessOfThisMachineLeft) {
  const std::string ended = nameOfAnEndedProcess("model");
  EXPECT_TRUE(isAbandoned(ended, "model")) << ended;
  EXPECT_FALSE(isAbandoned(ended, "mode"));
  EXPECT_FALSE(isAbandoned(unfinishedName("model"), "model")) << "this process runs";
  EXPECT_NE(unfinishedName("model"), unfinishedName("model"));
  std::string elsewhere = ended;  // the same process number, on another machine
  elsewhere[std::string("model.part-").size()] = 'x';
  for (const std::string& name : {elsewhere, std::string("model.part-999999-0"), std::string("model.part-"),
                                  std::string("model"), std::string("model.part-abc-1-2")}) {
    EXPECT_FALSE(isAbandoned(name, "model")) << name;
  }
}

TEST(UnfinishedName, OnlyWhatIsAbandonedIsRemoved) {
  const TemporaryFolder folder;
  const std::string ended = nameOfAnEndedProcess("model");
  std::string elsewhere = ended;
  elsewhere[std::string("model.part-").size()] = 'x';
  const std::string running = unfinishedName("model");
  fs::create_directories(folder.path() / ended / "below");
  fs::create_directory(folder.path() / elsewhere);
  writeFileAtomically(folder.path() / running, "x");
  removeAbandonedBeside(folder.path() / "model", "model");
  EXPECT_FALSE(fs::exists(folder.path() / ended));
  EXPECT_TRUE(fs::exists(folder.path() / elsewhere)) << "another machine may be writing it on this network share";
  EXPECT_TRUE(fs::exists(folder.path() / running));
}

TEST(ReadFileLimited, RefusesWhatIsAbsentTooLargeOrNoFile) {
  const TemporaryFolder folder;
  writeFileAtomically(folder.path() / "ten", "0123456789");
  EXPECT_EQ(readFileLimited(folder.path() / "ten", 10), "0123456789");
  EXPECT_EQ(errorCode([&] { (void)readFileLimited(folder.path() / "ten", 9); }), "file.too_large");
  EXPECT_EQ(errorCode([&] { (void)readFileLimited(folder.path() / "none", 9); }), "file.not_found");
  EXPECT_EQ(errorCode([&] { (void)readFileLimited(folder.path(), 9); }), "file.cannot_read");
  EXPECT_EQ(errorCode([&] { (void)readFileLimited("/dev/zero", 9); }), "file.cannot_read");
  EXPECT_EQ(errorCode([&] { (void)readFileLimited("/proc/self/status", 9); }), "file.too_large");  // claims size 0
}

TEST(Digest, GivesTheValuesOfTheStandard) {  // FIPS 180-4, examples
  EXPECT_EQ(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, ReadsAFileInPiecesAndCanBeCancelled) {
  const TemporaryFolder folder;
  const std::string bytes(3000000, 'x');
  writeFileAtomically(folder.path() / "f", bytes);
  EXPECT_EQ(sha256OfFile(folder.path() / "f"), sha256Hex(bytes));
  EXPECT_EQ(errorCode([&] { (void)sha256OfFile(folder.path() / "f", [](double) { return false; }); }), "cancelled");
  EXPECT_EQ(errorCode([&] { (void)sha256OfFile(folder.path() / "none"); }), "file.not_found");
}

}  // namespace
}  // namespace headlight
