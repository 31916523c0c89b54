#include "models/recurrent/recurrent_parameters.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <string>

#include "tensor/random.h"

namespace headlight {

namespace {

void assign(MatrixMap<float>& view, MatrixMap<float> source) {
  new (&view) MatrixMap<float>(source);
}

std::span<float> vectorOf(Parameters& parameters, const std::string& name) {
  MatrixMap<float> map = parameters.matrix(name);
  return {map.data(), static_cast<std::size_t>(map.size())};
}

constexpr double kEmbeddingDeviation = 0.1;
constexpr float kForgetBias = 1.0F;

/// The second quarter of the biases; the sum of both vectors counts.
void openForgetGates(const ModelConfig& config, Parameters& parameters) {
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    parameters.matrix(recurrentName("bias_ih", layer))
        .middleCols(config.dHidden, config.dHidden)
        .setConstant(kForgetBias);
    parameters.matrix(recurrentName("bias_hh", layer)).middleCols(config.dHidden, config.dHidden).setZero();
  }
}

}  // namespace

std::string recurrentName(const char* part, Index layer) {
  return "rnn." + std::string(part) + "_l" + std::to_string(layer);
}

Index gateCount(ModelKind kind) {
  switch (kind) {
    case ModelKind::Lstm:
      return 4;
    case ModelKind::Gru:
      return 3;
    default:
      return 1;
  }
}

ParameterLayout recurrentParameterLayout(const ModelConfig& config) {
  const Index H = config.dHidden;
  const Index width = gateCount(config.kind) * H;
  ParameterLayout layout;
  layout.addMatrix("embedding.weight", config.dVocab, config.dModel);
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    layout.addMatrix(recurrentName("weight_ih", layer), layer == 0 ? config.dModel : H, width);
    layout.addMatrix(recurrentName("weight_hh", layer), H, width);
    layout.addVector(recurrentName("bias_ih", layer), width);
    layout.addVector(recurrentName("bias_hh", layer), width);
  }
  if (!config.tiedHead) layout.addMatrix("head.weight", config.dVocab, H);
  layout.addVector("head.bias", config.dVocab);
  return layout;
}

bool storedTransposed(std::string_view parameterName) {
  return parameterName.starts_with("rnn.weight_");
}

Parameters initialRecurrentParameters(const ModelConfig& config, std::uint64_t seed) {
  Parameters parameters(recurrentParameterLayout(config));
  const double bound = 1.0 / std::sqrt(static_cast<double>(config.dHidden));
  std::uint64_t stream = 0;  // a tensor's numbers do not depend on the sizes of those before it
  for (const ParameterInfo& info : parameters.layout().all()) {
    Random random(seed, stream++);
    if (info.name == "head.bias") continue;
    const bool normal = info.name == "embedding.weight";
    MatrixMap<float> values = parameters.matrix(info);
    std::generate_n(values.data(), values.size(), [&] {
      return static_cast<float>(normal ? kEmbeddingDeviation * random.normal() : bound * (2 * random.uniform() - 1));
    });
  }
  if (config.kind == ModelKind::Lstm) openForgetGates(config, parameters);
  return parameters;
}

RecurrentViews viewRecurrent(const ModelConfig& config, Parameters& parameters) {
  RecurrentViews views;
  assign(views.embedding, parameters.matrix("embedding.weight"));
  views.layers.resize(static_cast<std::size_t>(config.nLayers));
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    RecurrentLayerViews& view = views.layers[static_cast<std::size_t>(layer)];
    assign(view.inputWeight, parameters.matrix(recurrentName("weight_ih", layer)));
    assign(view.hiddenWeight, parameters.matrix(recurrentName("weight_hh", layer)));
    view.inputBias = vectorOf(parameters, recurrentName("bias_ih", layer));
    view.hiddenBias = vectorOf(parameters, recurrentName("bias_hh", layer));
  }
  assign(views.head, parameters.matrix(config.tiedHead ? "embedding.weight" : "head.weight"));
  views.headBias = vectorOf(parameters, "head.bias");
  return views;
}

}  // namespace headlight
