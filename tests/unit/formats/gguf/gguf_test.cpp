// GGUF files: golden logits of every number type, what is written is read back, and a table of named defects.

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "formats/error_code.h"
#include "formats/files/atomic_file.h"
#include "formats/files/npy.h"
#include "formats/gguf/gguf_model.h"
#include "formats/gguf/gguf_tokenizer.h"
#include "support/refusal_limits.h"
#include "support/temporary_folder.h"
#include "text/pipeline_tokenizer.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using testing::errorCode;

const fs::path kGolden = fs::path(HEADLIGHT_SOURCE_DIR) / "tests/golden/data/gguf";
constexpr std::uint64_t kLimit = std::uint64_t{64} << 20U;

fs::path referenceFolder() {
  for (const char* place : {"../shared", "shared"}) {
    const fs::path folder = fs::path(HEADLIGHT_SOURCE_DIR) / place / "data/reference";
    if (fs::exists(folder)) return folder;
  }
  return {};
}

std::vector<TokenId> idsOf(const fs::path& npy) {
  const NpyArray array = readNpy(readFileLimited(npy, kLimit), npy.string());
  const auto& numbers = std::get<std::vector<std::int64_t>>(array.numbers);
  return {numbers.begin(), numbers.end()};
}

/// Largest |ours - expected| over max(1, largest expected).
double logitError(const OpenedModel& opened, const std::vector<TokenId>& ids, const fs::path& npy) {
  const NpyArray array = readNpy(readFileLimited(npy, kLimit), npy.string());
  const auto& expected = std::get<std::vector<double>>(array.numbers);
  const auto state = opened.model->newState();
  const auto width = static_cast<std::size_t>(opened.model->config().dVocab);
  if (ids.size() * width != expected.size()) return INFINITY;
  std::vector<float> logits(expected.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    opened.model->forward(std::span(ids).subspan(i, 1), *state, {}, std::span(logits).subspan(i * width, width));
  }
  double error = 0;
  double largest = 1;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double difference = std::abs(static_cast<double>(logits[i]) - expected[i]);
    error = std::isfinite(difference) ? std::max(error, difference) : INFINITY;
    largest = std::max(largest, std::abs(expected[i]));
  }
  return error / largest;
}

const char* const kTypes[] = {"f32", "f16", "bf16", "q8_0", "q4_0"};

TEST(Gguf, GoldenFilesOfEveryTypeGiveTheirLogits) {
  const std::vector<TokenId> ids = idsOf(kGolden / "ids.npy");
  for (const std::string type : kTypes) {
    const auto opened = openGguf(kGolden / (type + ".gguf"));
    EXPECT_LE(logitError(*opened, ids, kGolden / (type + ".logits.npy")), 1e-5) << type;
    EXPECT_EQ(opened->name, type);
    EXPECT_EQ(opened->format, "gguf");
  }
}

TEST(Gguf, ReferenceFilesOfThePublicPackageGiveTheirLogits) {
  const fs::path reference = referenceFolder();
  if (reference.empty()) GTEST_SKIP() << "shared/data/reference is not here";
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0)
    GTEST_SKIP() << "/usr/bin/python3 has no numpy";
  const testing::TemporaryFolder temporary;
  const fs::path& folder = temporary.path();
  const std::string script =
      "/usr/bin/python3 -c \"import numpy as np,sys; r,o=sys.argv[1:]; "
      "np.save(o+'/ids.npy', np.load(r+'/gpt2_small_random/expected.npz')['input_ids'].astype('<i8')); "
      "[np.save(o+'/'+k+'.npy', v) for k,v in np.load(r+'/gpt2_small_random.gguf_logits.npz').items()]\" '" +
      reference.string() + "' '" + folder.string() + "'";
  ASSERT_EQ(std::system(script.c_str()), 0);
  for (const std::string type : kTypes) {
    const auto opened = openGguf(reference / ("gpt2_small_random." + type + ".gguf"));
    EXPECT_LE(logitError(*opened, idsOf(folder / "ids.npy"), folder / (type + ".npy")), 1e-4) << type;
  }
}

