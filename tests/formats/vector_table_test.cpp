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

/// The codes of the notices, with commas between them.
std::string noticesOf(const VectorTable& table) {
  std::string codes;
  for (const Message& notice : table.notices) codes += (codes.empty() ? "" : ", ") + notice.code;
  return codes;
}

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

TEST(VectorTable, EveryEncodingGivesTheSame) {
  const auto text = [](std::string bytes) {
    const testing::TemporaryFolder folder;
    std::ofstream(folder.path() / "t.txt", std::ios::binary) << bytes;
    return readVectorTable(folder.path() / "t.txt");
  };
  const auto utf16 = [](std::u16string_view characters, bool little) {
    std::string bytes;
    for (const char16_t c : characters) {
      const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
      bytes += little ? std::string{low, high} : std::string{high, low};
    }
    return bytes;
  };
  const std::u16string_view cats = u"cat 1.5 -2 3\n狗 0.1 7 1e-3\n";
  expectCats(
      text("\xEF\xBB\xBF"
           "cat 1.5 -2 3\n狗 0.1 7 1e-3\n"));
  expectCats(
      text("\xEF\xBB\xBF"
           "2 3\ncat 1.5 -2 3\n狗 0.1 7 1e-3\n"));  // before the size
  expectCats(text("\xFF\xFE" + utf16(cats, true)));
  expectCats(text("\xFE\xFF" + utf16(cats, false)));
  expectCats(text(utf16(cats, true)));  // without a mark
  EXPECT_EQ(errorCode([&] { (void)text(std::string("\xFF\xFE\0\0c\0\0\0", 8)); }), "text.utf32");
  EXPECT_EQ(errorCode([&] { (void)text("\xFF\xFE" + utf16(cats, true) + "x"); }), "text.bad_utf16");
}

TEST(VectorTable, ColumnsAreToldByAllLinesAndTheGuessIsSaid) {
  // a table, its labels, the numbers of a vector, and what is said
  struct Case {
    const char* bytes;
    const char* second;
    Index numbers;
    const char* notices;
  };
  for (const Case& one : {
           Case{"word,0,1,2\ncat,1,2,3\ndog,4,5,6\n", "dog", 3, "vectors.read_names"},  // pandas
           Case{",0,1,2\ncat,1,2,3\ndog,4,5,6\n", "dog", 3, "vectors.read_names"},      // its index without a name
           Case{"cat, 1, 2\ndog, 4, 5\n", "dog", 2, ""},                                // CSV without names
           Case{"cat;1;2\n\"dog; wild\";4;5\n", "dog; wild", 2, ""},                // a separator in quotation marks
           Case{"1\t2\t3\tcat\n4\t5\t6\tdog\n", "dog", 3, "vectors.read_columns"},  // the label last
           Case{"x\ty\tlabel\n1\t2\tcat\n4\t5\tdog\n", "dog", 2, "vectors.read_names"},
           Case{"id,x,y\n10,1,2\n20,4,5\n", "20", 2, "vectors.read_names"},  // a label of numbers, by its name
           Case{"0\t1.5\t2\n1\t4\t5\n2\t4\t5\n", "1", 2, ""},                // rows that are counted
           Case{"the\t0.1 0.2\ncat\t0.3 0.4\n", "cat", 2, ""},               // a tab, then spaces
           Case{"0.1 0.2\tthe\n0.3 0.4\tcat\n", "cat", 2, "vectors.read_columns"},
           Case{"the\t0.1\t0.2\t\ncat\t0.3\t0.4\t\n", "cat", 2, ""},  // a tab at every end
           Case{"0.1\t0.2\t\n0.3\t0.4\t\n", "2", 2, "vectors.read_without_labels"},
           Case{"0.1 0.2\n0.3 0.4\n", "2", 2, "vectors.read_without_labels"},  // numpy.savetxt
           Case{"3 2\nthe 1 2\n  3 4\ncat 5 6\n", " ", 2, ""},                 // a word of white space
           Case{"1998 1 2\n1999 3 4\ncat 5 6\n", "1999", 2, ""},               // words that are numbers
       }) {
    const VectorTable table = tableOf(one.bytes);
    ASSERT_GE(table.labels.size(), 2U) << one.bytes;
    EXPECT_EQ(table.labels[1], one.second) << one.bytes;
    EXPECT_EQ(table.rows.cols(), one.numbers) << one.bytes;
    EXPECT_EQ(noticesOf(table), one.notices) << one.bytes;
  }
}

TEST(VectorTable, AColumnWithAHoleIsNoLabel) {
  EXPECT_EQ(codeOf("cat,1,2\ndog,,4\nowl,5,6\n"), "vectors.number");
  EXPECT_EQ(codeOf("cat\t1\t2\ndog\tNA\t4\nowl\t5\t6\n"), "vectors.number");
  EXPECT_EQ(codeOf("cat,1,2\ndog,3,4,5\nowl,5,6\n"), "vectors.columns");
}

TEST(VectorTable, FormsOfOthersAreNamed) {
  using std::string_literals::operator""s;
  const std::pair<std::string, const char*> forms[] = {
      {"\x1f\x8b\x08\0"s, "form.packed"},
      {"PK\x03\x04"s + std::string(26, '\0'), "form.packed"},
      {"BZh91AY"s, "form.packed"},
      {"\x28\xb5\x2f\xfd rest"s, "form.packed"},
      {"\x80\x04\x95gensim.models.keyedvectors"s, "form.keyed_vectors"},
      {"\x80\x03}q\0"s, "form.pickle"},
      {"PAR1 and more"s, "form.binary_table"},
      {"\x89HDF\r\n\x1a\n"s, "form.binary_table"},
      {"SQLite format 3\0"s, "form.binary_table"},
      {"ARROW1\0\0"s, "form.binary_table"},
      {"\xba\x16\x4f\x2f\x0c\0"s, "form.fasttext"},
      {"%PDF-1.7\n"s, "form.document"},
      {"\n <!DOCTYPE html><html>"s, "form.html"},
      {"<HTML>\n<body>"s, "form.html"}};
  for (const auto& [bytes, code] : forms) EXPECT_EQ(codeOf(bytes), code) << bytes.substr(0, 8);
}

TEST(VectorTable, EqualLabelsBesideAnArrayAreKept) {
  const testing::TemporaryFolder folder;
  const std::vector<float> numbers{1, 2, 3, 4, 5, 6};
  std::ofstream(folder.path() / "emb.npy") << npyBytes({3, 2}, std::span<const float>(numbers));
  std::ofstream(folder.path() / "metadata.tsv") << "\xEF\xBB\xBF"
                                                   "0\n1\n0\n";
  EXPECT_THAT(readVectorTable(folder.path() / "emb.npy").labels, ElementsAre("0", "1", "0"));
  // the content says what it is, not the ending
  std::filesystem::rename(folder.path() / "emb.npy", folder.path() / "emb.vectors");
  EXPECT_THAT(readVectorTable(folder.path() / "emb.vectors").labels, ElementsAre("0", "1", "0"));
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

TEST(VectorTable, EqualWordsAreRowsOfTheirOwn) {
  const VectorTable table = tableOf("cat 1 2\ndog 3 4\ncat 5 6\n\xff 7 8\n\xfe 9 9\n");
  EXPECT_THAT(table.labels, ElementsAre("cat", "dog", "cat", "\uFFFD", "\uFFFD"));
  EXPECT_EQ(table.rows(2, 0), 5);
  EXPECT_EQ(table.duplicates, 2);
  EXPECT_EQ(noticesOf(table), "vectors.not_utf8");
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
