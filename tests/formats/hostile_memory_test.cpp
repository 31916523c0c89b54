// Hostile files may not make the program ask for memory that the file could not justify: each is refused in a process
// that can get 64 MB and no more.

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <functional>
#include <new>

#include "formats/atomic_file.h"
#include "formats/model_folder.h"
#include "formats/sample_folder.h"  // tests/formats
#include "support/temporary_folder.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HEADLIGHT_LIMITS_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HEADLIGHT_LIMITS_MEMORY 0
#endif
#endif
#ifndef HEADLIGHT_LIMITS_MEMORY
#define HEADLIGHT_LIMITS_MEMORY 1
#endif

namespace headlight {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

constexpr rlim_t kAllowed = 64U << 20U;

enum Outcome { kRefused = 10, kAccepted = 11, kOutOfMemory = 12, kOther = 13 };

rlim_t addressSpaceNow() {
  rlim_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

/// Opens the model in a child that can map 64 MB more than it has.
int openedWithin64Megabytes(const fs::path& model) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlim_t most = addressSpaceNow() + kAllowed;
    const rlimit limit = {most, most};
    ::setrlimit(RLIMIT_AS, &limit);
    try {
      (void)openModel(model.string());
      ::_exit(kAccepted);
    } catch (const Error& error) {
      ::_exit(error.code() == "model.too_large_for_memory" ? kOutOfMemory : kRefused);
    } catch (const std::bad_alloc&) {
      ::_exit(kOutOfMemory);
    } catch (...) {
      ::_exit(kOther);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// A file of `size` bytes that begins with these and is empty (sparse) behind them.
void writeSparse(const fs::path& file, std::uint64_t headerLength, const std::string& start, std::uint64_t size) {
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &headerLength, 8);
  writeFileAtomically(file, bytes + start);
  fs::resize_file(file, size);
}

struct Hostile {
  const char* name;
  std::function<void(const fs::path&)> make;
};

constexpr std::uint64_t kGiga = std::uint64_t{1} << 30U;

void patchConfig(const fs::path& folder, const std::string& config) {
  writeFileAtomically(folder / "config.json", config);
}

const Hostile kFiles[] = {
    {"headerClaimsFourGigabytes",
     [](const fs::path& f) { writeSparse(f / "model.safetensors", 4 * kGiga, "{}", 100); }},
    {"headerClaimsFourGigabytesThatAreThere",
     [](const fs::path& f) { writeSparse(f / "model.safetensors", 4 * kGiga, "{}", 4 * kGiga + 8); }},
    {"headerOfHundredMegabytesOfZeros",
     [](const fs::path& f) { writeSparse(f / "model.safetensors", 100'000'000, "", 100'000'008); }},
    {"headerOfHundredMegabytesThatBreaksOff",
     [](const fs::path& f) { writeSparse(f / "model.safetensors", 100'000'000, "{\"a\": ", 100'000'008); }},
    {"tensorOfATerabyteInASparseFile",
     [](const fs::path& f) {
       const std::string header =
           R"({"wte.weight":{"dtype":"F32","shape":[1048576,262144],"data_offsets":[0,1099511627776]}})";
       writeSparse(f / "model.safetensors", header.size(), header, 1024 * kGiga + 8 + header.size());
     }},
    {"configurationOfManyGigabytes",
     [](const fs::path& f) {
       patchConfig(f, R"({"model_type":"gpt2","n_layer":256,"n_head":16,"n_embd":16384,"n_positions":131072,)"
                      R"("vocab_size":9})");
     }},
    {"configurationOfTensOfMegabytes",
     [](const fs::path& f) { patchConfig(f, "{\"a\":\"" + std::string(50'000'000, 'x') + "\"}"); }},
    {"indexOfManyValues",
     [](const fs::path& f) {
       fs::remove(f / "model.safetensors");
       std::string json = "{\"weight_map\":[";
       for (int i = 0; i < 5'000'000; ++i) json += "0,";
       writeFileAtomically(f / "model.safetensors.index.json", json + "0]}");
     }},
};

class HostileFiles : public ::testing::TestWithParam<Hostile> {};

TEST_P(HostileFiles, AreRefusedWithin64Megabytes) {
  if (HEADLIGHT_LIMITS_MEMORY == 0) GTEST_SKIP() << "sanitizers take their own address space";
  const TemporaryFolder folder;
  testing::saveTinyFolder(folder.path());
  ASSERT_EQ(openedWithin64Megabytes(folder.path()), kAccepted) << "the good folder does not open: the test is wrong";
  GetParam().make(folder.path());
  EXPECT_EQ(openedWithin64Megabytes(folder.path()), kRefused);
}

INSTANTIATE_TEST_SUITE_P(Folders, HostileFiles, ::testing::ValuesIn(kFiles),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace headlight
