// What the runs of RNN, LSTM and GRU promise: names, equal values however a text is cut, interventions that act on all
// that follows.

#include <gtest/gtest.h>

#include <cmath>

#include "hooks/activation_cache.h"
#include "models/recurrent/recurrent_parameters.h"
#include "tensor/error.h"
#include "unit/models/recurrent/recurrent_support.h"

namespace headlight {
namespace {

using testing::livelyRecurrent;
using testing::recurrentConfig;
using testing::someTokens;

class RecurrentModels : public ::testing::TestWithParam<ModelKind> {
 protected:
  ModelConfig config = recurrentConfig(GetParam());
  std::unique_ptr<TrainableModel> model = livelyRecurrent(config);
  std::vector<TokenId> tokens = someTokens(12, config.dVocab);

  [[nodiscard]] std::vector<float> logitsRoom() const {
    return std::vector<float>(static_cast<std::size_t>(config.dVocab));
  }
  /// Everything that a run shows, by name: one call a piece of `pieces` tokens.
  [[nodiscard]] std::map<std::string, std::vector<float>> everything(const std::vector<std::size_t>& pieces,
                                                                     std::span<const Intervention> interventions = {},
                                                                     ThreadPool* pool = nullptr) const {
    std::map<std::string, std::vector<float>> all;
    const auto state = model->newState();
    std::vector<float> logits = logitsRoom();
    std::size_t at = 0;
    for (const std::size_t count : pieces) {
      ActivationCache cache(model->hooks());
      RunOptions options;
      options.observer = &cache;
      options.interventions = interventions;
      options.pool = pool;
      model->forward(std::span(tokens).subspan(at, count), *state, options, logits);
      for (const HookPoint& point : model->hooks().points()) {
        const HookValue value = cache.find(point);
        all[point.name].insert(all[point.name].end(), value.data, value.data + value.size());
      }
      at += count;
    }
    return all;
  }
};

std::string nameOfKind(const ::testing::TestParamInfo<ModelKind>& test) {
  return std::string(modelKindName(test.param));
}

TEST(RecurrentParameters, HaveTorchsNamesAndOpenForgetGates) {
  ModelConfig config = recurrentConfig(ModelKind::Lstm);
  config.tiedHead = false;
  config.dModel = 16;
  const Parameters parameters = initialParameters(config, 1);
  std::vector<std::string> names;
  for (const ParameterInfo& info : parameters.layout().all()) names.push_back(info.name);
  EXPECT_EQ(names, (std::vector<std::string>{"embedding.weight", "rnn.weight_ih_l0", "rnn.weight_hh_l0",
                                             "rnn.bias_ih_l0", "rnn.bias_hh_l0", "rnn.weight_ih_l1", "rnn.weight_hh_l1",
                                             "rnn.bias_ih_l1", "rnn.bias_hh_l1", "head.weight", "head.bias"}));
  const ParameterInfo* first = parameters.layout().find("rnn.weight_ih_l0");
  EXPECT_EQ(first->rows, 16);
  EXPECT_EQ(first->columns, 4 * config.dHidden);
  EXPECT_TRUE(storedTransposed("rnn.weight_hh_l1"));
  EXPECT_FALSE(storedTransposed("rnn.bias_hh_l1"));
  EXPECT_FALSE(storedTransposed("head.weight"));
  const auto forget = parameters.matrix("rnn.bias_ih_l1") + parameters.matrix("rnn.bias_hh_l1");
  EXPECT_EQ(forget(0, config.dHidden), 1.0F);
  EXPECT_EQ(forget(0, 2 * config.dHidden - 1), 1.0F);
  EXPECT_NE(forget(0, 0), 1.0F);
  const double bound = 1 / std::sqrt(static_cast<double>(config.dHidden));
  EXPECT_LE(parameters.matrix("rnn.weight_hh_l0").cwiseAbs().maxCoeff(), bound);
  EXPECT_GT(parameters.matrix("rnn.weight_hh_l0").cwiseAbs().maxCoeff(), 0.9 * bound);
}

TEST_P(RecurrentModels, GiveTheSameValuesHoweverATextIsCut) {
  const auto whole = everything({12});
  for (const std::vector<std::size_t>& pieces : {std::vector<std::size_t>(12, 1), {5, 1, 6}}) {
    const auto cut = everything(pieces);
    for (const auto& [name, values] : whole) {
      for (std::size_t i = 0; i < values.size(); ++i) ASSERT_NEAR(cut.at(name)[i], values[i], 1e-5) << name << " " << i;
    }
  }
}

TEST_P(RecurrentModels, HaveTheSameBitsObservedOrNotAndWithAnyNumberOfThreads) {
  std::vector<float> plain = logitsRoom();
  const auto state = model->newState();
  model->forward(tokens, *state, {}, plain);
  for (const int threads : {1, 2, 3}) {
    ThreadPool pool(threads);
    const std::vector<float> all = everything({12}, {}, &pool).at("unembed.hook_out");
    EXPECT_EQ(std::vector<float>(all.end() - config.dVocab, all.end()), plain) << threads;
  }
}

TEST_P(RecurrentModels, ForkAndBeginAnewButNeverGoBack) {
  std::vector<float> one = logitsRoom(), two = logitsRoom();
  const auto state = model->newState();
  model->forward(std::span(tokens).first(7), *state, {}, one);
  const auto fork = state->clone();
  EXPECT_EQ(fork->length(), 7);
  model->forward(someTokens(3, config.dVocab), *state, {}, one);  // does not disturb the fork
  const auto straight = model->newState();
  model->forward(std::span(tokens).first(7), *straight, {}, one);
  model->forward(std::span(tokens).subspan(7, 1), *straight, {}, one);
  model->forward(std::span(tokens).subspan(7, 1), *fork, {}, two);
  EXPECT_EQ(one, two);

  EXPECT_NO_THROW(fork->truncate(8));
  EXPECT_EQ(fork->length(), 8);
  EXPECT_THROW(fork->truncate(7), Error);
  fork->truncate(0);
  EXPECT_EQ(fork->length(), 0);
  model->forward(std::span(tokens).first(7), *fork, {}, two);
  model->forward(std::span(tokens).subspan(7, 1), *fork, {}, two);
  EXPECT_EQ(one, two);
}

TEST_P(RecurrentModels, RefuseFullContextsAndForeignTokens) {
  const auto state = model->newState();
  std::vector<float> logits = logitsRoom();
  const auto codeOf = [&](const std::vector<TokenId>& given) {
    try {
      model->forward(given, *state, {}, logits);
    } catch (const Error& error) {
      return std::string(error.code());
    }
    return std::string();
  };
  EXPECT_EQ(codeOf(std::vector<TokenId>(static_cast<std::size_t>(config.nCtx + 1), 1)), "model.context_full");
  EXPECT_EQ(codeOf({static_cast<TokenId>(config.dVocab)}), "model.token_out_of_range");
  EXPECT_EQ(codeOf({-1}), "model.token_out_of_range");
  EXPECT_EQ(state->length(), 0);
}

TEST_P(RecurrentModels, InterveneAtOnePositionAndChangeAllThatFollows) {
  const auto plain = everything({12});
  constexpr std::size_t position = 4;
  for (const HookPoint& point : model->hooks().points()) {
    const Intervention change{.point = point.name,
                              .positions = PositionRange{position, position},
                              .edit = [](float value) { return value + 0.5F; }};
    const auto changed = everything({12}, {&change, 1});
    const auto& before = plain.at("unembed.hook_out");
    const auto& after = changed.at("unembed.hook_out");
    const bool onlyThere = point.name.starts_with("unembed.");
    for (std::size_t t = 0; t < 12; ++t) {
      const auto row = static_cast<std::ptrdiff_t>(t) * config.dVocab;
      const bool same = std::equal(before.begin() + row, before.begin() + row + config.dVocab, after.begin() + row);
      EXPECT_EQ(same, t < position || (onlyThere && t > position)) << point.name << " at " << t;
    }
    // and the point itself shows the changed value: the old one plus a half
    const std::size_t width = plain.at(point.name).size() / 12;
    for (std::size_t i = position * width; i < (position + 1) * width; ++i) {
      ASSERT_FLOAT_EQ(changed.at(point.name)[i], plain.at(point.name)[i] + 0.5F) << point.name;
    }
    // step by step the same change has the same effect
    const auto stepped = everything(std::vector<std::size_t>(12, 1), {&change, 1});
    for (std::size_t i = 0; i < after.size(); ++i) {
      ASSERT_NEAR(stepped.at("unembed.hook_out")[i], after[i], 1e-4) << point.name;
    }
  }
}

TEST_P(RecurrentModels, EditGatesCellAndHiddenStateWhereTheFormulasSay) {
  const auto zero = [](std::string point) { return Intervention{.point = std::move(point)}; };
  const auto largest = [](const std::vector<float>& values) {
    float most = 0;
    for (const float value : values) most = std::max(most, std::abs(value));
    return most;
  };
  if (GetParam() == ModelKind::Lstm) {  // h = o · tanh(c)
    const Intervention closed = zero("cells.0.hook_gate_o");
    EXPECT_EQ(largest(everything({12}, {&closed, 1}).at("cells.0.hook_h")), 0.0F);
    const Intervention empty = zero("cells.0.hook_c");
    EXPECT_EQ(largest(everything({12}, {&empty, 1}).at("cells.0.hook_h")), 0.0F);
  } else if (GetParam() == ModelKind::Gru) {  // h' = (1 − z) · n + z · h: with z = 1 nothing ever comes in
    Intervention kept = zero("cells.0.hook_gate_z");
    kept.edit = [](float) { return 1.0F; };
    EXPECT_EQ(largest(everything({12}, {&kept, 1}).at("cells.0.hook_h")), 0.0F);
  } else {
    const Intervention nothing = zero("cells.0.hook_pre");
    EXPECT_EQ(largest(everything({12}, {&nothing, 1}).at("cells.0.hook_h")), 0.0F);
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, RecurrentModels, ::testing::Values(ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru),
                         nameOfKind);

}  // namespace
}  // namespace headlight
