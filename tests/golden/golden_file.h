#pragma once
// Reads what the make_*_golden.py scripts write.

#include <map>
#include <string>
#include <vector>

#include "models/trainable_model.h"

namespace headlight::test {

struct GoldenTensor {
  std::vector<Index> extents;
  std::vector<double> values;
};

struct GoldenFile {
  ModelConfig config;
  std::map<std::string, GoldenTensor> tensors;

  /// `stem`.golden. Throws std::runtime_error when they cannot be read.
  static GoldenFile read(const std::string& stem);

  [[nodiscard]] Parameters weights() const;
  [[nodiscard]] std::vector<TokenId> tokens() const { return ids("input_ids"); }
  /// A tensor of whole numbers, its rows one after another.
  [[nodiscard]] std::vector<TokenId> ids(const std::string& name) const;
  /// Those of `names` that begin with "grad.", without it.
  [[nodiscard]] std::map<std::string, GoldenTensor> gradients() const;
  /// Hook points: everything that is neither weight, gradient, input nor loss.
  [[nodiscard]] std::map<std::string, GoldenTensor> hookValues() const;
};

/// What is asked of most values: their relative error.
inline constexpr double kTolerance = 1e-5;

/// The stem or folder of this name in tests/golden/data.
[[nodiscard]] std::string committed(const std::string& name);

/// Largest |a − b| over max(1, largest finite |b|); equal infinities count as no error, other sizes as an infinite one.
[[nodiscard]] double relativeError(const std::vector<double>& values, const std::vector<double>& expected);

}  // namespace headlight::test
