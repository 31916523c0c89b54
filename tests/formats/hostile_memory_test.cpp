// Hostile folders may not make the program ask for memory that their files could not justify, nor keep it busy.

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <vector>

#include "formats/files/atomic_file.h"
#include "formats/model_folder.h"
#include "formats/sample_folder.h"  // tests/formats
#include "support/refusal_limits.h"
#include "support/temporary_folder.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

std::string codeOfOpening(const fs::path& model) {
  return testing::errorCodeWithinLimits([&] { (void)openModel(model.string()); });
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
  const char* code;
  std::function<void(const fs::path&)> make;
};

constexpr std::uint64_t kGiga = std::uint64_t{1} << 30U;

void patchConfig(const fs::path& folder, const std::string& config) {
  writeFileAtomically(folder / "config.json", config);
}

const Hostile kFiles[] = {
    {"headerClaimsFourGigabytes", "safetensors.header_length",
     [](const fs::path& f) { writeSparse(f / "model.safetensors", 4 * kGiga, "{}", 100); }},
    {"headerClaimsFourGigabytesThatAreThere", "safetensors.header_length",
     [](const fs::path& f) { writeSparse(f / "model.safetensors", 4 * kGiga, "{}", 4 * kGiga + 8); }},
    {"headerOfHundredMegabytesOfZeros", "safetensors.header_start",
     [](const fs::path& f) { writeSparse(f / "model.safetensors", 100'000'000, "", 100'000'008); }},
    {"headerOfHundredMegabytesThatBreaksOff", "json.syntax",
     [](const fs::path& f) { writeSparse(f / "model.safetensors", 100'000'000, "{\"a\": ", 100'000'008); }},
    {"tensorOfATerabyteInASparseFile", "weights.wrong_shape",
     [](const fs::path& f) {
       const std::string header =
           R"({"wte.weight":{"dtype":"F32","shape":[1048576,262144],"data_offsets":[0,1099511627776]}})";
       writeSparse(f / "model.safetensors", header.size(), header, 1024 * kGiga + 8 + header.size());
     }},
    {"configurationOfManyGigabytes", "weights.wrong_shape",
     [](const fs::path& f) {
       patchConfig(f, R"({"model_type":"gpt2","n_layer":256,"n_head":16,"n_embd":16384,"n_positions":131072,)"
                      R"("vocab_size":9})");
     }},
    {"configurationOfTensOfMegabytes", "file.too_large",
     [](const fs::path& f) { patchConfig(f, "{\"a\":\"" + std::string(50'000'000, 'x') + "\"}"); }},
    {"indexOfManyValues", "json.too_many_values",
     [](const fs::path& f) {
       fs::remove(f / "model.safetensors");
       std::string json = "{\"weight_map\":[";
       for (int i = 0; i < 5'000'000; ++i) json += "0,";
       writeFileAtomically(f / "model.safetensors.index.json", json + "0]}");
     }},
};

TEST(RefusalLimits, WhatPassesThemIsNoticed) {
  if (!testing::limitsAreMeasured()) GTEST_SKIP() << "sanitizers have their own memory and speed";
  EXPECT_EQ(testing::errorCodeWithinLimits([] { std::vector<char>(std::size_t{100} << 20U); }), "took too much memory");
  EXPECT_EQ(testing::errorCodeWithinLimits([] {
              for (const std::clock_t begin = std::clock(); std::clock() - begin < CLOCKS_PER_SEC / 5;) continue;
            }),
            "took too long");
  EXPECT_EQ(testing::errorCodeWithinLimits([] { std::abort(); }), "died");
  EXPECT_EQ(testing::errorCodeWithinLimits([] { throw Error("figure.no_attention"); }), "figure.no_attention");
}

class HostileFiles : public ::testing::TestWithParam<Hostile> {};

TEST_P(HostileFiles, AreRefusedWithinTheLimits) {
  const TemporaryFolder folder;
  testing::saveTinyFolder(folder.path());
  ASSERT_EQ(codeOfOpening(folder.path()), "accepted") << "the good folder does not open: the test is wrong";
  GetParam().make(folder.path());
  EXPECT_EQ(codeOfOpening(folder.path()), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Folders, HostileFiles, ::testing::ValuesIn(kFiles),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace headlight
