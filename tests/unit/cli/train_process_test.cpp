// `headlight train` as a process that is killed, and on a disk that is full.

#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <functional>
#include <random>
#include <thread>

#include "formats/archive/checkpoint_file.h"
#include "formats/model_folder.h"
#include "support/temporary_folder.h"
#include "unit/train/train_tiny_recipe.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

class TrainProcess : public ::testing::Test {
 protected:
  testing::TemporaryFolder m_folder;

  fs::path out() const { return m_folder.path() / "out"; }
  fs::path checkpoint() const { return out() / kCheckpointName; }
  fs::path errors() const { return m_folder.path() / "stderr"; }

  void SetUp() override {
    nlohmann::json recipe = testing::tinyRecipe(m_folder.path() / "data");
    // The weights of a step do not depend on the number of steps, so that any step can be computed without a break.
    recipe["training"].update({{"steps", 10'000'000},
                               {"schedule", "constant"},
                               {"checkpoint_every", 20},
                               {"validate_every", 0},
                               {"log_every", 1'000'000}});
    testing::write(m_folder.path() / "recipe.json", recipe.dump());
  }

  /// Starts the program; `prepare` runs in the child before it.
  pid_t start(std::vector<std::string> more, const fs::path& folder, const std::function<void()>& prepare = {}) const {
    std::vector<std::string> arguments = {CLI_PROGRAM, "train",
                                          "--recipe",  (m_folder.path() / "recipe.json").string(),
                                          "--out",     folder.string(),
                                          "--data",    (m_folder.path() / "data").string(),
                                          "--threads", "1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::vector<char*> words;
    for (std::string& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    const std::string log = errors().string();
    const pid_t child = ::fork();
    if (child == 0) {
      if (std::freopen(log.c_str(), "w", stderr) == nullptr || std::freopen("/dev/null", "w", stdout) == nullptr)
        ::_exit(99);
      if (prepare) prepare();
      ::execv(CLI_PROGRAM, words.data());
      ::_exit(99);
    }
    return child;
  }

  static int waitFor(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  static void killNow(pid_t child) {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }

  std::uint64_t stepNow() const { return fs::exists(checkpoint()) ? readCheckpoint(checkpoint()).step : 0; }

  /// False if it ends or takes a minute before the checkpoint goes beyond this step.
  bool waitBeyond(std::uint64_t step, pid_t child) const {
    for (int tries = 0; tries < 6000; ++tries) {
      if (stepNow() > step) return true;
      if (::waitpid(child, nullptr, WNOHANG) != 0) return false;
      std::this_thread::sleep_for(milliseconds(10));
    }
    return false;
  }

  std::string said() const { return testing::readFile(errors()); }
};

TEST_F(TrainProcess, killedTwentyTimesItGoesOnWithTheBitsOfAnUnbrokenOne) {
  std::mt19937 random(17);  // moments, not numbers of the model: any generator will do
  for (int kill = 0; kill < 20; ++kill) {
    const std::uint64_t before = stepNow();
    const pid_t child = start(kill == 0 ? std::vector<std::string>{} : std::vector<std::string>{"--resume"}, out());
    ASSERT_TRUE(waitBeyond(before, child)) << "run " << kill << ": " << said();
    std::this_thread::sleep_for(milliseconds(random() % 40));
    killNow(child);
    EXPECT_GT(stepNow(), before);
  }
  const TrainingState last = readCheckpoint(checkpoint());
  ASSERT_EQ(waitFor(start({"--steps", std::to_string(last.step)}, m_folder.path() / "unbroken")), 0) << said();
  const auto unbroken = openModel((m_folder.path() / "unbroken").string());
  const auto broken = openModel(checkpoint().string());
  const std::span<const float> expected = unbroken->model->parameters().block();
  EXPECT_EQ(last.weights, std::vector<float>(expected.begin(), expected.end()));
  const std::span<const float> opened = broken->model->parameters().block();
  EXPECT_TRUE(std::equal(opened.begin(), opened.end(), expected.begin())) << "a checkpoint opens as a model";
  EXPECT_EQ(broken->tokenizer->vocabSize(), unbroken->tokenizer->vocabSize());
}

TEST_F(TrainProcess, EverySignalThatAsksItToEndLeavesACheckpoint) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const fs::path folder = m_folder.path() / ("out" + std::to_string(signal));
    const pid_t child = start({}, folder);
    while (!fs::exists(folder / kCheckpointName)) std::this_thread::sleep_for(milliseconds(10));
    ::kill(child, signal);
    EXPECT_EQ(waitFor(child), 130) << strsignal(signal) << ": " << said();
    EXPECT_THAT(said(), ::testing::HasSubstr("--resume"));
    EXPECT_GT(readCheckpoint(folder / kCheckpointName).step, 0U);
  }
}

TEST_F(TrainProcess, UnderNohupTheEndOfTheTerminalDoesNotEndIt) {
  const pid_t child = start({}, out(), [] { std::signal(SIGHUP, SIG_IGN); });
  ASSERT_TRUE(waitBeyond(0, child)) << said();
  ::kill(child, SIGHUP);
  EXPECT_TRUE(waitBeyond(stepNow() + 40, child)) << said();
  killNow(child);
}

/// Resident memory of a process in kilobytes.
long residentKilobytes(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;)
    if (word == "VmRSS:") {
      long kilobytes = 0;
      status >> kilobytes;
      return kilobytes;
    }
  return 0;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kInstrumented = true;
#elif defined(__has_feature)
constexpr bool kInstrumented = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kInstrumented = false;
#endif

TEST_F(TrainProcess, doesNotGrow) {
  if (kInstrumented) GTEST_SKIP() << "a sanitizer keeps freed memory for a while";
  const pid_t child = start({}, out());
  ASSERT_TRUE(waitBeyond(200, child)) << said();
  const long early = residentKilobytes(child);
  ASSERT_TRUE(waitBeyond(2000, child)) << said();
  const long late = residentKilobytes(child);
  killNow(child);
  EXPECT_GT(early, 0);
  EXPECT_LE(late, early + 2048) << "kilobytes, ninety checkpoints later";
}

TEST_F(TrainProcess, thatCannotWriteSaysSoAndKeepsTheLastCheckpoint) {
  const pid_t first = start({}, out());
  ASSERT_TRUE(waitBeyond(0, first)) << said();
  killNow(first);
  const std::string kept = testing::readFile(checkpoint());
  const auto allowOneKilobyte = [] {
    const rlimit limit{1024, 1024};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);  // writing fails with an error instead
  };
  EXPECT_EQ(waitFor(start({"--resume"}, out(), allowOneKilobyte)), 3);
  EXPECT_THAT(said(), ::testing::HasSubstr(kCheckpointName));
  EXPECT_EQ(testing::readFile(checkpoint()), kept);
  EXPECT_EQ(std::distance(fs::directory_iterator(out()), {}), 1) << "nothing half-written is left";
}

