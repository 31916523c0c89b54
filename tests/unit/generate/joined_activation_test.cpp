#include "generate/joined_activation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>

#include "tensor/error.h"

namespace headlight {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

class SequenceTest : public ::testing::Test {
 protected:
  static HookTable makeHooks() {
    const std::vector<Axis> square = {Axis::Head, Axis::QueryPos, Axis::KeyPos};
    return HookTable({{0, "hook_embed", {Axis::Pos, Axis::DModel}, {-1, 2}, -1},
                      {1, "blocks.0.attn.hook_q", {Axis::Pos, Axis::Head, Axis::DHead}, {-1, 2, 1}, 0},
                      {2, "blocks.0.attn.hook_attn_scores", square, {2, -1, -1}, 0},
                      {3, "blocks.0.attn.hook_pattern", square, {2, -1, -1}, 0}});
  }

  /// A step that recorded one value.
  std::shared_ptr<const Step> stepWith(int point, std::vector<Index> extents, std::vector<float> values) {
    auto cache = std::make_shared<ActivationCache>(m_hooks);
    HookValue value{values.data(), {}, static_cast<int>(extents.size())};
    std::copy(extents.begin(), extents.end(), value.extents.begin());
    cache->begin({.firstPosition = 0, .rows = 1, .source = 0});
    (void)cache->wants(m_hooks.at(point));
    cache->observe(m_hooks.at(point), value);
    auto step = std::make_shared<Step>();
    step->cache = cache;
    return step;
  }

  HookTable m_hooks = makeHooks();
};

TEST_F(SequenceTest, rowsAreJoinedInTheOrderOfTheSteps) {
  const StepPath path = {stepWith(0, {2, 2}, {1, 2, 3, 4}), stepWith(0, {1, 2}, {5, 6}), stepWith(0, {1, 2}, {7, 8})};
  const JoinedActivation joined = joinSteps(path, m_hooks.at(0));
  EXPECT_EQ(joined.extents, (std::vector<Index>{4, 2}));
  EXPECT_EQ(joined.values, (std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST_F(SequenceTest, headsStayInsideTheirPosition) {
  const StepPath path = {stepWith(1, {1, 2, 1}, {1, 2}), stepWith(1, {1, 2, 1}, {3, 4})};
  const JoinedActivation joined = joinSteps(path, m_hooks.at(1));
  EXPECT_EQ(joined.extents, (std::vector<Index>{2, 2, 1}));
  EXPECT_EQ(joined.values, (std::vector<float>{1, 2, 3, 4}));
}

TEST_F(SequenceTest, aPatternGrowsByARowAndAColumnAndIsZeroWhereNoCallWrote) {
  const StepPath path = {stepWith(3, {2, 1, 1}, {1, 1}), stepWith(3, {2, 1, 2}, {0.25F, 0.75F, 0.5F, 0.5F})};
  const JoinedActivation joined = joinSteps(path, m_hooks.at(3));
  EXPECT_EQ(joined.extents, (std::vector<Index>{2, 2, 2}));
  EXPECT_EQ(joined.values, (std::vector<float>{1, 0, 0.25F, 0.75F, 1, 0, 0.5F, 0.5F}));
}

TEST_F(SequenceTest, scoresThatNoCallWroteAreMinusInfinity) {
  const StepPath path = {stepWith(2, {2, 1, 1}, {3, 4}), stepWith(2, {2, 1, 2}, {5, 6, 7, 8})};
  EXPECT_EQ(joinSteps(path, m_hooks.at(2)).values, (std::vector<float>{3, kNever, 5, 6, 4, kNever, 7, 8}));
}

TEST_F(SequenceTest, aPointThatWasNotRecordedIsAFaultOfOurs) {
  const StepPath path = {stepWith(0, {1, 2}, {1, 2})};
  EXPECT_THROW((void)joinSteps(path, m_hooks.at(3)), Error);
  EXPECT_THROW((void)joinSteps(StepPath{std::make_shared<Step>()}, m_hooks.at(0)), Error);
}

TEST_F(SequenceTest, joinedValuesAreMadeOnceAndShared) {
  const JoinedActivations joined({stepWith(0, {2, 2}, {1, 2, 3, 4}), stepWith(0, {1, 2}, {5, 6})});
  EXPECT_EQ(joined.joins(), 0U);
  const auto first = joined.of(m_hooks.at(0));
  EXPECT_EQ(first->values, (std::vector<float>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(joined.of(m_hooks.at(0)), first);
  EXPECT_EQ(joined.joins(), 1U);
  EXPECT_THROW((void)joined.of(m_hooks.at(1)), Error);  // was not recorded
  EXPECT_EQ(joined.of(m_hooks.at(0)), first);
}

TEST_F(SequenceTest, joinedValuesStayWithinTheirBytes) {
  auto both = std::make_shared<ActivationCache>(m_hooks);
  both->begin({.firstPosition = 0, .rows = 1, .source = 0});
  std::vector<float> numbers{1, 2};
  for (const int point : {0, 1}) {
    HookValue value{numbers.data(), {}, point == 0 ? 2 : 3};
    const std::vector<Index> extents = point == 0 ? std::vector<Index>{1, 2} : std::vector<Index>{1, 2, 1};
    std::copy(extents.begin(), extents.end(), value.extents.begin());
    (void)both->wants(m_hooks.at(point));
    both->observe(m_hooks.at(point), value);
  }
  auto step = std::make_shared<Step>();
  step->cache = both;
  const JoinedActivations one(StepPath{step}, 2 * sizeof(float));  // room for one of the two values
  const auto first = one.of(m_hooks.at(0));
  (void)one.of(m_hooks.at(1));
  EXPECT_EQ(first->values, numbers);  // whoever has it keeps it
  (void)one.of(m_hooks.at(0));
  EXPECT_EQ(one.joins(), 3U);
  const JoinedActivations none(StepPath{step}, 1);
  (void)none.of(m_hooks.at(0));
  EXPECT_EQ(none.of(m_hooks.at(0))->values, numbers);
  EXPECT_EQ(none.joins(), 2U);
}

TEST_F(SequenceTest, joinedValuesAreMadeOnceByManyThreads) {
  const JoinedActivations joined({stepWith(0, {2, 2}, {1, 2, 3, 4}), stepWith(0, {1, 2}, {5, 6})});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { (void)joined.of(m_hooks.at(0)); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(joined.joins(), 1U);
}

}  // namespace
}  // namespace headlight
