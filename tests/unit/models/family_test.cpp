// Every row of the table of families is complete and says what the models of the family do.

#include "models/family.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "models/trainable_model.h"
#include "reference/reference.h"
#include "support/family_configs.h"
#include "tensor/error.h"

namespace headlight {
namespace {

using testing::familyConfig;

std::vector<std::string> namesOf(const HookTable& hooks) {
  std::vector<std::string> names;
  for (const HookPoint& point : hooks.points()) names.push_back(point.name);
  return names;
}

bool anyPoint(const HookTable& hooks, const auto& holds) {
  return std::any_of(hooks.points().begin(), hooks.points().end(), holds);
}

TEST(ModelFamilies, haveOneRowEachInTheOrderOfTheKinds) {
  std::set<std::string_view> names;
  int kind = 0;
  for (const ModelFamily& family : modelFamilies()) {
    EXPECT_EQ(static_cast<int>(family.kind), kind++);
    EXPECT_TRUE(names.insert(family.name).second) << family.name;
    EXPECT_EQ(modelKindName(family.kind), family.name);
    EXPECT_EQ(family.usual.kind, family.kind);
    EXPECT_FALSE(family.task.empty()) << family.name;
  }
  EXPECT_THROW((void)familyOf(static_cast<ModelKind>(kind)), Error);
}

TEST(ModelFamilies, readMembersThatExistAndLeaveNoneUnread) {
  const FieldTexts all = fieldTexts(ModelConfig{});
  std::set<std::string_view> read = {"kind"};
  for (const ModelFamily& family : modelFamilies()) {
    for (const std::string_view field : family.fields) {
      EXPECT_TRUE(all.contains(field)) << family.name << " reads " << field;
      read.insert(field);
    }
  }
  for (const auto& [field, value] : all) EXPECT_TRUE(read.contains(field)) << "no family reads " << field;
}

TEST(ModelFamilies, haveTheParametersThatTheirRowNames) {
  for (const ModelFamily& family : modelFamilies()) {
    ModelConfig config = familyConfig(family);
    const ParameterLayout layout = parameterLayout(config);
    EXPECT_NE(layout.find(family.tokenEmbedding), nullptr) << family.name;
    EXPECT_NE(layout.find(outputMatrixName(config)), nullptr) << family.name;
    config.tiedHead = false;
    EXPECT_NE(parameterLayout(config).find(family.ownHead), nullptr) << family.name;
    for (const AttentionPlace& place : family.attentions) {
      for (Index layer = 0; layer < config.nLayers; ++layer) {
        const std::string name = attentionOutputName(config, place.stack, place.isCross, layer) + ".weight";
        const ParameterInfo* weight = layout.find(name);
        ASSERT_NE(weight, nullptr) << name;
        EXPECT_EQ(weight->columns, config.dModel) << name;
      }
    }
  }
}

TEST(ModelFamilies, declareTheHookPointsThatTheirModelsHave) {
  for (const ModelFamily& family : modelFamilies()) {
    const ModelConfig config = familyConfig(family);
    const auto model = makeModel(config, initialParameters(config, 1));
    EXPECT_EQ(model->config().kind, family.kind);
    EXPECT_EQ(namesOf(hookTableOf(config)), namesOf(model->hooks())) << family.name;
  }
}

TEST(ModelFamilies, haveWhatTheirRowSays) {
  for (const ModelFamily& family : modelFamilies()) {
    const ModelConfig config = familyConfig(family);
    const HookTable hooks = hookTableOf(config);
    EXPECT_EQ(anyPoint(hooks, [](const HookPoint& p) { return p.name.ends_with("hook_pattern"); }),
              config.hasAttention())
        << family.name;
    EXPECT_EQ(hooks.find(hook_names::hidden(0)) != nullptr, config.isRecurrent()) << family.name;
    EXPECT_EQ(hooks.find(hook_names::cellState(0)) != nullptr, config.hasCellState()) << family.name;
    EXPECT_EQ(anyPoint(hooks, [](const HookPoint& p) { return p.onSource; }), config.hasSource()) << family.name;
  }
}

TEST(ModelFamilies, rewindAsTheirRowSays) {
  for (const ModelFamily& family : modelFamilies()) {
    if (family.role == Role::Fills) continue;  // reads a sentence as a whole: nothing to go back to
    const ModelConfig config = familyConfig(family);
    const auto model = makeModel(config, initialParameters(config, 1));
    const auto state = model->newState();
    std::vector<float> logits(static_cast<std::size_t>(config.dVocab));
    const TokenId tokens[] = {4, 5};
    model->prefill(tokens, *state, {}, logits);
    model->forward({tokens, 1}, *state, {}, logits);
    if (config.canRewind()) {
      EXPECT_NO_THROW(state->truncate(1)) << family.name;
    } else {
      EXPECT_THROW(state->truncate(1), Error) << family.name;
    }
  }
}

TEST(ModelFamilies, haveAReferenceOfEveryHookPoint) {
  for (const ModelFamily& family : modelFamilies()) {
    const ModelConfig config = familyConfig(family);
    const TokenId tokens[] = {1, 5, 6};
    const TokenId source[] = {7, 8, 2};
    std::vector<std::string> names;
    for (const ReferenceValue& value : referenceFor(config, initialParameters(config, 1), {tokens, source, {}})) {
      names.push_back(value.name);
    }
    EXPECT_EQ(names, namesOf(hookTableOf(config))) << family.name;
  }
}

}  // namespace
}  // namespace headlight
