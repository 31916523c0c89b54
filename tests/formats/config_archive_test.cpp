// A model's configuration by names: what a file lacks, and what this program does not know.

#include "formats/archive/config_archive.h"

#include <gtest/gtest.h>

#include "formats/error_code.h"  // tests/formats

namespace headlight {
namespace {

using testing::errorCode;

/// Every member has another value than by default.
ModelConfig unusual() {
  ModelConfig config;
  Index next = 100;
  visitFields(config, [&next](std::string_view, auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (std::is_same_v<Member, bool>) {
      member = !member;
    } else if constexpr (std::is_enum_v<Member>) {
      const auto words = wordsOf(member);
      member = words.back().value == member ? words.front().value : words.back().value;
    } else {
      member = static_cast<Member>(next++);
    }
  });
  return config;
}

std::vector<std::string> asTexts(const ModelConfig& config) {
  std::vector<std::string> texts;
  visitFields(config, [&texts](std::string_view name, const auto& member) {
    std::string text(name);
    if constexpr (std::is_enum_v<std::remove_cvref_t<decltype(member)>>) {
      text += " " + std::string(wordOf(member));
    } else {
      text += " " + std::to_string(member);
    }
    texts.push_back(text);
  });
  return texts;
}

TEST(ConfigArchive, EveryMemberComesBack) {
  OutputArchive out;
  out& unusual();
  ModelConfig read;
  InputArchive in(out.bytes(), "f");
  in& read;
  in.expectEnd();
  EXPECT_EQ(asTexts(read), asTexts(unusual()));
  const auto usual = asTexts(ModelConfig{});
  for (std::size_t i = 0; i < usual.size(); ++i) EXPECT_NE(asTexts(read)[i], usual[i]) << "the test changed nothing";
}

TEST(ConfigArchive, AFieldThatAFileLacksKeepsItsDefault) {
  const ModelConfig defaults;
  visitFields(defaults, [](std::string_view name, const auto& usual) {
    NamedFields fields = fieldsOf(unusual());
    std::remove_cvref_t<decltype(usual)> taken{};
    if constexpr (std::is_enum_v<decltype(taken)>) {
      std::string word;
      ASSERT_TRUE(fields.take(std::string(name), word));
    } else {
      ASSERT_TRUE(fields.take(std::string(name), taken));
    }
    const ModelConfig read = configOf(fields, "f");
    visitFields(read, [&](std::string_view other, const auto& member) {
      if constexpr (std::is_same_v<decltype(member), decltype(usual)>) {
        if (other == name) {
          EXPECT_EQ(member, usual) << name;
        }
      }
    });
  });
}

TEST(ConfigArchive, WhatIsNotKnownIsNamed) {
  NamedFields option = fieldsOf(ModelConfig{});
  option.set("rotary_share", 0.25);
  EXPECT_EQ(errorCode([&] { (void)configOf(option, "f"); }), "archive.unknown_field");
  NamedFields word = fieldsOf(ModelConfig{});
  word.set("activation", std::string("silu"));
  try {
    (void)configOf(word, "model.checkpoint");
    FAIL() << "an activation that does not exist was accepted";
  } catch (const Error& error) {
    EXPECT_NE(error.message().english().find("activation = silu"), std::string::npos) << error.message().english();
  }
  NamedFields type = fieldsOf(ModelConfig{});
  type.set("n_layers", std::string("twelve"));
  EXPECT_EQ(errorCode([&] { (void)configOf(type, "f"); }), "archive.unknown_field");
  NamedFields range = fieldsOf(ModelConfig{});
  range.set("start_token", std::int64_t{1} << 40);
  EXPECT_EQ(errorCode([&] { (void)configOf(range, "f"); }), "archive.unknown_field");
  NamedFields hostile = fieldsOf(ModelConfig{});
  hostile.set("\x1b[31m\xff", true);
  try {
    (void)configOf(hostile, "f");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message().english().find('\x1b'), std::string::npos) << "escape sequences are not repeated";
  }
}

TEST(ConfigArchive, ANumberWithoutAWordIsNotWritten) {
  ModelConfig config;
  config.kind = static_cast<ModelKind>(77);
  EXPECT_EQ(errorCode([&] { (void)fieldsOf(config); }), "internal.failure");
}

}  // namespace
}  // namespace headlight
