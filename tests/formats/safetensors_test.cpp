#include "formats/safetensors/safetensors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

#include "formats/error_code.h"  // tests/formats
#include "support/refusal_limits.h"

namespace headlight {
namespace {

using testing::errorCode;

std::string withHeader(const std::string& header, std::size_t dataBytes, std::optional<std::uint64_t> claim = {}) {
  const std::uint64_t length = claim.value_or(header.size());
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &length, 8);
  return bytes + header + std::string(dataBytes, '\0');
}

SafetensorsFile opened(std::string_view bytes) {
  return SafetensorsFile(memorySource(bytes, "m.safetensors"));
}

const std::string kGood =
    R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "b": {"dtype": "F32", "shape": [1, 1], "data_offsets": [8, 12]}})";

struct SafetensorsDefect {
  const char* name;
  std::string bytes;
  const char* code;
};

std::string tensor(const std::string& fields) {
  return "{\"a\": {" + fields + "}}";
}

const SafetensorsDefect kSafetensorsDefects[] = {
    {"empty", "", "safetensors.too_short"},
    {"sevenBytes", "1234567", "safetensors.too_short"},
    {"headerLengthPastTheEnd", withHeader(kGood, 0, 100000), "safetensors.header_length"},
    {"headerOfFourGigabytes", withHeader(kGood, 12, 4ULL << 30), "safetensors.header_length"},
    {"headerLengthAllOnes", withHeader(kGood, 12, ~0ULL), "safetensors.header_length"},
    {"headerLengthZero", withHeader("", 12), "safetensors.header_start"},
    {"headerIsAnArray", withHeader("[1]", 0), "safetensors.header_start"},
    {"headerBeginsWithSpaces", withHeader("  " + kGood, 12), "safetensors.header_start"},
    {"headerCut", withHeader(kGood.substr(0, 40), 12), "json.syntax"},
    {"headerInvalidUtf8", withHeader("{\"\xFF\": 1}", 0), "json.syntax"},
    {"duplicateTensor", withHeader(R"({"a": 1, "a": 2})", 0), "json.duplicate_key"},
    {"tensorIsNoObject", withHeader(R"({"a": 1})", 0), "json.wrong_type"},
    {"metadataIsNoObject", withHeader(R"({"__metadata__": []})", 0), "json.wrong_type"},
    {"metadataHoldsANumber", withHeader(R"({"__metadata__": {"a": 1}})", 0), "json.wrong_type"},
    {"dtypeMissing", withHeader(tensor(R"("shape": [2], "data_offsets": [0, 8])"), 8), "json.missing_field"},
    {"shapeMissing", withHeader(tensor(R"("dtype": "F32", "data_offsets": [0, 8])"), 8), "json.missing_field"},
    {"offsetsMissing", withHeader(tensor(R"("dtype": "F32", "shape": [2])"), 8), "json.missing_field"},
    {"dtypeUnknown", withHeader(tensor(R"("dtype": "F33", "shape": [2], "data_offsets": [0, 8])"), 8),
     "safetensors.unknown_dtype"},
    {"dtypeOfAnotherWidth", withHeader(tensor(R"("dtype": "F64", "shape": [2], "data_offsets": [0, 8])"), 8),
     "safetensors.size_mismatch"},
    {"shapeOfAnotherSize", withHeader(tensor(R"("dtype": "F32", "shape": [3], "data_offsets": [0, 8])"), 8),
     "safetensors.size_mismatch"},
    {"shapeNegative", withHeader(tensor(R"("dtype": "F32", "shape": [-2], "data_offsets": [0, 8])"), 8),
     "safetensors.bad_numbers"},
    {"shapeOfFractions", withHeader(tensor(R"("dtype": "F32", "shape": [2.0], "data_offsets": [0, 8])"), 8),
     "safetensors.bad_numbers"},
    {"shapeIsNoArray", withHeader(tensor(R"("dtype": "F32", "shape": 2, "data_offsets": [0, 8])"), 8),
     "safetensors.bad_numbers"},
    // 2^33 * 2^31 * 4 = 2^66: wraps around to 0 in 64 bits
    {"shapeProductOverflows",
     withHeader(tensor(R"("dtype": "F32", "shape": [8589934592, 2147483648], "data_offsets": [0, 0])"), 0),
     "safetensors.shape_overflow"},
    {"offsetsOfOne", withHeader(tensor(R"("dtype": "F32", "shape": [2], "data_offsets": [0])"), 8),
     "safetensors.bad_numbers"},
    {"offsetsNegative", withHeader(tensor(R"("dtype": "F32", "shape": [2], "data_offsets": [-8, 0])"), 8),
     "safetensors.bad_numbers"},
    {"offsetsReversed", withHeader(tensor(R"("dtype": "F32", "shape": [2], "data_offsets": [8, 0])"), 8),
     "safetensors.outside_file"},
    {"offsetsPastTheEnd", withHeader(tensor(R"("dtype": "F32", "shape": [2], "data_offsets": [4, 12])"), 8),
     "safetensors.outside_file"},
    {"offsetsAllOnes",
     withHeader(tensor(R"("dtype": "U8", "shape": [0], "data_offsets": [18446744073709551615, 18446744073709551615])"),
                8),
     "safetensors.outside_file"},
    {"dataCut", withHeader(kGood, 11), "safetensors.outside_file"},
    {"dataTooLong", withHeader(kGood, 13), "safetensors.trailing_bytes"},
    {"tensorsOverlap",
     withHeader(
         R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}})",
         12),
     "safetensors.overlap"},
    {"tensorsTheSame",
     withHeader(
         R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "b": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}})",
         8),
     "safetensors.overlap"},
    {"holeAtTheBeginning", withHeader(tensor(R"("dtype": "F32", "shape": [2], "data_offsets": [4, 12])"), 12),
     "safetensors.hole"},
    {"header100000Deep", withHeader("{\"a\":" + std::string(100000, '['), 0), "json.too_deep"},
};

