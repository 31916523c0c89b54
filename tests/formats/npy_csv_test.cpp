#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "formats/error_code.h"  // tests/formats
#include "formats/files/csv.h"
#include "formats/files/npy.h"
#include "support/refusal_limits.h"
#include "tensor/matrix.h"

namespace headlight {
namespace {

using testing::errorCode;

/// An array file with a header of our own making.
std::string npyWith(const std::string& header, std::size_t dataBytes) {
  const auto length = static_cast<std::uint16_t>(header.size());
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes.append(reinterpret_cast<const char*>(&length), 2);
  return bytes + header + std::string(dataBytes, '\0');
}

struct NpyCsvDefect {
  const char* name;
  std::string bytes;
  const char* code;
};

const NpyCsvDefect kNpyCsvDefects[] = {
    {"empty", "", "npy.not_npy"},
    {"otherMagic", "PK\x03\x04 and more bytes", "npy.not_npy"},
    {"cutAfterTheMagic", std::string("\x93NUMPY\x01\x00", 8), "npy.not_npy"},
    {"versionFour", std::string("\x93NUMPY\x04\x00\x10\x00\x00\x00", 12), "npy.version"},
    {"versionTwoCut", std::string("\x93NUMPY\x02\x00\x10\x00\x00\x00", 12), "npy.header"},
    {"headerPastTheEnd", npyWith("{}", 0).substr(0, 11), "npy.header"},
    {"headerWithoutFields", npyWith("{}", 0), "npy.header"},
    {"headerUnended", npyWith("{'descr': '<f4', ", 0), "npy.header"},
    {"fieldTwice", npyWith("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}", 4), "npy.header"},
    {"fieldUnknown", npyWith("{'descr': '<f4', 'x': 1}", 4), "npy.header"},
    {"shapeNegative", npyWith("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", 4), "npy.header"},
    {"shapeTooLargeANumber", npyWith("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", 4),
     "npy.header"},
    {"shapeProductOverflows", npyWith("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", 0),
     "npy.size"},
    {"dataCut", npyWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", 7), "npy.size"},
    {"dataTooLong", npyWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", 9), "npy.size"},
    {"fortranOrderCut", npyWith("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3)}", 20), "npy.size"},
    {"complex", npyWith("{'descr': '<c8', 'fortran_order': False, 'shape': (2,)}", 16), "npy.not_supported"},
    {"texts", npyWith("{'descr': '<U3', 'fortran_order': False, 'shape': (2,)}", 24), "npy.not_supported"},
    {"fields", npyWith("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}", 8), "npy.not_supported"},
    {"objects", npyWith("{'descr': '|O', 'fortran_order': False, 'shape': (2,)}", 8), "npy.not_supported"},
};

class NpyDefects : public ::testing::TestWithParam<NpyCsvDefect> {};

TEST_P(NpyDefects, AreRefused) {
  EXPECT_EQ(testing::errorCodeWithinLimits([] { (void)readNpy(GetParam().bytes, "a.npy"); }), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Npy, NpyDefects, ::testing::ValuesIn(kNpyCsvDefects),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Npy, ReadsBackTheBitsThatItWrote) {
  const std::vector<float> floats = {1.5F, -0.0F, INFINITY, 1e-40F, 5, 6};
  const NpyArray array = readNpy(npyBytes({2, 3}, floats), "a.npy");
  EXPECT_EQ(array.shape, (NpyShape{2, 3}));
  const auto& read = std::get<std::vector<float>>(array.numbers);
  ASSERT_EQ(read.size(), 6U);
  EXPECT_EQ(std::memcmp(read.data(), floats.data(), 24), 0);

  const std::vector<double> one = {0.1};
  EXPECT_EQ(std::get<std::vector<double>>(readNpy(npyBytes({}, one), "a").numbers), one);
  const std::vector<std::int64_t> ids = {-1, std::numeric_limits<std::int64_t>::max()};
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(readNpy(npyBytes({2}, ids), "a").numbers), ids);
  EXPECT_EQ(readNpy(npyBytes({0, 4}, std::span<const float>()), "a").shape, (NpyShape{0, 4}));
}

/// An array of these raw bytes.
NpyArray arrayOf(const std::string& type, const char* order, const char* shape, const std::string& raw) {
  std::string bytes = npyWith("{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }", 0);
  return readNpy(bytes + raw, "a.npy");
}

template <class Number>
std::string rawBytes(const std::vector<Number>& numbers, bool swapped = false) {
  std::string raw;
  for (const Number number : numbers) {
    std::string one(reinterpret_cast<const char*>(&number), sizeof number);
    if (swapped) std::reverse(one.begin(), one.end());
    raw += one;
  }
  return raw;
}

TEST(Npy, EveryTypeOfNumbersIsRead) {
  using Floats = std::vector<float>;
  using Wholes = std::vector<std::int64_t>;
  const std::vector<Eigen::half> halves{Eigen::half(1.5F), Eigen::half(-2.0F)};
  EXPECT_EQ(std::get<Floats>(arrayOf("<f2", "False", "(2,)", rawBytes(halves)).numbers), (Floats{1.5F, -2}));
  EXPECT_EQ(std::get<Wholes>(arrayOf("<i4", "False", "(2,)", rawBytes<std::int32_t>({-7, 70000})).numbers),
            (Wholes{-7, 70000}));
  EXPECT_EQ(std::get<Wholes>(arrayOf("<u2", "False", "(1,)", rawBytes<std::uint16_t>({65535})).numbers), Wholes{65535});
  EXPECT_EQ(std::get<Wholes>(arrayOf("|i1", "False", "(2,)", "\xff\x05").numbers), (Wholes{-1, 5}));
  EXPECT_EQ(std::get<Wholes>(arrayOf("|b1", "False", "(1,)", "\x01").numbers), Wholes{1});
  EXPECT_EQ(
      std::get<std::vector<double>>(arrayOf("<u8", "False", "(1,)", rawBytes<std::uint64_t>({1ULL << 63U})).numbers),
      std::vector<double>{0x1p63});
}

TEST(Npy, BothByteOrdersAndBothOrdersOfAxesAreRead) {
  const std::vector<float> stored{1, 4, 2, 5, 3, 6};  // of [[1, 2, 3], [4, 5, 6]], column by column
  const std::vector<float> rows{1, 2, 3, 4, 5, 6};
  EXPECT_EQ(std::get<std::vector<float>>(arrayOf("<f4", "True", "(2, 3)", rawBytes(stored)).numbers), rows);
  EXPECT_EQ(std::get<std::vector<float>>(arrayOf(">f4", "False", "(2, 3)", rawBytes(rows, true)).numbers), rows);
  EXPECT_EQ(std::get<std::vector<float>>(arrayOf(">f4", "True", "(2, 3)", rawBytes(stored, true)).numbers), rows);
  const std::vector<std::int64_t> cube{0, 4, 2, 6, 1, 5, 3, 7};  // place = i + 2j + 4k
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(arrayOf("<i8", "True", "(2, 2, 2)", rawBytes(cube)).numbers),
            (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(Npy, LaterVersionsHaveLongerHeaders) {
  const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";
  const auto length = static_cast<std::uint32_t>(header.size());
  for (const char version : {'\x02', '\x03'}) {
    std::string bytes = std::string("\x93NUMPY") + version + '\0';
    bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
    bytes += header + rawBytes<float>({2.5F});
    EXPECT_EQ(std::get<std::vector<float>>(readNpy(bytes, "a").numbers), std::vector<float>{2.5F});
  }
}

TEST(Npy, PutsTheDataOnABoundaryOf64Bytes) {
  for (const NpyShape& shape : {NpyShape{1}, NpyShape{1, 1, 1, 1, 1, 1, 1, 1}, NpyShape{}}) {
    EXPECT_EQ((npyBytes(shape, std::vector<float>{1}).size() - 4) % 64, 0U);
  }
}

TEST(Csv, BringsEveryFloatBackFromNineDigits) {
  for (const float number : {0.1F, 1.0F / 3, 3.4028235e38F, 1.17549435e-38F, 1e-45F, 16777217.0F, -0.0F}) {
    EXPECT_EQ(std::strtof(csvNumber(number).c_str(), nullptr), number);
  }
  EXPECT_EQ(csvNumber(0.1F), "0.100000001");
  EXPECT_EQ(csvNumber(0.5), "0.5");
  EXPECT_EQ(csvNumber(NAN), "nan");
  EXPECT_EQ(csvNumber(-INFINITY), "-inf");
}

TEST(Csv, QuotesWhatNeedsIt) {
  CsvWriter csv;
  csv.text("token").text("a,b").text("say \"x\"").endRow();
  csv.text(" ").number(0.25).integer(-3).endRow();
  EXPECT_EQ(csv.bytes(), "token,\"a,b\",\"say \"\"x\"\"\"\n\" \",0.25,-3\n");
}

}  // namespace
}  // namespace headlight
