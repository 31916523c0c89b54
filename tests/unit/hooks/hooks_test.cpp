// Hook points, globs, the ablation grammar and interventions, the activation cache.

#include <gtest/gtest.h>

#include "hooks/activation_cache.h"
#include "hooks/hook_names.h"
#include "hooks/intervention.h"
#include "models/trainable_model.h"
#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

ModelConfig oneLayer() {
  return {.nLayers = 1, .nHeads = 2, .dModel = 6, .dMlp = 24, .nCtx = 10, .dVocab = 17};
}

std::unique_ptr<TrainableModel> someModel(const ModelConfig& config) {
  return makeModel(config, initialParameters(config, 7));
}

std::string describe(const HookPoint& point) {
  std::string text = point.name + " [";
  for (std::size_t i = 0; i < point.axes.size(); ++i) {
    text += (i ? ", " : "") + std::string(axisName(point.axes[i])) + " " + std::to_string(point.sizes[i]);
  }
  return text + "]";
}

TEST(HookTable, KnowsTheSizesThatTheConfigurationFixes) {
  const auto model = someModel(oneLayer());
  const auto described = [&](const char* name) { return describe(*model->hooks().find(name)); };
  EXPECT_EQ(described("blocks.0.ln1.hook_scale"), "blocks.0.ln1.hook_scale [pos -1, 1 1]");
  EXPECT_EQ(described("blocks.0.attn.hook_q"), "blocks.0.attn.hook_q [pos -1, head 2, d_head 3]");
  EXPECT_EQ(described("blocks.0.attn.hook_pattern"), "blocks.0.attn.hook_pattern [head 2, query_pos -1, key_pos -1]");
  EXPECT_EQ(described("blocks.0.mlp.hook_pre"), "blocks.0.mlp.hook_pre [pos -1, d_mlp 24]");
  EXPECT_EQ(described("unembed.hook_out"), "unembed.hook_out [pos -1, d_vocab_out 17]");
}

TEST(HookTable, LacksThePointsOfWhatALessonTakesOut) {
  ModelConfig config = oneLayer();
  const auto whole = someModel(config);
  std::vector<std::string> expected;
  for (const HookPoint& point : whole->hooks().points()) {
    if (point.name.find("ln") == std::string::npos && point.name != "hook_pos_embed") expected.push_back(point.name);
  }
  config.positions = Positions::None;
  config.norm = NormKind::None;
  const auto model = someModel(config);
  std::vector<std::string> listed;
  for (const HookPoint& point : model->hooks().points()) listed.push_back(point.name);
  EXPECT_EQ(listed, expected);
  EXPECT_EQ(model->hooks().find("blocks.0.ln1.hook_scale"), nullptr);
  config.positions = Positions::Sinusoidal;
  EXPECT_EQ(someModel(config)->hooks().at(1).name, "hook_pos_embed");
}

TEST(HookTable, TheRunMeetsThePointsInTheListedOrderWithTheListedShapes) {
  class Recorder : public Observer {
   public:
    bool wants(const HookPoint&) override { return true; }
    void observe(const HookPoint& point, const HookValue& value) override {
      order.push_back(point.index);
      ASSERT_EQ(static_cast<std::size_t>(value.rank), point.axes.size());
      for (std::size_t axis = 0; axis < point.axes.size(); ++axis) {
        const Index positions = point.axes[axis] == Axis::KeyPos ? keys : rows;
        EXPECT_EQ(value.extents[axis], point.sizes[axis] < 0 ? positions : point.sizes[axis]) << point.name;
      }
    }
    std::vector<int> order;
    Index rows = 0;
    Index keys = 0;
  } recorder;
  const auto model = someModel(oneLayer());
  const auto state = model->newState();
  std::vector<float> logits(17);
  RunOptions options;
  options.observer = &recorder;
  for (const Index rows : {3, 1, 2}) {
    recorder.order.clear();
    recorder.rows = rows;
    recorder.keys = state->length() + rows;
    model->forward(std::vector<TokenId>(static_cast<std::size_t>(rows), 5), *state, options, logits);
    ASSERT_EQ(recorder.order.size(), model->hooks().points().size());
    for (std::size_t i = 0; i < recorder.order.size(); ++i) EXPECT_EQ(recorder.order[i], static_cast<int>(i));
  }
}

TEST(HookTable, MatchesGlobsInOrderAndOnce) {
  const auto model = someModel(oneLayer());
  const auto found = model->hooks().match("blocks.*.hook_resid_*, hook_embed,blocks.0.hook_resid_pre");
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0]->name, "hook_embed");
  EXPECT_EQ(found[3]->name, hook_names::residPost(0));
  try {
    (void)model->hooks().match("hook_embed,blocks.9.*");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "hooks.no_match");
    EXPECT_EQ(error.message().values.front().value, "blocks.9.*");
  }
}

TEST(Globs, StarAndQuestionMark) {
  EXPECT_TRUE(globMatches("*", ""));
  EXPECT_TRUE(globMatches("blocks.*.attn.hook_?", "blocks.11.attn.hook_q"));
  EXPECT_FALSE(globMatches("blocks.?.attn.hook_q", "blocks.11.attn.hook_q"));
  EXPECT_TRUE(globMatches("*a*b", "xaxabb"));
  EXPECT_FALSE(globMatches("hook_embed", "hook_embed2"));
}

