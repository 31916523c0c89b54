#include "cli/options/precision_option.h"

#include <CLI/CLI.hpp>
#include <utility>

#include "models/parts/compact_weights.h"

namespace headlight {

void addPrecisionOption(CLI::App& command, std::string& precision) {
  command
      .add_option("--precision", precision,
                  "Round the weights and the intermediate values to a smaller type (emulated)")
      ->check(CLI::IsMember({"float32", "bfloat16", "float16"}))
      ->default_str("float32");
}

Precision precisionNamed(const std::string& word) {
  for (const Precision precision : {Precision::BFloat16, Precision::Float16})
    if (word == precisionName(precision)) return precision;
  return Precision::Float32;
}

std::shared_ptr<const OpenedModel> withPrecision(std::shared_ptr<const OpenedModel> opened, Precision precision) {
  if (precision == Precision::Float32) return opened;
  auto coarse = std::make_shared<OpenedModel>(*withFloatWeights(std::move(opened)));
  coarse->model = makeModel(coarse->model->config(), roundedParameters(coarse->model->parameters(), precision));
  return coarse;
}

std::shared_ptr<const OpenedModel> withFloatWeights(std::shared_ptr<const OpenedModel> opened) {
  if (!opened->model->parameters().layout().anyCompact()) return opened;
  auto wide = std::make_shared<OpenedModel>(*opened);
  wide->model = withFloats(opened->model);
  return wide;
}

}  // namespace headlight