class SafetensorsDefects : public ::testing::TestWithParam<SafetensorsDefect> {};

TEST_P(SafetensorsDefects, AreRefused) {
  EXPECT_EQ(testing::errorCodeWithinLimits([] { (void)opened(GetParam().bytes); }), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Safetensors, SafetensorsDefects, ::testing::ValuesIn(kSafetensorsDefects),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Safetensors, IsRefusedAtEveryLengthButItsOwn) {
  const std::string good = withHeader(kGood, 12);
  ASSERT_EQ(errorCode([&] { (void)opened(good); }), "accepted");
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_NE(errorCode([&] { (void)opened(std::string_view(good).substr(0, length)); }), "accepted") << length;
  }
}

TEST(Safetensors, ReadsBackTheBitsThatItWrote) {
  const std::vector<float> a = {1.5F, -0.0F, std::numeric_limits<float>::denorm_min(), 3e38F, 1e-30F, 7};
  const std::vector<float> b = {42};
  const std::string bytes = safetensorsBytes(
      std::vector<SafetensorsTensor>{{"a", {2, 3}, a}, {"b", {1}, b}, {"none", {0, 5}, {}}, {"scalar", {}, b}});
  SafetensorsFile file = opened(bytes);
  EXPECT_EQ(file.metadata().at("format"), "pt");
  std::vector<float> read(6);
  ASSERT_NE(file.find("a"), nullptr);
  EXPECT_EQ(file.readFloats(*file.find("a"), read).count, 0U);
  EXPECT_EQ(std::memcmp(read.data(), a.data(), 6 * sizeof(float)), 0);
  EXPECT_EQ(file.find("a")->begin % 8, 0U);
  EXPECT_EQ(file.find("scalar")->elements(), 1U);
  EXPECT_EQ(file.find("none")->elements(), 0U);
  EXPECT_EQ(file.find("nobody"), nullptr);
}

TEST(Safetensors, TurnsHalfAndDoublePrecisionIntoFloats) {
  const std::string header =
      R"({"h": {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]}, "b": {"dtype": "BF16", "shape": [2], "data_offsets": [4, 8]}, "d": {"dtype": "F64", "shape": [1], "data_offsets": [8, 16]}, "i": {"dtype": "I64", "shape": [1], "data_offsets": [16, 24]}})";
  std::string bytes = withHeader(header, 0);
  const std::uint16_t halves[] = {0x3E00, 0xC000, 0x3FC0, 0xC000};  // 1.5, -2 in both formats
  bytes.append(reinterpret_cast<const char*>(halves), sizeof halves);
  const double number = 0.1;
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  bytes.append(8, '\1');
  SafetensorsFile file = opened(bytes);
  std::vector<float> two(2);
  for (const char* name : {"h", "b"}) {
    (void)file.readFloats(*file.find(name), two);
    EXPECT_EQ(two, (std::vector<float>{1.5F, -2.0F})) << name;
  }
  std::vector<float> one(1);
  (void)file.readFloats(*file.find("d"), one);
  EXPECT_EQ(one[0], 0.1F);
  EXPECT_EQ(errorCode([&] { (void)file.readFloats(*file.find("i"), one); }), "safetensors.dtype_not_numbers");
}

TEST(Safetensors, CountsNumbersThatAreNotFinite) {
  const std::vector<float> a = {1, NAN, 2, INFINITY};
  const std::string bytes = safetensorsBytes(std::vector<SafetensorsTensor>{{"a", {4}, a}});
  SafetensorsFile file = opened(bytes);
  std::vector<float> read(4);
  const NonFiniteCount odd = file.readFloats(*file.find("a"), read);
  EXPECT_EQ(odd.count, 2U);
  EXPECT_EQ(odd.first, 1U);
}

}  // namespace
}  // namespace headlight