/// A small file system of its own, where the one who runs the tests may mount.
class SmallDisk {
 public:
  explicit SmallDisk(const fs::path& place) : m_place(place) {
    fs::create_directories(place);
    mounted = ::mount("headlight-test", place.c_str(), "tmpfs", 0, "size=64k") == 0;
  }
  ~SmallDisk() {
    if (mounted) ::umount(m_place.c_str());
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  bool mounted = false;

 private:
  fs::path m_place;
};

TEST_F(TrainProcess, onAFullDiskItSaysSoAndKeepsTheLastCheckpoint) {
  const SmallDisk disk(out());
  if (!disk.mounted) GTEST_SKIP() << "only who may mount can fill a disk";
  const pid_t first = start({}, out());
  ASSERT_TRUE(waitBeyond(0, first)) << said();
  killNow(first);
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(out()))
    if (entry.path() != checkpoint()) fs::remove(entry.path(), ignored);
  const std::string kept = testing::readFile(checkpoint());
  std::ofstream(out() / "filler") << std::string(std::size_t{1} << 20U, 'x');  // as much as fits
  EXPECT_EQ(waitFor(start({"--resume"}, out())), 3);
  EXPECT_THAT(said(), ::testing::HasSubstr("No space left"));
  EXPECT_THAT(said(), ::testing::HasSubstr(kCheckpointName));
  EXPECT_EQ(testing::readFile(checkpoint()), kept);
}

}  // namespace
}  // namespace headlight
