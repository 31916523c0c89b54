// Archives that NumPy wrote (make_npz_golden.py) and that we write, and what is refused.

#include "formats/files/npz_reading.h"

#include <gmock/gmock.h>

#include "formats/error_code.h"  // tests/formats
#include "formats/files/atomic_file.h"
#include "formats/files/npz.h"
#include "formats/vectors/vector_table_file.h"
#include "support/refusal_limits.h"
#include "support/temporary_folder.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;
using testing::errorCode;

constexpr std::uint64_t kEnough = 1 << 20;

std::filesystem::path golden(const std::string& name) {
  return std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "tests/formats/data" / name;
}

TEST(NpzReading, ReadsWhatNumPyWroteCompressedAndNot) {
  for (const char* name : {"two_arrays.npz", "two_arrays_stored.npz"}) {
    const std::string bytes = testing::readFile(golden(name));
    const std::vector<NpzEntry> entries = npzEntries(bytes, name);
    ASSERT_EQ(entries.size(), 3U) << name;
    EXPECT_EQ(entries[0].name, "vectors");
    const NpyArray vectors = readNpzArray(entries[0], name, kEnough);
    EXPECT_THAT(vectors.shape, ElementsAre(3U, 2U));
    EXPECT_THAT(std::get<std::vector<float>>(vectors.numbers), ElementsAre(0, 0.25F, 0.5F, 0.75F, 1, 1.25F));
    EXPECT_THAT(std::get<std::vector<std::int64_t>>(readNpzArray(entries[1], name, kEnough).numbers),
                ElementsAre(7, -8));
    EXPECT_EQ(errorCode([&] { (void)readNpzArray(entries[2], name, kEnough); }), "npy.not_supported") << "words";
    EXPECT_EQ(errorCode([&] { (void)readNpzArray(entries[0], name, 100); }), "file.too_large");
  }
}

TEST(NpzReading, ReadsWhatWeWrite) {
  std::string bytes;
  NpzWriter writer([&](std::string_view piece) { bytes += piece; });
  const std::vector<float> numbers{1, 2, 3};
  writer.add("a", {3}, std::span<const float>(numbers));
  writer.finish();
  const std::vector<NpzEntry> entries = npzEntries(bytes, "a.npz");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(std::get<std::vector<float>>(readNpzArray(entries[0], "a.npz", kEnough).numbers), numbers);
}

TEST(NpzReading, EveryCutAndEveryChangedByteIsReadOrRefused) {
  const std::string whole = testing::readFile(golden("two_arrays.npz"));
  const auto codeOf = [](const std::string& bytes) {
    return errorCode([&] {
      for (const NpzEntry& entry : npzEntries(bytes, "a.npz"))
        if (entry.name == "vectors") (void)readNpzArray(entry, "a.npz", kEnough);
    });
  };
  EXPECT_EQ(codeOf(whole), "accepted");
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_EQ(codeOf(whole.substr(0, size)), "npz.not_npz");
  std::size_t refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    const std::string code = codeOf(changed);
    EXPECT_THAT(code, ::testing::AnyOf("accepted", "npz.not_npz", "npz.damaged", "file.too_large")) << at;
    refused += code != "accepted";
  }
  EXPECT_GT(refused, 100U);
}

TEST(NpzReading, AClaimOfFourGigabytesTakesNoMemory) {
  std::string bytes = testing::readFile(golden("two_arrays.npz"));
  const std::size_t entry = bytes.find("PK\x01\x02");
  ASSERT_NE(entry, std::string::npos);
  bytes.replace(entry + 24, 4, "\xFF\xFF\xFF\xFF");
  EXPECT_EQ(testing::errorCodeWithinLimits(
                [&] { (void)readNpzArray(npzEntries(bytes, "a.npz").front(), "a.npz", std::uint64_t{1} << 33U); }),
            "npz.damaged");
}

TEST(NpzReading, ATableOfVectorsIsTheOneOfTwoDimensions) {
  const VectorTable table = readVectorTable(golden("two_arrays.npz"));
  EXPECT_EQ(table.rows.rows(), 3);
  EXPECT_EQ(table.rows(2, 1), 1.25F);
  EXPECT_THAT(table.labels, ElementsAre("1", "2", "3"));
  const testing::TemporaryFolder folder;
  std::string bytes;
  NpzWriter writer([&](std::string_view piece) { bytes += piece; });
  const std::vector<float> numbers{1, 2};
  for (const char* name : {"a", "b"}) writer.add(name, {1, 2}, std::span<const float>(numbers));
  writer.finish();
  writeFileAtomically(folder.path() / "two.npz", bytes);
  EXPECT_EQ(errorCode([&] { (void)readVectorTable(folder.path() / "two.npz"); }), "vectors.arrays");
}

}  // namespace
}  // namespace headlight
