#include "golden/golden_expectations.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace headlight::test {

std::vector<double> rowOf(const GoldenTensor& tensor, Index row) {
  const Index columns = tensor.extents.back();
  const Index rows = static_cast<Index>(tensor.values.size()) / columns;
  const auto begin = tensor.values.begin() + (row < 0 ? rows + row : row) * columns;
  return {begin, begin + columns};
}

void expectHookPoints(const GoldenFile& golden, const ActivationCache& cache, std::size_t fewest) {
  const auto expected = golden.hookValues();
  ASSERT_GE(expected.size(), fewest);
  for (const auto& [name, tensor] : expected) {
    const HookValue value = cache.find(name);
    ASSERT_NE(value.data, nullptr) << name;
    EXPECT_EQ(std::vector<Index>(value.extents.begin(), value.extents.begin() + value.rank), tensor.extents) << name;
    EXPECT_LE(relativeError({value.data, value.data + value.size()}, tensor.values), kTolerance) << name;
  }
}

void expectGradients(const GoldenFile& golden, const Parameters& gradients, std::size_t buffers) {
  const auto expected = golden.gradients();
  ASSERT_EQ(expected.size() + buffers, gradients.layout().all().size());
  for (const auto& [name, tensor] : expected) {
    const auto value = gradients.matrix(name);
    EXPECT_LE(relativeError({value.data(), value.data() + value.size()}, tensor.values), kTolerance) << name;
  }
}

void expectLossAndGradientsOfTheText(const GoldenFile& golden) {
  const auto model = makeModel(golden.config, golden.weights());
  std::vector<TokenId> inputs = golden.tokens();
  const std::vector<TokenId> targets(inputs.begin() + 1, inputs.end());
  inputs.pop_back();
  const auto length = static_cast<Index>(inputs.size());
  const auto workspace = model->newWorkspace(1, length);
  Parameters gradients(parameterLayout(golden.config));
  const TrainingBatch batch{.batch = 1, .length = length, .inputs = inputs, .targets = targets};
  const double loss = model->lossAndGradients(batch, *workspace, {}, nullptr, &gradients);
  EXPECT_NEAR(loss, golden.tensors.at("loss").values.front(), kTolerance * std::max(1.0, loss));
  expectGradients(golden, gradients);
}

void expectReference(const GoldenFile& golden, const std::vector<ReferenceValue>& values, double tolerance) {
  auto expected = golden.hookValues();
  for (const ReferenceValue& value : values) {
    const auto found = expected.find(value.name);
    if (found == expected.end()) continue;  // a point that PyTorch's file does not have
    EXPECT_EQ(value.extents, found->second.extents) << value.name;
    EXPECT_LE(relativeError(value.values, found->second.values), tolerance) << value.name;
    expected.erase(found);
  }
  EXPECT_TRUE(expected.empty()) << expected.begin()->first << " is not in the reference";
}

double worstError(const std::map<std::string, std::vector<double>>& values, const GoldenFile& golden) {
  double worst = 0;
  for (const auto& [name, value] : values) {
    worst = std::max(worst, relativeError(value, golden.tensors.at(name).values));
  }
  return worst;
}

}  // namespace headlight::test
