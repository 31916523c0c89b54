// Texts of files and prompts as cells of a CSV table.

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "formats/files/atomic_file.h"
#include "formats/files/csv.h"
#include "formats/vectors/lexicon_file.h"
#include "support/temporary_folder.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

std::string cellOf(std::string_view text) {
  CsvWriter csv;
  csv.text(text);
  return csv.bytes();
}

TEST(CsvText, NoSpreadsheetTakesItForAFormula) {
  const std::map<std::string, std::string> cells = {
      {"=1+1", "'=1+1"},
      {"=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"},
      {"+SUM(A1)", "'+SUM(A1)"},
      {"-2+3", "'-2+3"},
      {"@name", "'@name"},
      {"\t=1", "'\t=1"},
      {"=\"a,b\"", "\"'=\"\"a,b\"\"\""},
      // these are no formulas
      {"=", "="},
      {"-", "-"},
      {"-5", "-5"},
      {"+1.5e3", "+1.5e3"},
      {"##s", "##s"},
      {"the cat", "the cat"},
      {"a=b", "a=b"},
      {"", ""},
  };
  for (const auto& [text, cell] : cells) EXPECT_EQ(cellOf(text), cell) << text;
}

TEST(CsvText, IsUtf8) {
  for (const char* bytes : {"\xff", "cat\xc3", "=\xff\xfe"}) EXPECT_TRUE(isValidUtf8(cellOf(bytes))) << bytes;
}

TEST(CsvText, WhatIsNotKnownIsAnEmptyCell) {
  CsvWriter csv;
  csv.text("a").nothing().number(2);
  EXPECT_EQ(csv.bytes(), "a,,2");
}

TEST(Lexicon, LinesThatAreNoTextOrHaveNoFrequencyAreLeftOut) {
  const testing::TemporaryFolder folder;
  writeFileAtomically(folder.path() / "lexicon.tsv",
                      "word\tclass\tfrequency\ncat\tanimal\t5\ndog\tanim\xff"
                      "al\t5\nsea\tplace\tnan\nship\tthing\t7x\ntree\tplant\t2\n");
  const auto lexicon = readLexicon(folder.path());
  ASSERT_TRUE(lexicon);
  EXPECT_EQ(lexicon->size(), 2U);
  EXPECT_TRUE(lexicon->contains("cat") && lexicon->contains("tree"));
}

}  // namespace
}  // namespace headlight
