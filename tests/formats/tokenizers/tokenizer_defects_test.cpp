// A defect that the tokenizer's own code finds, which knows no file, is reported with the file that has it.

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "formats/tokenizers/tokenizer_json.h"
#include "formats/tokenizers/vocabulary_files.h"

namespace headlight {
namespace {

struct DefectiveFile {
  const char* name;
  const char* code;
  const char* file;
  std::function<void()> read;
};

std::string bpeJson(const std::string& vocabulary, const std::string& merges) {
  return R"({"model": {"type": "BPE", "vocab": )" + vocabulary + R"(, "merges": )" + merges + R"(}})";
}

const DefectiveFile kFiles[] = {
    {"BytesOfVocabTxt", "text.vocabulary_invalid_utf8", "some/vocab.txt",
     [] {
       (void)readVocabTxt({"[UNK]\n[CLS]\n[SEP]\n\xff\n", "some/vocab.txt"});
     }},
    {"MergeOfMergesTxt", "text.merge_unknown_piece", "some/merges.txt",
     [] {
       (void)readBpeFiles({R"({"a": 0, "b": 1})", "some/vocab.json"}, {"a c\n", "some/merges.txt"});
     }},
    {"MergeOfTokenizerJson", "text.merge_unknown_piece", "some/tokenizer.json",
     [] { (void)readTokenizerJson(bpeJson(R"({"a": 0, "b": 1})", R"(["a c"])"), "some/tokenizer.json"); }}};

class Defects : public ::testing::TestWithParam<DefectiveFile> {};

TEST_P(Defects, NameTheirFile) {
  try {
    GetParam().read();
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), GetParam().code) << error.what();
    EXPECT_NE(std::string(error.what()).find(GetParam().file), std::string::npos) << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(Tokenizers, Defects, ::testing::ValuesIn(kFiles),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace headlight
