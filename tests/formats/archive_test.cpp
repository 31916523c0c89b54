#include "formats/archive/archive.h"

#include <gtest/gtest.h>

#include <cmath>

#include "formats/archive/container.h"
#include "formats/error_code.h"  // tests/formats

namespace headlight {
namespace {

using testing::errorCode;

enum class Color : std::int32_t { Red, Blue };

struct Inner {
  std::int32_t number = 0;
  std::string name;
  bool operator==(const Inner&) const = default;
  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    archive& number& name;
  }
};

struct Outer {
  std::vector<Inner> inners;
  std::vector<float> floats;
  std::vector<bool> flags;
  std::optional<double> maybe;
  std::map<std::string, int> counts;
  std::array<std::uint64_t, 2> words{};
  std::pair<bool, std::int8_t> pair;
  Color color = Color::Red;
  std::size_t size = 0;
  bool operator==(const Outer&) const = default;
  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    archive& inners& boost::serialization::make_nvp("floats", floats) & flags& maybe;
    archive& counts& words& pair& color& size;
  }
};

struct Versioned {
  int added = 7;
  template <class Archive>
  void serialize(Archive& archive, unsigned version) {
    if (version >= 1) archive& added;
  }
};

Outer sample() {
  Outer outer;
  outer.inners = {{1, "one"}, {-2, "zwei \u4E8C"}};
  outer.floats = {0.1F, -0.0F, INFINITY};
  outer.flags = {true, false, true};
  outer.maybe = 1e-320;
  outer.counts = {{"a", 1}, {"b", 2}};
  outer.words = {~0ULL, 5};
  outer.pair = {true, -128};
  outer.color = Color::Blue;
  outer.size = 1ULL << 40;
  return outer;
}

std::string saved(const Outer& outer) {
  OutputArchive archive;
  archive& outer;
  return archive.take();
}

TEST(Archive, ReadsBackWhatItWroteToTheByte) {
  const std::string bytes = saved(sample());
  Outer read;
  InputArchive archive(bytes, "f");
  archive& read;
  archive.expectEnd();
  EXPECT_EQ(read, sample());
  EXPECT_EQ(saved(read), bytes);
}

TEST(Archive, HasFixedWidthsInLittleEndianOrder) {
  OutputArchive archive;
  archive << std::int32_t{0x01020304} << true << std::string("ab") << std::vector<float>{1.0F} << 5L;
  const std::string expected(
      "\x04\x03\x02\x01"
      "\x01"
      "\x02\0\0\0\0\0\0\0"
      "ab"
      "\x01\0\0\0\0\0\0\0"
      "\0\0\x80\x3F"
      "\x05\0\0\0\0\0\0\0",
      35);
  EXPECT_EQ(archive.bytes(), expected);
}

TEST(Archive, RefusesEveryTruncation) {
  const std::string bytes = saved(sample());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    Outer read;
    InputArchive archive(std::string_view(bytes).substr(0, length), "f");
    EXPECT_EQ(errorCode([&] { archive& read; }), "archive.truncated") << length;
  }
}

TEST(Archive, RefusesCountsThatTheBytesCannotHold) {
  for (const std::uint64_t count : {~0ULL, 1ULL << 62, 1ULL << 32, 3ULL}) {
    OutputArchive out;
    out << count << 1.0F << 2.0F;
    std::vector<float> floats;
    EXPECT_EQ(errorCode([&] { InputArchive(out.bytes(), "f") >> floats; }), "archive.truncated");
    std::vector<std::string> texts;
    EXPECT_NE(errorCode([&] { InputArchive(out.bytes(), "f") >> texts; }), "accepted");
    std::vector<Inner> inners;  // the first float would be a class version
    EXPECT_NE(errorCode([&] { InputArchive(out.bytes(), "f") >> inners; }), "accepted");
  }
  OutputArchive nine;
  nine << std::uint64_t{9} << std::uint64_t{0};
  std::string text;
  EXPECT_EQ(errorCode([&] { InputArchive(nine.bytes(), "f") >> text; }), "archive.truncated");
}

TEST(Archive, RefusesValuesThatCannotBe) {
  bool flag = false;
  EXPECT_EQ(errorCode([&] { InputArchive("\x02", "f") >> flag; }), "archive.bad_value");
  std::vector<float> three(3);
  OutputArchive out;
  out << std::vector<float>{1, 2};
  EXPECT_EQ(errorCode([&] { InputArchive(out.bytes(), "f").block(std::span<float>(three)); }),
            "archive.count_mismatch");
  EXPECT_EQ(errorCode([&] { InputArchive("abc", "f").expectEnd(); }), "archive.trailing_bytes");
}

}  // namespace
}  // namespace headlight

BOOST_CLASS_VERSION(headlight::Versioned, 1)

namespace headlight {
namespace {

TEST(Archive, OpensOlderClassVersionsAndRefusesNewerOnes) {
  OutputArchive older;
  older << std::uint32_t{0};
  Versioned value;
  InputArchive(older.bytes(), "f") >> value;
  EXPECT_EQ(value.added, 7);
  OutputArchive newer;
  newer << std::uint32_t{2} << 1;
  EXPECT_EQ(errorCode([&] { InputArchive(newer.bytes(), "f") >> value; }), "archive.newer_version");
}

TEST(Container, GivesThePayloadBack) {
  const std::string payload("pay\0load", 8);
  const std::string bytes = wrapContainer("checkpoint", 3, payload);
  EXPECT_EQ(bytes.size(), 40 + payload.size() + 32);
  const Container container = unwrapContainer(bytes, "checkpoint", 3, "f");
  EXPECT_EQ(container.payload, payload);
  EXPECT_EQ(container.version, 3U);
  EXPECT_EQ(unwrapContainer(bytes, "checkpoint", 9, "f").version, 3U);
}

TEST(Container, RefusesDamageOfEverySingleByte) {
  const std::string bytes = wrapContainer("checkpoint", 1, "payload");
  for (std::size_t place = 0; place < bytes.size(); ++place) {
    std::string damaged = bytes;
    damaged[place] = static_cast<char>(damaged[place] ^ 0x10);
    EXPECT_NE(errorCode([&] { (void)unwrapContainer(damaged, "checkpoint", 1, "f"); }), "accepted") << place;
  }
}

TEST(Container, RefusesEveryTruncationAndExtraBytes) {
  const std::string bytes = wrapContainer("checkpoint", 1, "payload");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const std::string code =
        errorCode([&] { (void)unwrapContainer(std::string_view(bytes).substr(0, length), "checkpoint", 1, "f"); });
    EXPECT_EQ(code, length < 8 ? "archive.not_ours" : "archive.truncated") << length;
  }
  EXPECT_EQ(errorCode([&] { (void)unwrapContainer(bytes + "x", "checkpoint", 1, "f"); }), "archive.trailing_bytes");
}

TEST(Container, SaysWhatItIsInstead) {
  EXPECT_EQ(errorCode([] { (void)unwrapContainer(wrapContainer("session", 1, ""), "checkpoint", 1, "f"); }),
            "archive.wrong_kind");
  EXPECT_EQ(errorCode([] { (void)unwrapContainer(wrapContainer("session", 5, ""), "session", 4, "f"); }),
            "archive.newer_version");
  EXPECT_EQ(errorCode([] { (void)unwrapContainer("GGUF....", "session", 4, "f"); }), "archive.not_ours");
}

}  // namespace
}  // namespace headlight