TEST(Ablation, ReadsTheGrammar) {
  const auto model = someModel(oneLayer());
  const HookTable& hooks = model->hooks();
  const Intervention head = parseAblation("L0H1@2-4", hooks);
  EXPECT_EQ(head.point, hook_names::z(0));
  EXPECT_EQ(head.head, 1);
  EXPECT_EQ(head.positions->first, 2);
  EXPECT_EQ(head.positions->last, 4);
  EXPECT_EQ(head.label, "L0H1@2-4");
  EXPECT_EQ(parseAblation("L0", hooks).point, hook_names::attnOut(0));
  EXPECT_EQ(parseAblation("mlp0", hooks).point, hook_names::mlpOut(0));
  const Intervention neuron = parseAblation("neuron L0N23@7", hooks);
  EXPECT_EQ(neuron.point, hook_names::mlpPost(0));
  EXPECT_EQ(neuron.unit, 23);
  EXPECT_EQ(neuron.positions->first, 7);
  EXPECT_EQ(neuron.positions->last, 7);
  EXPECT_EQ(parseAblation("L0N2", hooks).unit, 2);
}

TEST(Ablation, RefusesNonsenseAndWhatTheModelLacks) {
  const auto model = someModel(oneLayer());
  const auto codeOf = [&](const char* text) -> std::string {
    try {
      (void)parseAblation(text, model->hooks());
    } catch (const Error& error) {
      return error.code();
    }
    return "";
  };
  for (const char* text : {"", "L", "H0", "L0H", "L0H1@", "L0H1@4-2", "L0H1x", "L-1", "neuron L0H1", "neuron mlp0",
                           "L0N", "L99999999999", "L0@2-", "l0h1"}) {
    EXPECT_EQ(codeOf(text), "ablation.syntax") << text;
  }
  for (const char* text : {"L1", "L0H2", "L0N24", "mlp1", "L7H0"}) {
    EXPECT_EQ(codeOf(text), "ablation.out_of_range") << text;
  }
}

TEST(Interventions, ChangeChosenHeadsUnitsAndPositionsOnly) {
  const auto model = someModel(oneLayer());
  const HookPoint& z = *model->hooks().find(hook_names::z(0));
  std::vector<float> values(3 * 2 * 3, 1.0F);  // rows 4, 5, 6 of a run
  applyIntervention(parseAblation("L0H1@5-9", model->hooks()), z, 4, {values.data(), {3, 2, 3}, 3});
  EXPECT_EQ(values, (std::vector<float>{1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0}));

  const HookPoint& pattern = *model->hooks().find(hook_names::pattern(0));
  Intervention doubled{.point = pattern.name, .head = 0, .positions = PositionRange{1, 1}};
  doubled.edit = [](float value) { return 2 * value; };
  std::vector<float> weights(2 * 2 * 2, 1.0F);
  applyIntervention(doubled, pattern, 0, {weights.data(), {2, 2, 2}, 3});
  EXPECT_EQ(weights, (std::vector<float>{1, 1, 2, 2, 1, 1, 1, 1}));
}

TEST(Interventions, EveryPointChangesTheLogitsAndWhatIsObserved) {
  const ModelConfig config = oneLayer();
  Parameters parameters = initialParameters(config, 7);
  Random random(1);
  for (float& value : parameters.block()) value += static_cast<float>(0.3 * random.normal());
  const auto model = makeModel(config, std::move(parameters));
  const std::vector<TokenId> tokens = {1, 2, 3, 4};
  const auto logitsWith = [&](std::span<const Intervention> interventions, Observer* observer) {
    const auto state = model->newState();
    std::vector<float> logits(17);
    RunOptions options;
    options.interventions = interventions;
    options.observer = observer;
    model->forward(tokens, *state, options, logits);
    return logits;
  };
  const std::vector<float> plain = logitsWith({}, nullptr);
  for (const HookPoint& point : model->hooks().points()) {
    Intervention change{.point = point.name};
    change.edit = [](float value) { return 1.5F * value + 0.25F; };
    ActivationCache cache(model->hooks());
    const std::vector<float> changed = logitsWith({&change, 1}, &cache);
    EXPECT_NE(changed, plain) << point.name;
    EXPECT_EQ(logitsWith({&change, 1}, nullptr), changed) << point.name << ": observing changed the run";
  }
  EXPECT_THROW(logitsWith(std::vector<Intervention>{{.point = "blocks.4.hook_attn_out"}}, nullptr), Error);
}

TEST(ActivationCache, KeepsWhatTheFilterAcceptsAndAsksOncePerPoint) {
  const auto model = someModel(oneLayer());
  int asked = 0;
  ActivationCache cache(model->hooks(), [&](const HookPoint& point) {
    ++asked;
    return point.name.ends_with("hook_pattern");
  });
  const auto state = model->newState();
  std::vector<float> logits(17);
  RunOptions options;
  options.observer = &cache;
  model->forward(std::vector<TokenId>{1, 2, 3}, *state, options, logits);
  EXPECT_EQ(asked, static_cast<int>(model->hooks().points().size()));
  EXPECT_EQ(cache.find(hook_names::q(0)).data, nullptr);
  EXPECT_EQ(cache.find("no such point").data, nullptr);
  const HookValue pattern = cache.find(hook_names::pattern(0));
  ASSERT_NE(pattern.data, nullptr);
  EXPECT_EQ(pattern.size(), 2 * 3 * 3);
  EXPECT_EQ(cache.bytes(), 18 * sizeof(float));
  EXPECT_EQ(pattern.data[0], 1.0F);  // the first position can only look at itself
  EXPECT_EQ(pattern.data[1], 0.0F);
}

}  // namespace
}  // namespace headlight