TEST(Gguf, AHeadThatRepeatsTheEmbeddingIsTied) {
  EXPECT_TRUE(openGguf(kGolden / "bf16.gguf")->model->config().tiedHead);
  EXPECT_TRUE(openGguf(kGolden / "f16.gguf")->model->config().tiedHead);
  EXPECT_FALSE(openGguf(kGolden / "f32.gguf")->model->config().tiedHead);
}

TEST(Gguf, TheTokenizerMergesAndSaysWhichMergesItCannot) {
  const auto opened = openGguf(kGolden / "f32.gguf");
  std::vector<TokenId> ids;
  for (const Token& token : opened->tokenizer->encode("abc a<|endoftext|>ab")) ids.push_back(token.id);
  EXPECT_EQ(ids, (std::vector<TokenId>{7, 6, 0, 5}));
  ASSERT_EQ(opened->notices.size(), 1U);  // the merge "x yz" has no tokens
  EXPECT_EQ(opened->notices[0].code, "gguf.merges_skipped");
}

TEST(Gguf, TheVocabularyFileOfGpt2PassesTheReferenceCases) {
  const fs::path reference = referenceFolder();
  if (reference.empty()) GTEST_SKIP() << "shared/data/reference is not here";
  GgufFile file(openFileSource(reference / "ggml-vocab-gpt-2.gguf"));
  EXPECT_EQ(errorCode([&] { (void)readGgufConfig(file); }), "gguf.vocabulary_only");
  std::vector<Message> notices;
  const auto read = std::dynamic_pointer_cast<const PipelineTokenizer>(readGgufTokenizer(file, notices));
  ASSERT_TRUE(read);
  EXPECT_TRUE(notices.empty());
  EXPECT_EQ(read->special().endOfText, 50256);
  TokenizerStages stages = read->stages();
  stages.added.clear();  // the reference encodes special tokens as ordinary text
  const auto tokenizer = std::make_shared<const PipelineTokenizer>(std::move(stages));
  const auto cases = nlohmann::json::parse(readFileLimited(reference / "gpt2-bpe-cases.json", kLimit));
  std::size_t count = 0;
  for (const auto& one : cases.at("cases")) {
    const auto text = one.at("text").get<std::string>();
    std::vector<TokenId> ids;
    for (const Token& token : tokenizer->encode(text)) ids.push_back(token.id);
    EXPECT_EQ(ids, one.at("ids").get<std::vector<TokenId>>()) << text;
    EXPECT_EQ(tokenizer->decode(ids), text);
    ++count;
  }
  EXPECT_EQ(count, 250U);
}

