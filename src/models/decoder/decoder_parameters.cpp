#include "models/decoder/decoder_parameters.h"

#include <cmath>
#include <string>
#include <utility>

#include "models/block/block_shape.h"
#include "tensor/random.h"

namespace headlight {

namespace {

constexpr const char* kFinalNorm = "ln_f";

std::string inBlock(Index layer, const char* part) {
  return "h." + std::to_string(layer) + "." + part;
}

BlockNames namesOf(const ModelConfig& config, Index layer) {
  BlockNames names;
  names.norm = blockShape(config, hook_names::Stack::Blocks).norm;
  names.self.qkv = inBlock(layer, "attn.c_attn");
  names.self.out = inBlock(layer, "attn.c_proj");
  names.self.norm = inBlock(layer, "ln_1");
  names.mlpIn = inBlock(layer, "mlp.c_fc");
  names.mlpOut = inBlock(layer, "mlp.c_proj");
  names.mlpNorm = inBlock(layer, "ln_2");
  return names;
}

}  // namespace

ParameterLayout decoderParameterLayout(const ModelConfig& config) {
  const Index C = config.dModel;
  const Index M = config.dMlp;
  ParameterLayout layout;
  layout.addMatrix("wte.weight", config.dVocab, C, MatrixUse::Head);
  if (config.positions == Positions::Learned) layout.addMatrix("wpe.weight", config.nCtx, C);
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    const BlockNames names = namesOf(config, layer);
    addNorm(layout, names.norm, names.self.norm, C);
    layout.addMatrix(inBlock(layer, "attn.c_attn.weight"), C, 3 * C, MatrixUse::Linear);
    layout.addVector(inBlock(layer, "attn.c_attn.bias"), 3 * C);
    layout.addMatrix(inBlock(layer, "attn.c_proj.weight"), C, C, MatrixUse::Linear);
    layout.addVector(inBlock(layer, "attn.c_proj.bias"), C);
    addNorm(layout, names.norm, names.mlpNorm, C);
    layout.addMatrix(inBlock(layer, "mlp.c_fc.weight"), C, M, MatrixUse::Linear);
    layout.addVector(inBlock(layer, "mlp.c_fc.bias"), M);
    layout.addMatrix(inBlock(layer, "mlp.c_proj.weight"), M, C, MatrixUse::Linear);
    layout.addVector(inBlock(layer, "mlp.c_proj.bias"), C);
  }
  addNorm(layout, finalNorm(config), kFinalNorm, C);
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
  std::vector<BlockViews> blocks;
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    blocks.push_back(viewBlock(parameters, namesOf(config, layer)));
    if (config.scaledByLayer) blocks.back().scoreDivisor = static_cast<float>(layer + 1);
  }
  return {.tokenEmbedding = viewWeight(parameters, "wte.weight"),
          .positionEmbedding = config.positions == Positions::Learned ? parameters.matrix("wpe.weight")
                                                                      : MatrixMap<float>(nullptr, 0, 0),
          .blocks = std::move(blocks),
          .finalNorm = viewNorm(parameters, finalNorm(config), kFinalNorm),
          .head = viewWeight(parameters, config.tiedHead ? "wte.weight" : "lm_head.weight")};
}

std::string decoderAttentionOutput(Index layer) {
  return inBlock(layer, "attn.c_proj");
}

}  // namespace headlight
