// Tables of vectors: every form that is read, and what is wrong with files from elsewhere.

#include "formats/vectors/vector_table_file.h"

#include <cstring>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/error_code.h"
#include "formats/files/npy.h"
#include "support/temporary_folder.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;
using testing::errorCode;

VectorTable tableOf(std::string_view bytes, const VectorTableLimits& limits = {}, const Progress& progress = {}) {
  const auto source = memorySource(bytes, "words.txt");
  return readVectorTable(*source, limits, progress);
}

std::string codeOf(std::string_view bytes) {
  return errorCode([&] { (void)tableOf(bytes); });
}

std::string binary(const std::string& head, const std::vector<std::pair<std::string, std::vector<float>>>& rows,
                   const std::string& end = "\n") {
  std::string bytes = head;
  bytes.push_back('\n');
  for (const auto& [word, numbers] : rows) {
    bytes.append(word).append(" ");
    bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(float));
    bytes += end;
  }
  return bytes;
}

const std::vector<std::pair<std::string, std::vector<float>>> kCats = {{"cat", {1.5F, -2, 3}},
                                                                       {"狗", {0.1F, 7, 1e-3F}}};

void expectCats(const VectorTable& table) {
  EXPECT_THAT(table.labels, ElementsAre("cat", "狗"));
  ASSERT_EQ(table.rows.rows(), 2);
  ASSERT_EQ(table.rows.cols(), 3);
  EXPECT_EQ(table.rows(0, 1), -2);
  EXPECT_EQ(table.rows(1, 2), 1e-3F);
  EXPECT_FALSE(table.isCut);
  EXPECT_EQ(table.duplicates, 0);
}

TEST(VectorTable, EveryFormGivesTheSame) {
  expectCats(tableOf("cat 1.5 -2 3\n狗 0.1 7 1e-3\n"));                          // GloVe
  expectCats(tableOf("cat 1.5 -2 3\r\n狗 0.1 7 1e-3"));                          // without a last line end
  expectCats(tableOf("2 3\ncat 1.5 -2 3 \n狗 0.1 7 +1e-3 \n"));                  // word2vec, with its spaces
  expectCats(tableOf("cat\t1.5\t-2\t3\n狗\t0.1\t7\t1e-3\n"));                    // tabs
  expectCats(tableOf("word\td1\td2\td3\ncat\t1.5\t-2\t3\n狗\t0.1\t7\t1e-3\n"));  // tabs and names
  expectCats(tableOf(binary("2 3", kCats)));
  expectCats(tableOf(binary("2 3", kCats, "")));  // gensim writes no line ends
}

TEST(VectorTable, AFirstLineOfNamesMakesColumns) {
  const VectorTable table = tableOf("class\tword\tx1\tsize\tx2\npet\tcat\t1\tsmall\t2\nbird\towl\t3\tlarge\t4\n");
  EXPECT_THAT(table.labels, ElementsAre("pet", "bird"));  // the first column of text is the label
  ASSERT_EQ(table.columns.size(), 2U);
  EXPECT_EQ(table.columns[0].name, "word");
  EXPECT_THAT(table.columns[1].values, ElementsAre("small", "large"));
  EXPECT_EQ(table.rows(1, 1), 4);
}

TEST(VectorTable, AWordMayHoldSpacesAndBeANumber) {
  const VectorTable table = tableOf("cat 1 2 3\n. . . 4 5 6\n2010 7 8 9\n");
  EXPECT_THAT(table.labels, ElementsAre("cat", ". . .", "2010"));
  EXPECT_EQ(table.rows(1, 0), 4);
}

TEST(VectorTable, OfEqualWordsTheFirstCounts) {
  const VectorTable table = tableOf("cat 1 2\ndog 3 4\ncat 5 6\n\xff 7 8\n\xfe 9 9\n");
  EXPECT_THAT(table.labels, ElementsAre("cat", "dog", "\uFFFD"));
  EXPECT_EQ(table.rows(0, 0), 1);
  EXPECT_EQ(table.duplicates, 2);
}

TEST(VectorTable, ALineThatDoesNotFitIsNamed) {
  try {
    (void)tableOf("cat 1 2 3\ndog 1 2\n");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "vectors.columns");
    EXPECT_EQ(std::string(error.what()), "Line 2 of words.txt has 2 numbers, but 3 are expected. Nothing was read.");
  }
  EXPECT_EQ(codeOf("cat 1 2 3\ndog 1 2 3 4\n"), "vectors.columns");
  EXPECT_EQ(codeOf("2 3\ncat 1 2\n"), "vectors.columns");
  EXPECT_EQ(codeOf("cat\t1\t2\ndog\t1\t2\t3\n"), "vectors.columns");
  EXPECT_EQ(codeOf("word\td1\td2\ncat\t1\n"), "vectors.columns");
}

