#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

#include "tensor/random.h"
#include "train/optimizer.h"
#include "train/schedule.h"

namespace headlight {
namespace {

TEST(Schedule, warmsUpInEqualSteps) {
  const Schedule schedule{.highest = 0.8, .floor = 0.1, .warmupSteps = 4, .steps = 100};
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 0), 0.2);
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 1), 0.4);
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 2), 0.6);
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 3), 0.8);
}

TEST(Schedule, fallsAlongHalfACosineToItsFloor) {
  const Schedule schedule{.highest = 2, .floor = 0.25, .warmupSteps = 1, .steps = 101};
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 0), 2);
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 25), 2 * (0.25 + 0.75 * 0.5 * (1 + std::sqrt(0.5))));
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 50), 2 * (0.25 + 0.75 * 0.5));
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 100), 0.5);
}

TEST(Schedule, holdsForOneStepAndWithoutWarmUp) {
  EXPECT_DOUBLE_EQ(learningRateAt({.highest = 1, .floor = 0, .warmupSteps = 0, .steps = 1}, 0), 1);
  EXPECT_DOUBLE_EQ(learningRateAt({.highest = 1, .floor = 0, .warmupSteps = 0, .steps = 3}, 1), 0.5);
  EXPECT_NEAR(learningRateAt({.highest = 1, .floor = 0, .warmupSteps = 0, .steps = 3}, 2), 0, 1e-15);
  EXPECT_DOUBLE_EQ(learningRateAt({.highest = 1, .floor = 0, .warmupSteps = 50, .steps = 10}, 9), 0.2);
}

TEST(Schedule, fallsAlongALineToItsFloor) {
  const Schedule schedule{.kind = ScheduleKind::Linear, .highest = 2, .floor = 0.25, .warmupSteps = 1, .steps = 101};
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 0), 2);
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 50), 2 * (0.25 + 0.75 * 0.5));
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 100), 0.5);
}

TEST(Schedule, staysConstantAfterItsWarmUp) {
  const Schedule schedule{.kind = ScheduleKind::Constant, .highest = 2, .warmupSteps = 4, .steps = 100};
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 1), 1);
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 99), 2);
}

TEST(Schedule, fallsWithTheInverseSquareRootOfTheStep) {
  const Schedule schedule{.kind = ScheduleKind::InverseSquareRoot, .highest = 2, .warmupSteps = 4, .steps = 100};
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 3), 2);
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 15), 1) << "four times as many steps, half the rate";
  EXPECT_DOUBLE_EQ(learningRateAt(schedule, 99), 0.4);
}

ParameterLayout smallLayout() {
  ParameterLayout layout;
  layout.addMatrix("matrix", 2, 3);
  layout.addVector("vector", 3);
  return layout;
}

constexpr double kRates[] = {0.01, 0.02, 0.005};

/// The parameters of train_adamw_reference.py and train_sgd_reference.py after `steps` steps.
std::vector<float> afterSteps(Optimizer& optimizer, int steps, double gradientFactor, double scale) {
  Parameters weights(smallLayout()), gradients(smallLayout());
  weights.matrix("matrix") << 0.5F, -0.25F, 1.0F, 0.125F, -1.5F, 0.75F;
  weights.matrix("vector") << 1.0F, -2.0F, 0.25F;
  for (int t = 1; t <= steps; ++t) {
    const auto g = [&](int i) { return static_cast<float>(gradientFactor * 0.1 * t * std::sin(i + t)); };
    gradients.matrix("matrix") << g(0), g(1), g(2), g(3), g(4), g(5);
    gradients.matrix("vector") << g(6), g(7), g(8);
    optimizer.step(weights, gradients, scale, kRates[t - 1], static_cast<std::uint64_t>(t), nullptr);
  }
  std::vector<float> values;
  for (const char* name : {"matrix", "vector"}) {
    const ConstMatrixMap<float> matrix = std::as_const(weights).matrix(name);
    values.insert(values.end(), matrix.data(), matrix.data() + matrix.size());
  }
  return values;
}

std::vector<float> afterSteps(int steps, double gradientFactor, double scale) {
  AdamW optimizer(smallLayout(), {0.01, 0.9, 0.95, 1e-8, 0.1});
  return afterSteps(optimizer, steps, gradientFactor, scale);
}

// From train_adamw_reference.py (torch.optim.AdamW in float64).
const std::vector<std::vector<float>> kTorch = {{0.489500001F, -0.259749999F, 0.989000007F, 0.134874999F, -1.488500001F,
                                                 0.759249996F, 0.990000002F, -2.009999999F, 0.240000002F},
                                                {0.469541419F, -0.276623837F, 1.000432524F, 0.153197107F, -1.466330292F,
                                                 0.746092857F, 0.971835814F, -2.029868226F, 0.249088746F},
                                                {0.465013527F, -0.274854173F, 1.003904484F, 0.157680762F, -1.466559397F,
                                                 0.741949580F, 0.967177664F, -2.029732976F, 0.252632053F}};

TEST(AdamW, agreesWithPyTorchInEveryStep) {
  for (int steps = 1; steps <= 3; ++steps)
    EXPECT_THAT(afterSteps(steps, 1, 1), ::testing::Pointwise(::testing::FloatNear(3e-7F), kTorch[steps - 1]));
}

TEST(AdamW, scalesGradientsBeforeItsMoments) {
  EXPECT_THAT(afterSteps(3, 8, 0.125), ::testing::Pointwise(::testing::FloatNear(3e-7F), kTorch[2]));
}

