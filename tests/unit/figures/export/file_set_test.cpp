// All files of a set are put in place, or none: what a failure leaves.

#include "formats/files/file_set.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <map>
#include <string>

#include "formats/files/atomic_file.h"
#include "support/temporary_folder.h"
#include "tensor/error.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using Contents = std::map<std::string, std::string>;

class FileSetTest : public ::testing::Test {
 protected:
  [[nodiscard]] fs::path file(const std::string& name) const { return m_folder.path() / name; }
  [[nodiscard]] Contents contents() const {
    Contents all;
    for (const auto& entry : fs::directory_iterator(m_folder.path())) {
      const std::string name = entry.path().filename().string();
      all[name] = entry.is_directory() ? "a folder" : testing::readFile(entry.path());
    }
    return all;
  }
  static std::string codeOf(const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& error) {
      return error.code();
    }
    return {};
  }
  testing::TemporaryFolder m_folder;
};

TEST_F(FileSetTest, NothingIsInPlaceBeforeAllAre) {
  writeFileAtomically(file("a"), "old a");
  FileSet files;
  files.write(file("a"), "new a");
  files.write(file("b"), "new b");
  EXPECT_EQ(testing::readFile(file("a")), "old a");
  EXPECT_FALSE(fs::exists(file("b")));
  files.commit();
  EXPECT_EQ(contents(), (Contents{{"a", "new a"}, {"b", "new b"}}));
  EXPECT_EQ(files.written(), (std::vector<fs::path>{file("a"), file("b")}));
}

TEST_F(FileSetTest, WithoutCommitTheFolderIsAsItWas) {
  writeFileAtomically(file("a"), "old a");
  {
    FileSet files;
    files.write(file("a"), "new a");
    files.write(file("b"), "new b");
  }
  EXPECT_EQ(contents(), (Contents{{"a", "old a"}}));
}

TEST_F(FileSetTest, AFullDiskInTheMiddleLeavesTheOldFiles) {
  const Contents before{{"a", "old a"}, {"b", "old b"}, {"c", "old c"}};
  for (const auto& [name, bytes] : before) writeFileAtomically(file(name), bytes);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit small{4096, limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const std::string code = codeOf([&] {
    FileSet files;
    files.write(file("a"), "new a");
    files.write(file("new"), "new");
    files.write(file("b"), std::string(10000, 'x'));
    files.commit();
  });
  setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(code, "file.cannot_write");
  EXPECT_EQ(contents(), before);
}

TEST_F(FileSetTest, AFileThatCannotBePutInPlaceTakesTheOthersBack) {
  writeFileAtomically(file("a"), "old a");
  FileSet files;
  files.write(file("a"), "new a");
  files.write(file("new"), "new");
  files.write(file("z"), "new z");
  fs::create_directory(file("z"));  // in the way since the file was written: no rename puts a file over a folder
  EXPECT_EQ(codeOf([&] { files.commit(); }), "file.cannot_write");
  EXPECT_EQ(testing::readFile(file("a")), "old a");
  EXPECT_FALSE(fs::exists(file("new")));
  EXPECT_TRUE(fs::is_directory(file("z")));
}

TEST_F(FileSetTest, AFailureLeavesNothingUnfinished) {
  writeFileAtomically(file("a"), "old a");
  {
    FileSet files;
    files.write(file("a"), "new a");
    files.write(file("z"), "new z");
    fs::create_directory(file("z"));
    EXPECT_EQ(codeOf([&] { files.commit(); }), "file.cannot_write");
  }
  EXPECT_EQ(contents(), (Contents{{"a", "old a"}, {"z", "a folder"}}));
}

TEST_F(FileSetTest, OneFileTwiceIsTheLaterOne) {
  writeFileAtomically(file("a"), "old a");
  FileSet files;
  files.write(file("a"), "first");
  files.write(file("a"), "second");
  files.commit();
  EXPECT_EQ(contents(), (Contents{{"a", "second"}}));
}

TEST_F(FileSetTest, ALinkStaysALink) {
  writeFileAtomically(file("real"), "old");
  fs::create_symlink("real", file("link"));
  FileSet files;
  files.write(file("link"), "new");
  files.commit();
  EXPECT_TRUE(fs::is_symlink(file("link")));
  EXPECT_EQ(testing::readFile(file("real")), "new");
}

}  // namespace
}  // namespace headlight
