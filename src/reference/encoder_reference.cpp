#include "reference/encoder_reference.h"

#include <string>
#include <utility>

#include "models/family.h"
#include "reference/block_reference.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using namespace reference;

class EncoderRun {
 public:
  EncoderRun(const ModelConfig& config, const Parameters& parameters, std::span<const TokenId> tokens,
             std::span<const std::int32_t> segments)
      : m_config(config),
        m_parameters(parameters),
        m_tokens(tokens),
        m_segments(segments),
        m_blocks(config, parameters, m_values) {}

  std::vector<ReferenceValue> run() {
    Rows stream = embed();
    for (Index layer = 0; layer < m_config.nLayers; ++layer) {
      stream =
          m_blocks.block("blocks." + std::to_string(layer) + ".", hook_names::Stack::Blocks, namesOf(layer), stream);
    }
    if (m_config.hasHead) guessMaskedWords(stream);
    return m_values.take();
  }

 private:
  static BlockParameters namesOf(Index layer) {
    const std::string l = "bert.encoder.layer." + std::to_string(layer) + ".";
    const std::string a = l + "attention.";
    return {{a + "self.query", a + "self.key", a + "self.value", a + "output.dense", a + "output.LayerNorm"},
            {},
            l + "intermediate.dense",
            l + "output.dense",
            l + "output.LayerNorm"};
  }

  /// Row `row(t)` of an embedding table for every position t.
  template <class RowOf>
  Rows lookUp(const char* table, const RowOf& rowOf) const {
    const auto w = m_parameters.matrix(table);
    Rows rows;
    for (std::size_t t = 0; t < m_tokens.size(); ++t) {
      Row& row = rows.emplace_back();
      for (Index c = 0; c < m_config.dModel; ++c) row.push_back(static_cast<double>(w(rowOf(t), c)));
    }
    return rows;
  }

  /// A token's vector, its position's and its segment's, summed and normed.
  Rows embed() {
    Rows stream = lookUp("bert.embeddings.word_embeddings.weight", [&](std::size_t t) { return m_tokens[t]; });
    const Rows positions =
        lookUp("bert.embeddings.position_embeddings.weight", [](std::size_t t) { return static_cast<Index>(t); });
    const Rows segments = lookUp("bert.embeddings.token_type_embeddings.weight",
                                 [&](std::size_t t) { return m_segments.empty() ? 0 : m_segments[t]; });
    m_values.keep("embed.hook_embed", stream);
    m_values.keep("embed.hook_pos_embed", positions);
    m_values.keep("embed.hook_token_type_embed", segments);
    add(stream, positions);
    add(stream, segments);
    stream = m_blocks.norm(NormKind::LayerNorm, stream, "bert.embeddings.LayerNorm", "embed.ln");
    m_values.keep("hook_full_embed", stream);
    return stream;
  }

  /// A linear map, the activation and a norm, then a logit for every token of the vocabulary.
  void guessMaskedWords(const Rows& stream) {
    Rows transformed = linear(stream, m_parameters, "cls.predictions.transform.dense");
    for (Row& row : transformed) {
      for (double& value : row) value = activate(m_config.activation, value);
    }
    const Rows x =
        m_blocks.norm(NormKind::LayerNorm, transformed, "cls.predictions.transform.LayerNorm", "mlm_head.ln");
    m_values.keep("unembed.hook_in", x);
    const char* head = outputMatrixName(m_config);
    m_values.keep("unembed.hook_out", unembed(x, m_parameters, head, "cls.predictions.bias"));
  }

  const ModelConfig& m_config;
  const Parameters& m_parameters;
  std::span<const TokenId> m_tokens;
  std::span<const std::int32_t> m_segments;
  Values m_values;
  BlockReference m_blocks;
};

}  // namespace

std::vector<ReferenceValue> encoderReference(const ModelConfig& config, const Parameters& parameters,
                                             std::span<const TokenId> tokens, std::span<const std::int32_t> segments) {
  if (config.kind != ModelKind::Encoder) {
    throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(config.kind))}});
  }
  return EncoderRun(config, parameters, tokens, segments).run();
}

}  // namespace headlight
