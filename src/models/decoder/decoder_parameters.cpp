#include "models/decoder/decoder_parameters.h"

#include <cmath>
#include <new>
#include <string>

#include "tensor/random.h"

namespace headlight {

namespace {

std::string inBlock(Index layer, const char* part) {
  return "h." + std::to_string(layer) + "." + part;
}

/// Maps are made anew: assigning to one would copy numbers.
template <class View>
void assign(View& view, const View& source) {
  new (&view) View(source);
}

std::span<float> vectorOf(Parameters& parameters, const std::string& name) {
  MatrixMap<float> map = parameters.matrix(name);
  return {map.data(), static_cast<std::size_t>(map.size())};
}

void viewNorms(Parameters& parameters, Index layer, DecoderBlockViews& block) {
  block.ln1Weight = vectorOf(parameters, inBlock(layer, "ln_1.weight"));
  block.ln1Bias = vectorOf(parameters, inBlock(layer, "ln_1.bias"));
  block.ln2Weight = vectorOf(parameters, inBlock(layer, "ln_2.weight"));
  block.ln2Bias = vectorOf(parameters, inBlock(layer, "ln_2.bias"));
}

}  // namespace

ParameterLayout decoderParameterLayout(const ModelConfig& config) {
  const Index C = config.dModel;
  const Index M = config.dMlp;
  ParameterLayout layout;
  layout.addMatrix("wte.weight", config.dVocab, C, MatrixUse::Head);
  if (config.positions == Positions::Learned) layout.addMatrix("wpe.weight", config.nCtx, C);
  const auto addNorm = [&](const std::string& name) {
    if (config.norm == NormKind::None) return;
    layout.addVector(name + ".weight", C);
    layout.addVector(name + ".bias", C);
  };
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    addNorm(inBlock(layer, "ln_1"));
    layout.addMatrix(inBlock(layer, "attn.c_attn.weight"), C, 3 * C, MatrixUse::Linear);
    layout.addVector(inBlock(layer, "attn.c_attn.bias"), 3 * C);
    layout.addMatrix(inBlock(layer, "attn.c_proj.weight"), C, C, MatrixUse::Linear);
    layout.addVector(inBlock(layer, "attn.c_proj.bias"), C);
    addNorm(inBlock(layer, "ln_2"));
    layout.addMatrix(inBlock(layer, "mlp.c_fc.weight"), C, M, MatrixUse::Linear);
    layout.addVector(inBlock(layer, "mlp.c_fc.bias"), M);
    layout.addMatrix(inBlock(layer, "mlp.c_proj.weight"), M, C, MatrixUse::Linear);
    layout.addVector(inBlock(layer, "mlp.c_proj.bias"), C);
  }
  addNorm("ln_f");
  if (!config.tiedHead) layout.addMatrix("lm_head.weight", config.dVocab, C, MatrixUse::Head);
  return layout;
}

Parameters initialDecoderParameters(const ModelConfig& config, std::uint64_t seed) {
  Parameters parameters(decoderParameterLayout(config));
  // Each block adds twice to the residual stream, which this keeps from growing with depth.
  const double residualScale = 1.0 / std::sqrt(2.0 * static_cast<double>(config.nLayers));
  std::uint64_t stream = 0;  // a tensor's numbers do not depend on the sizes of those before it
  for (const ParameterInfo& info : parameters.layout().all()) {
    Random random(seed, stream++);
    MatrixMap<float> values = parameters.matrix(info);
    if (info.isVector) {
      if (info.name.ends_with(".weight")) values.setOnes();
      continue;
    }
    const double deviation = info.name.ends_with("c_proj.weight") ? 0.02 * residualScale : 0.02;
    for (Index i = 0; i < values.size(); ++i) values.data()[i] = static_cast<float>(deviation * random.normal());
  }
  return parameters;
}

DecoderViews viewDecoder(const ModelConfig& config, Parameters& parameters) {
  DecoderViews views;
  assign(views.tokenEmbedding, viewWeight(parameters, "wte.weight"));
  if (config.positions == Positions::Learned) assign(views.positionEmbedding, parameters.matrix("wpe.weight"));
  views.blocks.resize(static_cast<std::size_t>(config.nLayers));
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    DecoderBlockViews& block = views.blocks[static_cast<std::size_t>(layer)];
    if (config.norm != NormKind::None) viewNorms(parameters, layer, block);
    assign(block.qkvWeight, viewWeight(parameters, inBlock(layer, "attn.c_attn.weight")));
    block.qkvBias = vectorOf(parameters, inBlock(layer, "attn.c_attn.bias"));
    assign(block.attnOutWeight, viewWeight(parameters, inBlock(layer, "attn.c_proj.weight")));
    block.attnOutBias = vectorOf(parameters, inBlock(layer, "attn.c_proj.bias"));
    assign(block.mlpInWeight, viewWeight(parameters, inBlock(layer, "mlp.c_fc.weight")));
    block.mlpInBias = vectorOf(parameters, inBlock(layer, "mlp.c_fc.bias"));
    assign(block.mlpOutWeight, viewWeight(parameters, inBlock(layer, "mlp.c_proj.weight")));
    block.mlpOutBias = vectorOf(parameters, inBlock(layer, "mlp.c_proj.bias"));
  }
  if (config.norm != NormKind::None) {
    views.finalWeight = vectorOf(parameters, "ln_f.weight");
    views.finalBias = vectorOf(parameters, "ln_f.bias");
  }
  assign(views.head, viewWeight(parameters, config.tiedHead ? "wte.weight" : "lm_head.weight"));
  return views;
}

std::string decoderAttentionOutput(Index layer) {
  return inBlock(layer, "attn.c_proj");
}

}  // namespace headlight
