#pragma once
// What every family is held to against the values that PyTorch computed.

#include <map>
#include <vector>

#include "golden/golden_file.h"
#include "hooks/activation_cache.h"
#include "reference/reference.h"

namespace headlight::test {

/// One row of a tensor of two extents; −1 is the last one.
[[nodiscard]] std::vector<double> rowOf(const GoldenTensor& tensor, Index row);

/// The file's hook points and their values; at least `fewest` of them.
void expectHookPoints(const GoldenFile& golden, const ActivationCache& cache, std::size_t fewest);

/// The file's gradients, each to kTolerance; `buffers` parameters have none in PyTorch.
void expectGradients(const GoldenFile& golden, const Parameters& gradients, std::size_t buffers = 0);

/// Loss and gradients of the file's tokens, each predicted from those before it.
void expectLossAndGradientsOfTheText(const GoldenFile& golden);

/// The double reference has every hook point of the file, to `tolerance`.
void expectReference(const GoldenFile& golden, const std::vector<ReferenceValue>& values, double tolerance);

/// The largest relative error of any of these tensors.
[[nodiscard]] double worstError(const std::map<std::string, std::vector<double>>& values, const GoldenFile& golden);

}  // namespace headlight::test
