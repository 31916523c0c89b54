// The command line as a program of its own: exit codes as the shell sees them, and the same bits in a second process.

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <map>

#include "unit/cli/cli_fixture.h"

namespace headlight {
namespace {

using testing::CliTest;
using testing::readFile;

struct ProcessResult {
  int code = -1;
  std::string out;
};

/// Arguments are quoted for the shell; standard error is dropped.
ProcessResult runProgram(const std::vector<std::string>& arguments) {
  std::string line = CLI_PROGRAM;
  for (const std::string& argument : arguments) line += " '" + argument + "'";
  FILE* pipe = ::popen((line + " 2>/dev/null").c_str(), "r");
  ProcessResult result;
  if (pipe == nullptr) return result;
  std::array<char, 4096> block{};
  while (const std::size_t size = std::fread(block.data(), 1, block.size(), pipe))
    result.out.append(block.data(), size);
  const int status = ::pclose(pipe);
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

class CliProcess : public CliTest {
 protected:
  /// Steps on with every hook point written; the bytes by file name, the document first.
  [[nodiscard]] std::map<std::string, std::string> recordedRun(const std::string& threads, bool inProcess) const {
    const auto out = folder() / ("recorded_" + threads + (inProcess ? "_here" : "_there"));
    const std::vector<std::string> arguments = {"run",        "--model",   model(), "--prompt", "The cat is", "--steps",
                                                "12",         "--seed",    "4",     "--hooks",  "*",          "--save",
                                                out.string(), "--threads", threads, "--json"};
    std::map<std::string, std::string> files;
    files["stdout"] = inProcess ? testing::runCli(arguments).out : runProgram(arguments).out;
    for (const auto& entry : std::filesystem::directory_iterator(out)) {
      files[entry.path().filename().string()] = readFile(entry.path());
    }
    return files;
  }
};

TEST_F(CliProcess, aSecondProcessAndOtherThreadsGiveTheSameBits) {
  const auto first = recordedRun("1", false);
  EXPECT_GT(first.size(), 30U);
  EXPECT_EQ(first, recordedRun("2", false));
  EXPECT_EQ(first, recordedRun("1", true));
}

TEST_F(CliProcess, exitCodesReachTheShell) {
  EXPECT_EQ(runProgram({"run", "--model", model(), "--prompt", "The cat"}).code, 0);
  EXPECT_EQ(runProgram({"--help"}).code, 0);
  EXPECT_EQ(runProgram({}).code, 2);
  EXPECT_EQ(runProgram({"run", "--model", model(), "--prompt", ""}).code, 2);
  EXPECT_EQ(runProgram({"run", "--model", model(), "--prompt", "\xff"}).code, 2);
  EXPECT_EQ(runProgram({"run", "--model", model(), "--nonsense"}).code, 2);
  EXPECT_EQ(runProgram({"run", "--model", "no-such-model", "--prompt", "The"}).code, 3);
}

TEST_F(CliProcess, aDiskThatIsFullIsAnError) {
  const std::string command = std::string(CLI_PROGRAM) + " hooks --model '" + model() + "' > /dev/full 2>/dev/null";
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 3);
}

}  // namespace
}  // namespace headlight
