// No writer loses a member of the configuration: each member of each family is changed, and every format that is
// written keeps the change or refuses it with an error.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli/train/train_card.h"
#include "formats/archive/checkpoint_file.h"
#include "formats/error_code.h"
#include "formats/gguf/gguf_family.h"
#include "formats/gguf/gguf_model.h"
#include "formats/huggingface/hf_config.h"
#include "formats/huggingface/weight_family.h"
#include "formats/json/config_words.h"
#include "formats/recipes/recipe_fields.h"
#include "models/decoder_options.h"
#include "support/family_configs.h"

namespace headlight {
namespace {

using testing::changes;
using testing::errorCode;
using testing::familyConfig;

/// What a member's name and family are, for the message of a failure.
std::string named(const ModelFamily& family, std::string_view field) {
  return std::string(family.name) + " " + std::string(field);
}

/// body(family, base, field, config) for every member but "kind" and each other value of it.
void forEachChange(const auto& body) {
  for (const ModelFamily& family : modelFamilies()) {
    const ModelConfig base = familyConfig(family);
    for (const auto& [field, value] : fieldTexts(base)) {
      if (field == "kind") continue;
      for (const ModelConfig& config : changes(base, field)) body(family, base, field, config);
    }
  }
}

bool isOfTokenizer(std::string_view field) {
  return field == "d_vocab" || field == "start_token" || field == "end_token" || field == "pad_token";
}

FieldTexts throughConfigJson(const ModelConfig& config) {
  return fieldTexts(readHfConfig(hfConfigJson(config, 2), "config.json"));
}

FieldTexts throughCheckpoint(const ModelConfig& config) {
  TrainingState state;
  state.config = config;
  state.weights.resize(parameterLayout(config).blockSize());
  state.firstMoment = state.weights;
  return fieldTexts(parseCheckpoint(checkpointBytes(state), "x.checkpoint").config);
}

std::shared_ptr<const OpenedModel> goldenGguf() {
  return openGguf(std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "tests/golden/data/gguf/f32.gguf");
}

FieldTexts throughGguf(const ModelConfig& config, const Tokenizer& tokenizer) {
  std::string bytes;
  writeGguf({"x", {}}, config, initialParameters(config, 1), tokenizer, WeightType::Float32,
            [&](std::string_view piece) { bytes += piece; });
  GgufFile file(memorySource(bytes, "x.gguf"));
  return fieldTexts(readGgufConfig(file));
}

TEST(ConfigWriters, configJsonKeepsEveryMemberOrRefusesIt) {
  for (const ModelFamily& family : modelFamilies()) {
    EXPECT_EQ(throughConfigJson(familyConfig(family)), fieldTexts(familyConfig(family))) << family.name;
  }
  forEachChange(
      [](const ModelFamily& family, const ModelConfig& base, std::string_view field, const ModelConfig& config) {
        ASSERT_NE(fieldTexts(config), fieldTexts(base)) << named(family, field);
        FieldTexts found;
        const std::string code = errorCode([&] { found = throughConfigJson(config); });
        if (!family.reads(field)) {
          EXPECT_EQ(code, "config.not_expressible") << named(family, field);
        } else if (code == "accepted") {
          EXPECT_EQ(found, fieldTexts(config)) << named(family, field);
        } else {
          EXPECT_EQ(code, "config.not_expressible") << named(family, field);
          EXPECT_EQ(family.kind, ModelKind::EncoderDecoder) << "only Marian's file lacks words: " << field;
        }
      });
}

TEST(ConfigWriters, archivesKeepEveryMember) {
  forEachChange([](const ModelFamily& family, const ModelConfig&, std::string_view field, const ModelConfig& config) {
    EXPECT_EQ(throughCheckpoint(config), fieldTexts(config)) << named(family, field);
  });
}

TEST(ConfigWriters, ggufKeepsEveryMemberOrRefusesIt) {
  const auto golden = goldenGguf();
  for (const ModelFamily& family : modelFamilies()) {
    ModelConfig base = familyConfig(family);
    base.dVocab = golden->tokenizer->vocabSize();
    if (ggufArchitecture(family.kind).empty()) {
      EXPECT_EQ(errorCode([&] { (void)throughGguf(base, *golden->tokenizer); }), "gguf.not_expressible");
      continue;
    }
    EXPECT_EQ(throughGguf(base, *golden->tokenizer), fieldTexts(base));
    std::set<std::string_view> kept;
    for (const auto& [field, value] : fieldTexts(base)) {
      if (field == "kind") continue;
      for (const ModelConfig& config : changes(base, field)) {
        FieldTexts found;
        const std::string code = errorCode([&] { found = throughGguf(config, *golden->tokenizer); });
        if (code == "accepted") {
          EXPECT_EQ(found, fieldTexts(config)) << named(family, field);
          kept.insert(field);
        } else {
          EXPECT_EQ(code, "gguf.not_expressible") << named(family, field);
        }
      }
    }
    EXPECT_EQ(kept.size(), 8U) << "the six sizes, the norms' epsilon and the head";
  }
}

TEST(ConfigWriters, recipesKnowEveryMemberOfTheirFamilyAndNoOther) {
  forEachChange([](const ModelFamily& family, const ModelConfig&, std::string_view field, const ModelConfig& config) {
    nlohmann::json model = {{"kind", family.name}};
    visitFields(config, [&](std::string_view name, const auto& member) {
      if (name == "kind" || isOfTokenizer(name) || (name != field && !family.reads(name))) return;
      if constexpr (kHasWords<std::remove_cvref_t<decltype(member)>>) {
        model[std::string(name)] = headlight::json::wordJson(wordOf(member));
      } else {
        model[std::string(name)] = member;
      }
    });
    FieldTexts found;
    const std::string code = errorCode(
        [&] { found = fieldTexts(recipe_fields::readModel(headlight::json::ObjectReader(model, "recipe"))); });
    if (!family.reads(field) && !isOfTokenizer(field)) {
      EXPECT_EQ(code, "recipe.unknown_field") << named(family, field);
      return;
    }
    ASSERT_EQ(code, "accepted") << named(family, field);
    for (const auto& [name, value] : fieldTexts(config)) {
      if (!isOfTokenizer(name)) {
        EXPECT_EQ(found.at(name), value) << named(family, field);
      }
    }
  });
}

TEST(ConfigWriters, theCardOfATrainingNamesEveryMemberThatTheTokenizerDoesNotDecide) {
  std::map<std::string, std::string> seen;
  const auto expectNew = [&seen](const ModelConfig& config, const std::string& what) {
    const auto [place, isNew] = seen.emplace(trainingCard({}, {config, 1, {}, {}}, {}), what);
    EXPECT_TRUE(isNew) << what << " has the card of " << place->second;
  };
  for (const ModelFamily& family : modelFamilies()) expectNew(familyConfig(family), named(family, "usual"));
  forEachChange([&](const ModelFamily& family, const ModelConfig&, std::string_view field, const ModelConfig& config) {
    if (!family.reads(field) || (isOfTokenizer(field) && field != "d_vocab")) return;
    expectNew(config, named(family, field) + " " + fieldTexts(config).at(field));
  });
}

TEST(Families, haveARowInTheTablesOfTheFormats) {
  for (const ModelFamily& family : modelFamilies()) {
    EXPECT_NO_THROW((void)weightFamily(family.kind)) << family.name;
    const auto isRow = [&family](const GgufFamily& row) { return row.kind == family.kind; };
    EXPECT_EQ(std::count_if(std::begin(kGgufFamilies), std::end(kGgufFamilies), isRow), 1) << family.name;
    EXPECT_NO_THROW((void)hfConfigJson(familyConfig(family), 2)) << family.name;
  }
}

std::string pageOf(const char* name) {
  std::ifstream stream(std::filesystem::path(HEADLIGHT_SOURCE_DIR) / name);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

TEST(Families, standInThePageOfRecipesWithEveryFieldAndEveryWord) {
  const std::string page = pageOf("docs/reference/recipes.md");
  const auto names = [&page](std::string_view word) {
    return page.find(std::string("`").append(word).append("`")) != page.npos;
  };
  for (const ModelFamily& family : modelFamilies()) {
    EXPECT_TRUE(names(family.name)) << family.name;
    for (const std::string_view field : family.fields) {
      if (!isOfTokenizer(field) && findDecoderOption(field) == nullptr) {
        EXPECT_TRUE(names(field)) << field;
      }
    }
    visitFields(family.usual, [&](std::string_view field, const auto& member) {
      if (findDecoderOption(field) != nullptr) return;
      if constexpr (kHasWords<std::remove_cvref_t<decltype(member)>>) {
        for (const auto& known : wordsOf(member)) {
          if (!headlight::json::isTruthWord(known.word)) {
            EXPECT_TRUE(names(known.word)) << field << " " << known.word;
          }
        }
      }
    });
  }
}

/// The rows of the page's table: "| `residual` | `false` |" and so on, up to the third column.
std::vector<std::string> rowsOfOptions(const std::string& page) {
  std::vector<std::string> rows;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("| `")) rows.push_back(line.substr(0, line.find('|', line.find('|', 2) + 1) + 1));
  }
  return rows;
}

TEST(DecoderOptionsPage, hasEveryValueOfEveryOptionInTheOrderOfTheTable) {
  std::vector<std::string> expected;
  const ModelConfig fresh;
  const FieldTexts usual = fieldTexts(fresh);
  visitFields(fresh, [&](std::string_view field, const auto& member) {
    const DecoderOption* option = findDecoderOption(field);
    if constexpr (kHasWords<std::remove_cvref_t<decltype(member)>>) {
      if (option == nullptr) return;
      for (const auto& known : wordsOf(member)) {
        const bool isUsual = known.word == usual.at(field);
        expected.push_back(std::string("| `").append(field).append("` | `").append(known.word) +
                           (isUsual ? "`, usual |" : "` |"));
      }
    }
  });
  EXPECT_EQ(rowsOfOptions(pageOf("docs/reference/decoder_options.md")), expected);
}

}  // namespace
}  // namespace headlight