TEST(VectorTable, WhatIsNoNumberIsRefused) {
  EXPECT_EQ(codeOf("cat 1 nan\n"), "vectors.number");
  EXPECT_EQ(codeOf("cat 1 inf\n"), "vectors.number");
  EXPECT_EQ(codeOf("cat 1 1e60\n"), "vectors.number");
  EXPECT_EQ(codeOf("cat 1 2\ndog 3 x\n"), "vectors.number");
  EXPECT_EQ(codeOf("cat 1 0x10\n"), "vectors.number");
  EXPECT_EQ(codeOf(binary("1 2", {{"cat", {1, std::nanf("")}}})), "vectors.binary_number");
}

TEST(VectorTable, WhatIsNoTableIsRefused) {
  EXPECT_EQ(codeOf(""), "vectors.empty");
  EXPECT_EQ(codeOf("\n\n"), "vectors.empty");
  EXPECT_EQ(codeOf("cat\ndog\n"), "vectors.empty");
  EXPECT_EQ(codeOf("3 3\n"), "vectors.empty");  // a head alone
  EXPECT_EQ(codeOf(std::string(3 << 20, 'x')), "vectors.long_line");
  std::string wide = "cat";
  for (int i = 0; i < 20000; ++i) wide.append(" 1");
  EXPECT_EQ(codeOf(wide), "vectors.too_wide");
  EXPECT_EQ(codeOf(binary("3 3", kCats)), "vectors.ends_early");
  EXPECT_EQ(codeOf("2 99999999999\n\x01 \x02\x03"), "vectors.too_wide");
}

TEST(VectorTable, OfThreeMillionRowsAsManyAreReadAsTheLimitSays) {
  std::string bytes = "3000000 2\n";
  for (int i = 0; i < 3'000'000; ++i) bytes.append("w").append(std::to_string(i)).append(" 1 2\n");
  double last = 0;
  const VectorTable table = tableOf(bytes, {}, [&](double share) {
    EXPECT_GE(share, last);
    last = share;
    return true;
  });
  EXPECT_EQ(table.rows.rows(), 200'000);
  EXPECT_TRUE(table.isCut);
  EXPECT_EQ(table.rowsInFile, 3'000'000U);
  EXPECT_EQ(last, 1);
  VectorTableLimits few;
  few.numbers = 100;
  EXPECT_EQ(tableOf(bytes, few).rows.rows(), 50);
  VectorTableLimits all;
  all.rows = 3'000'000;
  int told = 0;
  EXPECT_EQ(errorCode([&] { (void)tableOf(bytes, all, [&](double) { return ++told < 3; }); }), "cancelled");
  EXPECT_EQ(told, 3);
}

TEST(VectorTable, AnArrayHasItsLabelsBesideIt) {
  const testing::TemporaryFolder folder;
  const auto write = [&](const char* name, const std::string& bytes) { std::ofstream(folder.path() / name) << bytes; };
  const std::vector<float> numbers{1, 2, 3, 4, 5, 6};
  write("points.npy", npyBytes({3, 2}, std::span<const float>(numbers)));
  EXPECT_THAT(readVectorTable(folder.path() / "points.npy").labels, ElementsAre("1", "2", "3"));
  write("metadata.tsv", "word\tkind\ncat\tpet\nowl\tbird\nant\tinsect\n");
  const VectorTable table = readVectorTable(folder.path() / "points.npy");
  EXPECT_THAT(table.labels, ElementsAre("cat", "owl", "ant"));
  ASSERT_EQ(table.columns.size(), 1U);
  EXPECT_EQ(table.columns[0].name, "kind");
  EXPECT_EQ(table.rows(2, 1), 6);
  write("vectors.tsv", "1\t2\n3\t4\n5\t6\n");  // as TensorFlow's projector has them
  EXPECT_THAT(readVectorTable(folder.path() / "vectors.tsv").labels, ElementsAre("cat", "owl", "ant"));
  write("points.labels.txt", "a\nb\n");
  EXPECT_EQ(errorCode([&] { (void)readVectorTable(folder.path() / "points.npy"); }), "vectors.labels");
  write("cube.npy", npyBytes({3, 2, 1}, std::span<const float>(numbers)));
  EXPECT_EQ(errorCode([&] { (void)readVectorTable(folder.path() / "cube.npy"); }), "vectors.shape");
  EXPECT_EQ(errorCode([&] { (void)readVectorTable(folder.path() / "missing.tsv"); }), "file.not_found");
}

TEST(VectorTable, TheLessonsTableIsThere) {
  const VectorTable table =
      readVectorTable(std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models/vectors/lesson.tsv");
  EXPECT_EQ(table.rows.rows(), 14);
  EXPECT_EQ(table.rows.cols(), 3);
  EXPECT_EQ(table.labels.front(), "自然");
  EXPECT_EQ(table.rows(6, 2), -0.8F);
}

}  // namespace
}  // namespace headlight
