// Which hook points the golden files of PyTorch lack. A point that a file lacks is held against our reference alone
// (sample_hooks_test.cpp, `headlight check`), and the same mistake in both would pass: the list must stay short, and a
// file that is made again with the point must leave it.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "golden/golden_file.h"

namespace headlight::test {
namespace {

using Names = std::set<std::string>;

/// The points of its model that a file lacks: {"decoder_tied", {"blocks.*.mlp.hook_gate"}}, "*" for every layer. A file
/// that is not here has all of them.
const std::map<std::string, Names>& pointsLacking() {
  static const std::map<std::string, Names> files = {};
  return files;
}

/// The golden files with hook values.
std::set<std::string> goldenFiles() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(committed(""))) {
    const auto extension = entry.path().extension();
    if (extension != ".txt" && extension != ".golden") continue;
    const std::string name = entry.path().stem().string();
    if (extension == ".txt" && !std::filesystem::exists(committed(name + ".bin"))) continue;  // of another test
    if (!GoldenFile::read(committed(name)).hookValues().empty()) names.insert(name);
  }
  return names;
}

/// "blocks.*.attn.hook_q" for each layer's.
std::string withoutLayer(const std::string& name) {
  static const std::regex layer(R"(\.\d+\.)");
  return std::regex_replace(name, layer, ".*.");
}

TEST(GoldenPoints, AFileLacksThePointsThatAreListedAndNoOther) {
  const auto files = goldenFiles();
  ASSERT_GE(files.size(), 18U);
  for (const std::string& file : files) {
    const GoldenFile golden = GoldenFile::read(committed(file));
    const auto model = makeModel(golden.config, golden.weights());
    const auto values = golden.hookValues();
    Names lacking;
    for (const HookPoint& point : model->hooks().points()) {
      if (!values.contains(point.name)) lacking.insert(withoutLayer(point.name));
    }
    const auto listed = pointsLacking().find(file);
    EXPECT_EQ(lacking, listed == pointsLacking().end() ? Names() : listed->second) << file;
  }
}

TEST(GoldenPoints, EveryListedFileIsThere) {
  const auto files = goldenFiles();
  for (const auto& [file, points] : pointsLacking()) EXPECT_TRUE(files.contains(file)) << file;
}

}  // namespace
}  // namespace headlight::test