std::string written(const OpenedModel& opened, WeightType type) {
  std::string bytes;
  writeGguf({opened.name, opened.card}, opened.model->config(), opened.model->parameters(), *opened.tokenizer, type,
            [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

TEST(Gguf, WhatIsWrittenIsReadBackToTheSameBits) {
  for (const std::string type : kTypes) {
    const auto opened = openGguf(kGolden / (type + ".gguf"));
    const std::string bytes = written(*opened, WeightType::Float32);
    GgufFile file(memorySource(bytes, "again"));
    const auto again = openGguf(file, "again");
    const auto ours = opened->model->parameters().block();
    const auto theirs = again->model->parameters().block();
    ASSERT_EQ(ours.size(), theirs.size()) << type;
    EXPECT_EQ(std::memcmp(ours.data(), theirs.data(), ours.size_bytes()), 0) << type;
  }
}

TEST(Gguf, RowsBeyondTheTokenizerAreUnusedTokensInTheFile) {
  const auto opened = openGguf(kGolden / "f32.gguf");
  ModelConfig config = opened->model->config();
  const Index found = opened->tokenizer->vocabSize();
  config.dVocab = found + 5;
  const Parameters parameters = initialParameters(config, 3);
  std::string bytes;
  writeGguf({"padded", {}}, config, parameters, *opened->tokenizer, WeightType::Float32,
            [&](std::string_view piece) { bytes += piece; });
  GgufFile file(memorySource(bytes, "padded"));
  const auto tokens = file.strings("tokenizer.ggml.tokens");
  ASSERT_TRUE(tokens);
  EXPECT_EQ(static_cast<Index>(tokens->size()), config.dVocab);  // as other programs want it
  EXPECT_EQ(tokens->back(), "[PAD" + std::to_string(found + 4) + "]");
  const auto again = openGguf(file, "padded");
  EXPECT_EQ(again->tokenizer->vocabSize(), found);
  EXPECT_EQ(again->model->config().dVocab, config.dVocab);
  ASSERT_EQ(again->notices.size(), 1U);
  EXPECT_EQ(again->notices[0].code, "model.unused_ids");

  config.dVocab = found - 1;
  const Parameters tooFew = initialParameters(config, 3);
  EXPECT_EQ(errorCode([&] {
              writeGguf({"x", {}}, config, tooFew, *opened->tokenizer, WeightType::Float32, [](std::string_view) {});
            }),
            "tokenizer.vocabulary_size");
}

TEST(Gguf, WhatTheArchitectureHasNoWordForIsNotWritten) {
  const auto opened = openGguf(kGolden / "f32.gguf");
  const auto code = [&](auto change) {
    ModelConfig config = opened->model->config();
    change(config);
    return errorCode([&] {
      writeGguf({"x", {}}, config, opened->model->parameters(), *opened->tokenizer, WeightType::Float32, [](auto) {});
    });
  };
  EXPECT_EQ(code([](ModelConfig&) {}), "accepted");
  EXPECT_EQ(code([](ModelConfig& c) { c.activation = Activation::Relu; }), "gguf.not_expressible");
  EXPECT_EQ(code([](ModelConfig& c) { c.causalMask = false; }), "gguf.not_expressible");
  EXPECT_EQ(code([](ModelConfig& c) { c.kind = ModelKind::Encoder; }), "gguf.not_expressible");
}

// --- hostile files, built in memory ---

template <class Number>
std::string raw(Number number) {
  return std::string(reinterpret_cast<const char*>(&number), sizeof number);
}
std::string text(std::string_view value) {
  return raw(std::uint64_t{value.size()}) + std::string(value);
}
std::string head(std::uint64_t tensors, std::uint64_t values, std::uint32_t version = 3) {
  return "GGUF" + raw(version) + raw(tensors) + raw(values);
}
std::string keyed(std::string_view key, std::uint32_t type, const std::string& value) {
  return text(key) + raw(type) + value;
}
std::string tensor(std::string_view name, const std::vector<std::uint64_t>& dimensions, std::uint32_t type,
                   std::uint64_t offset) {
  std::string bytes = text(name) + raw(static_cast<std::uint32_t>(dimensions.size()));
  for (const std::uint64_t dimension : dimensions) bytes += raw(dimension);
  return bytes + raw(type) + raw(offset);
}
std::string withData(std::string header, std::size_t data) {
  header.resize((header.size() + 31) / 32 * 32 + data);
  return header;
}
std::string nestedArray(int depth) {
  std::string bytes = raw(std::uint32_t{0}) + raw(std::uint64_t{1}) + std::string(1, '\0');
  for (int i = 1; i < depth; ++i) bytes = raw(std::uint32_t{9}) + raw(std::uint64_t{1}) + bytes;
  return bytes;
}

struct Defect {
  const char* name;
  std::string bytes;
  const char* code;
};

std::vector<Defect> headerDefects() {
  constexpr std::uint64_t kMost = ~std::uint64_t{0};
  const std::string one = keyed("a", 4, raw(std::uint32_t{1}));
  return {{"Empty", "", "gguf.not_gguf"},
          {"BadMagic", "GGUX" + std::string(40, '\0'), "gguf.not_gguf"},
          {"SwappedMagic", "FUGG" + std::string(40, '\0'), "gguf.big_endian"},
          {"BigEndianVersion", head(0, 0, 0x03000000U), "gguf.big_endian"},
          {"Version1", head(0, 0, 1), "gguf.version"},
          {"FutureVersion", head(0, 0, 4), "gguf.version"},
          {"MagicAlone", "GGUF", "gguf.truncated"},
          {"TensorCountNearMaximum", head(kMost, 0), "gguf.count"},
          {"KeyCountNearMaximum", head(0, kMost), "gguf.count"},
          {"KeyCountPastEnd", head(0, 5) + one, "gguf.count"},
          {"KeyLengthNearMaximum", head(0, 1) + raw(kMost) + std::string(32, 'a'), "gguf.bad_name"},
          {"KeyEmpty", head(0, 1) + keyed("", 4, raw(1U)) + std::string(8, '\0'), "gguf.bad_name"},
          {"KeyNotAscii", head(0, 1) + keyed("\xff", 4, raw(1U)), "gguf.bad_name"},
          {"KeyTwice", head(0, 2) + one + one, "gguf.duplicate_key"},
          {"ValueTypeUnknown", head(0, 1) + keyed("a", 13, raw(1U)), "gguf.unknown_value_type"},
          {"ValueTruncated", head(0, 1) + keyed("a", 10, raw(1U)), "gguf.truncated"},
          {"BooleanTwo", head(0, 1) + keyed("a", 7, "\x02"), "gguf.bad_boolean"},
          {"StringLengthNearMaximum", head(0, 1) + keyed("a", 8, raw(kMost)), "gguf.truncated"},
          {"ArrayTypeUnknown", head(0, 1) + keyed("a", 9, raw(99U) + raw(std::uint64_t{1})), "gguf.unknown_value_type"},
          {"ArrayProductOverflows", head(0, 1) + keyed("a", 9, raw(10U) + raw(kMost / 8 + 2)), "gguf.count"},
          {"ArrayCountPastEnd", head(0, 1) + keyed("a", 9, raw(8U) + raw(std::uint64_t{9}) + text("x")), "gguf.count"},
          {"ArraysNestedTooDeep", head(0, 1) + keyed("a", 9, nestedArray(5)), "gguf.nested"},
          {"ArraysNestedAHundredDeep", head(0, 1) + keyed("a", 9, nestedArray(100)), "gguf.nested"},
          {"AlignmentZero", head(0, 1) + keyed("general.alignment", 4, raw(0U)), "gguf.alignment"},
          {"AlignmentOdd", head(0, 1) + keyed("general.alignment", 4, raw(12U)), "gguf.alignment"},
          {"AlignmentNearMaximum", head(0, 1) + keyed("general.alignment", 4, raw(0xFFFFFFF8U)), "gguf.alignment"},
          {"AlignmentNoNumber", head(0, 1) + keyed("general.alignment", 8, text("32")), "gguf.value_type"}};
}

std::vector<Defect> tensorDefects() {
  constexpr std::uint64_t kMost = ~std::uint64_t{0};
  constexpr std::uint64_t kHalf = std::uint64_t{1} << 33U;
  const std::string good = tensor("a", {8}, 0, 0);
  return {
      {"TensorTableTruncated", head(1, 0) + text("aaaaaaaaaaaaaaaaa"), "gguf.truncated"},
      {"TensorNameEmpty", head(1, 0) + tensor("", {8}, 0, 0), "gguf.bad_name"},
      {"TensorNameTooLong", head(1, 0) + tensor(std::string(65, 'a'), {8}, 0, 0), "gguf.bad_name"},
      {"TensorTwice", withData(head(2, 0) + good + good, 64), "gguf.duplicate_tensor"},
      {"FiveDimensions", withData(head(1, 0) + tensor("a", {1, 1, 1, 1, 1}, 0, 0), 32), "gguf.dimensions"},
      {"DimensionsNearMaximum", head(1, 0) + text("a") + raw(~0U) + std::string(32, '\0'), "gguf.dimensions"},
      {"NoNumbers", withData(head(1, 0) + tensor("a", {0}, 0, 0), 32), "gguf.bad_shape"},
      {"ProductOverflows", withData(head(1, 0) + tensor("a", {kHalf, kHalf}, 0, 0), 32), "gguf.bad_shape"},
      {"ProductWrapsToSmall", withData(head(1, 0) + tensor("a", {kHalf, kHalf, 2}, 0, 0), 32), "gguf.bad_shape"},
      {"BytesOverflow", withData(head(1, 0) + tensor("a", {kMost / 2}, 0, 0), 32), "gguf.bad_shape"},
      {"SizeNearMaximumBeforePadding", withData(head(1, 0) + tensor("a", {kMost / 4}, 0, 0), 32), "gguf.outside_file"},
      {"TypeUnknown", withData(head(1, 0) + tensor("a", {32}, 16, 0), 64), "gguf.tensor_type"},
      {"TypeRemoved", withData(head(1, 0) + tensor("a", {32}, 4, 0), 64), "gguf.tensor_type"},
      {"RowsNotWholeBlocks", withData(head(1, 0) + tensor("a", {33, 32}, 8, 0), 2048), "gguf.blocks"},
      {"Unaligned", withData(head(1, 0) + tensor("a", {4}, 0, 4), 64), "gguf.unaligned"},
      {"OffsetPastEnd", withData(head(1, 0) + tensor("a", {8}, 0, 64), 64), "gguf.outside_file"},
      {"OffsetNearMaximum", withData(head(1, 0) + tensor("a", {8}, 0, kMost - 31), 64), "gguf.outside_file"},
      {"DataTruncated", withData(head(1, 0) + tensor("a", {16}, 0, 0), 60), "gguf.outside_file"},
      {"NoData", head(1, 0) + good, "gguf.outside_file"},
      {"Overlapping", withData(head(2, 0) + tensor("a", {16}, 0, 0) + tensor("b", {8}, 0, 32), 96), "gguf.overlap"},
      {"SamePlace", withData(head(2, 0) + good + tensor("b", {8}, 0, 0), 96), "gguf.overlap"}};
}

void expectRefused(const std::vector<Defect>& defects) {
  for (const Defect& defect : defects) {
    EXPECT_EQ(testing::errorCodeWithinLimits([&] { GgufFile file(memorySource(defect.bytes, "hostile.gguf")); }),
              defect.code)
        << defect.name;
  }
}

TEST(Gguf, NamedDefectsOfTheHeaderAreRefused) {
  expectRefused(headerDefects());
}

TEST(Gguf, NamedDefectsOfTensorsAreRefused) {
  expectRefused(tensorDefects());
}

TEST(Gguf, AFileCutAtAnyByteIsRefused) {
  const std::string whole = readFileLimited(kGolden / "q4_0.gguf", kLimit);
  GgufFile file(memorySource(whole, "whole.gguf"));
  const std::size_t end = file.tensors().back().end;  // only padding follows
  for (std::size_t size = 0; size < end; size += size < 4096 ? 1 : 61) {
    const std::string cut = whole.substr(0, size);
    EXPECT_NE(errorCode([&] {
                GgufFile cutFile(memorySource(cut, "cut.gguf"));
                (void)openGguf(cutFile, "cut");
              }),
              "accepted")
        << size;
  }
}

TEST(Gguf, NumbersThatAreNotFiniteAreNamedWithTheirPlace) {
  std::string bytes = readFileLimited(kGolden / "f32.gguf", kLimit);
  std::uint64_t place = 0;
  {
    GgufFile file(memorySource(bytes, "f32.gguf"));
    place = file.find("blk.1.ffn_up.weight")->begin + 4 * (3 * 32 + 5);
  }
  const float nan = NAN;
  std::memcpy(bytes.data() + place, &nan, sizeof nan);
  GgufFile file(memorySource(bytes, "f32.gguf"));
  const auto opened = openGguf(file, "f32");
  ASSERT_EQ(opened->notices.size(), 2U);  // the other is the merge
  EXPECT_EQ(opened->notices[1].code, "safetensors.not_finite");
  EXPECT_NE(opened->notices[1].english().find("[3, 5]"), std::string::npos);
}

TEST(Gguf, OpeningCanBeCancelled) {
  EXPECT_EQ(errorCode([] { (void)openGguf(kGolden / "f32.gguf", [](double) { return false; }); }), "cancelled");
}

}  // namespace
}  // namespace headlight
