// The table of decoder options has every option and a clause of the card for each unusual value.

#include "models/decoder_options.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "models/family.h"

namespace headlight {
namespace {

/// Members with words that the decoder alone reads are what a lesson takes out of it.
TEST(DecoderOptions, areAllMembersWithWordsThatOnlyADecoderReads) {
  std::vector<std::string_view> expected;
  const ModelConfig usual;
  visitFields(usual, [&expected](std::string_view field, const auto& member) {
    if constexpr (kHasWords<std::remove_cvref_t<decltype(member)>>) {
      const auto reads = [field](const ModelFamily& family) { return family.reads(field); };
      const auto families = modelFamilies();
      if (familyOf(ModelKind::Decoder).reads(field) && std::count_if(families.begin(), families.end(), reads) == 1)
        expected.push_back(field);
    }
  });
  std::vector<std::string_view> found;
  for (const DecoderOption& option : decoderOptions()) found.push_back(option.field);
  EXPECT_EQ(found, expected);
}

TEST(DecoderOptions, haveAClauseOfTheCardForEveryUnusualValue) {
  const ModelConfig usual;
  visitFields(usual, [](std::string_view field, const auto& member) {
    const DecoderOption* option = findDecoderOption(field);
    if constexpr (kHasWords<std::remove_cvref_t<decltype(member)>>) {
      if (option == nullptr) return;
      const auto words = wordsOf(member);
      ASSERT_LE(words.size(), option->clauses.size());
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].value != member) {
          EXPECT_FALSE(option->clauses[i].empty()) << field << " " << words[i].word;
        }
      }
    } else {
      EXPECT_EQ(option, nullptr) << field << " has no words";
    }
  });
}

}  // namespace
}  // namespace headlight
