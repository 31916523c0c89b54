#pragma once
// Where each parameter of a model is found in its files, before anything is read. Inside formats/.

#include <span>
#include <string>
#include <vector>

#include "formats/huggingface/stored_names.h"
#include "models/model_config.h"
#include "models/parameters.h"
#include "tensor/error.h"

namespace headlight {

struct WeightRead {
  const ParameterInfo* info = nullptr;
  StoredTensor stored;
  bool transposed = false;
};

struct WeightsPlan {
  std::vector<WeightRead> reads;       ///< in the order of the bytes
  std::vector<WeightRead> duplicates;  ///< of parameters that are read from elsewhere; only compared
  // Biases that the model was trained without are in neither: they stay zero.

  [[nodiscard]] std::uint64_t bytes() const;
};

/// `layout`: of `config`. Both, and the files, must outlive the plan. `name`: of all files, for messages. What was
/// inferred or left out goes to `notices`: "weights.wrapped", "weights.no_biases", "weights.linear_layout",
/// "weights.skipped". Throws Error "weights.other_model", "weights.missing", "weights.head_missing",
/// "weights.unexpected", "weights.adapter", "weights.twice", "weights.wrong_shape".
[[nodiscard]] WeightsPlan planWeights(const std::string& name, std::span<SafetensorsFile> files,
                                      const ModelConfig& config, const ParameterLayout& layout,
                                      std::vector<Message>& notices);

}  // namespace headlight
