#include "reference/encoder_decoder_reference.h"

#include <cmath>
#include <string>
#include <utility>

#include "reference/block_reference.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using namespace reference;
using hook_names::Stack;

class TranslationRun {
 public:
  TranslationRun(const ModelConfig& config, const Parameters& parameters)
      : m_config(config), m_parameters(parameters), m_blocks(config, parameters, m_values) {}

  std::vector<ReferenceValue> run(std::span<const TokenId> source, std::span<const TokenId> target) {
    Rows memory = embed(source, "encoder.");
    for (Index layer = 0; layer < m_config.nLayers; ++layer) {
      memory = m_blocks.block(hook("encoder", layer), Stack::Encoder, namesOf("encoder", layer), memory);
    }
    Rows stream = embed(target, "decoder.");
    for (Index layer = 0; layer < m_config.nDecoderLayers; ++layer) {
      stream = m_blocks.block(hook("decoder", layer), Stack::Decoder, namesOf("decoder", layer), stream, &memory);
    }
    m_values.keep("unembed.hook_in", stream);
    m_values.keep("unembed.hook_out", unembed(stream, m_parameters, "model.shared.weight", "final_logits_bias"));
    return m_values.take();
  }

 private:
  static std::string hook(const std::string& side, Index layer) { return side + "." + std::to_string(layer) + "."; }

  static BlockParameters namesOf(const std::string& side, Index layer) {
    const std::string l = "model." + side + ".layers." + std::to_string(layer) + ".";
    const auto attention = [&](const std::string& name) {
      const std::string a = l + name;
      return AttentionParameters{a + ".q_proj", a + ".k_proj", a + ".v_proj", a + ".out_proj", a + "_layer_norm"};
    };
    return {attention("self_attn"), attention("encoder_attn"), l + "fc1", l + "fc2", l + "final_layer_norm"};
  }

  /// A token's vector, times sqrt(d_model) if so configured, plus its position's.
  Rows embed(std::span<const TokenId> tokens, const std::string& side) {
    const auto table = m_parameters.matrix("model.shared.weight");
    const double factor = m_config.scaledEmbedding ? std::sqrt(static_cast<double>(m_config.dModel)) : 1.0;
    Rows stream;
    Rows positions;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      Row& row = stream.emplace_back();
      for (Index c = 0; c < m_config.dModel; ++c) row.push_back(factor * static_cast<double>(table(tokens[t], c)));
      Row& position = positions.emplace_back();
      for (Index c = 0; c < m_config.dModel; ++c)
        position.push_back(sinusoid(static_cast<Index>(t), c, m_config.dModel));
    }
    m_values.keep(side + "hook_embed", stream);
    m_values.keep(side + "hook_pos_embed", positions);
    add(stream, positions);
    return stream;
  }

  const ModelConfig& m_config;
  const Parameters& m_parameters;
  Values m_values;
  BlockReference m_blocks;
};

}  // namespace

std::vector<ReferenceValue> encoderDecoderReference(const ModelConfig& config, const Parameters& parameters,
                                                    std::span<const TokenId> source, std::span<const TokenId> target) {
  if (config.kind != ModelKind::EncoderDecoder) {
    throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(config.kind))}});
  }
  return TranslationRun(config, parameters).run(source, target);
}

}  // namespace headlight