TEST(AdamW, decaysMatricesAndNotVectors) {
  Parameters weights(smallLayout());
  const Parameters gradients(smallLayout());
  weights.matrix("matrix").setOnes();
  weights.matrix("vector").setOnes();
  AdamW(weights.layout(), {1, 0.9, 0.95, 1e-8, 0.5}).step(weights, gradients, 1, 0.5, 1, nullptr);
  EXPECT_TRUE((weights.matrix("matrix").array() == 0.75F).all());
  EXPECT_TRUE((weights.matrix("vector").array() == 1.0F).all());
}

// From train_sgd_reference.py (torch.optim.SGD in float64) after three steps.
const std::vector<float> kTorchSgd = {0.489565830F, -0.250929263F, 0.998543308F,  0.131769805F, -1.487322015F,
                                      0.741579880F, 0.992428325F,  -2.004374242F, 0.252844849F};
const std::vector<float> kTorchNesterov = {0.484185737F, -0.250294639F, 0.999521033F,  0.135657121F, -1.482273620F,
                                           0.735973617F, 0.987952895F,  -2.005758618F, 0.255824315F};

TEST(Sgd, agreesWithPyTorch) {
  Sgd plain(smallLayout(), {0.9, false}, 0.1);
  EXPECT_THAT(afterSteps(plain, 3, 1, 1), ::testing::Pointwise(::testing::FloatNear(3e-7F), kTorchSgd));
  Sgd nesterov(smallLayout(), {0.9, true}, 0.1);
  EXPECT_THAT(afterSteps(nesterov, 3, 4, 0.25), ::testing::Pointwise(::testing::FloatNear(3e-7F), kTorchNesterov));
}

TEST(Sgd, goesOnFromItsMomentum) {
  Parameters whole(smallLayout()), gradients(smallLayout());
  for (float& value : gradients.block()) value = 0.5F;
  Sgd one(whole.layout(), {0.9, false}, 0.1);
  for (std::uint64_t t = 1; t <= 4; ++t) one.step(whole, gradients, 1, 0.1, t, nullptr);
  Parameters parts(smallLayout());
  Sgd first(parts.layout(), {0.9, false}, 0.1), second(parts.layout(), {0.9, false}, 0.1);
  for (std::uint64_t t = 1; t <= 2; ++t) first.step(parts, gradients, 1, 0.1, t, nullptr);
  second.setMoments(first.firstMoment(), first.secondMoment());
  for (std::uint64_t t = 3; t <= 4; ++t) second.step(parts, gradients, 1, 0.1, t, nullptr);
  EXPECT_TRUE(std::equal(whole.block().begin(), whole.block().end(), parts.block().begin()));
}

TEST(Optimizer, leavesFrozenParametersAsTheyAre) {
  for (const OptimizerKind kind : {OptimizerKind::AdamW, OptimizerKind::Sgd}) {
    TrainingSettings settings;
    settings.optimizerKind = kind;
    Parameters weights(smallLayout()), gradients(smallLayout());
    for (float& value : weights.block()) value = 1;
    for (float& value : gradients.block()) value = 1;
    makeOptimizer(weights.layout(), settings, {true, false})->step(weights, gradients, 1, 0.1, 1, nullptr);
    EXPECT_TRUE((weights.matrix("matrix").array() == 1.0F).all());
    EXPECT_TRUE((weights.matrix("vector").array() < 1.0F).all());
  }
}

/// Many chunks, so that threads matter.
std::vector<float> largeStep(ThreadPool* pool) {
  ParameterLayout layout;
  layout.addMatrix("matrix", 301, 207);
  layout.addVector("vector", 12345);
  Parameters weights(layout), gradients(layout);
  Random random(3);
  for (float& value : gradients.block()) value = static_cast<float>(random.normal());
  AdamW optimizer(layout, AdamWSettings{});
  GlobalNorm norm(layout.blockSize());
  for (std::uint64_t t = 1; t <= 2; ++t)
    optimizer.step(weights, gradients, clippingScale(norm.of(gradients.block(), pool), 1), 1e-3, t, pool);
  return {weights.block().begin(), weights.block().end()};
}

TEST(AdamW, hasTheSameBitsWithAnyNumberOfThreads) {
  ThreadPool one(1), three(3);
  const std::vector<float> alone = largeStep(nullptr);
  EXPECT_EQ(alone, largeStep(&one));
  EXPECT_EQ(alone, largeStep(&three));
}

TEST(GlobalNorm, isTheRootOfTheSumOfSquares) {
  AlignedBuffer<float> block(20000);
  for (std::size_t i = 0; i < block.size(); ++i) block.data()[i] = i % 2 == 0 ? 3.0F : -4.0F;
  GlobalNorm norm(block.size());
  EXPECT_NEAR(norm.of(block.span(), nullptr), std::sqrt(10000.0 * 25.0), 1e-6);
}

TEST(Clipping, shrinksOnlyGradientsThatAreTooLong) {
  EXPECT_DOUBLE_EQ(clippingScale(4, 1), 0.25);
  EXPECT_DOUBLE_EQ(clippingScale(1, 1), 1);
  EXPECT_DOUBLE_EQ(clippingScale(0.5, 1), 1);
  EXPECT_DOUBLE_EQ(clippingScale(100, 0), 1) << "0 switches clipping off";
}

}  // namespace
}  // namespace headlight
