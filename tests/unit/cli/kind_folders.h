#pragma once
// Tiny model folders of every kind, with fresh weights large enough that their choices are decided.

#include "unit/cli/cli_fixture.h"

namespace headlight::testing {

inline ModelConfig tinyConfigOf(ModelKind kind) {
  ModelConfig config = tinyConfig();
  config.kind = kind;
  if (config.isRecurrent()) {
    config.nHeads = config.dMlp = 0;
    config.dHidden = config.dModel;
  }
  if (kind == ModelKind::Encoder) {
    config.activation = Activation::Gelu;
    config.layerNormEpsilon = 1e-12F;
    config.padToken = 1;
  }
  if (kind == ModelKind::EncoderDecoder) {
    config.nDecoderLayers = 1;
    config.activation = Activation::Swish;  // no neuron is silent by chance
    config.positions = Positions::Sinusoidal;
    config.scaledEmbedding = true;
    config.startToken = config.padToken = 1;
    config.endToken = 5;
  }
  return config;
}

/// Writes it as FOLDER/NAME and returns the path.
inline std::string writeKindModel(const std::filesystem::path& folder, const std::string& name, ModelKind kind) {
  const ModelConfig config = tinyConfigOf(kind);
  Parameters parameters = initialParameters(config, 7);
  if (!config.isRecurrent()) {
    for (float& weight : parameters.block()) weight *= 3;
  }
  // A target must be long enough to be looked at.
  if (kind == ModelKind::EncoderDecoder) parameters.matrix("final_logits_bias")(0, config.endToken) = -20;
  const WordLevelTokenizer tokenizer(tinyVocabulary());
  saveModelFolder(folder / name, config, parameters, tokenizerJson(tokenizer),
                  "---\nlanguage: en\nlicense: cc0-1.0\n---\n# " + name + "\n");
  return (folder / name).string();
}

}  // namespace headlight::testing
