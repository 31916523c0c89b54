#include "reference/decoder_reference.h"

#include <string>
#include <utility>

#include "models/family.h"
#include "reference/block_reference.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using namespace reference;

class DecoderRun {
 public:
  DecoderRun(const ModelConfig& config, const Parameters& parameters, std::span<const TokenId> tokens)
      : m_config(config),
        m_parameters(parameters),
        m_tokens(tokens),
        m_T(static_cast<Index>(tokens.size())),
        m_blocks(config, parameters, m_values) {}

  std::vector<ReferenceValue> run() {
    Rows stream = embed();
    for (Index layer = 0; layer < m_config.nLayers; ++layer) {
      stream =
          m_blocks.block("blocks." + std::to_string(layer) + ".", hook_names::Stack::Blocks, namesOf(layer), stream);
    }
    const Rows x = m_blocks.norm(m_config.norm, stream, "ln_f", "ln_final");
    m_values.keep("unembed.hook_in", x);
    m_values.keep("unembed.hook_out", unembed(x, m_parameters, outputMatrixName(m_config), ""));
    return m_values.take();
  }

 private:
  static BlockParameters namesOf(Index layer) {
    const std::string h = "h." + std::to_string(layer) + ".";
    return {{.out = h + "attn.c_proj", .norm = h + "ln_1", .qkv = h + "attn.c_attn"},
            {},
            h + "mlp.c_fc",
            h + "mlp.c_proj",
            h + "ln_2"};
  }

  [[nodiscard]] double position(Index t, Index c) const {
    if (m_config.positions == Positions::Sinusoidal) return sinusoid(t, c, m_config.dModel);
    return static_cast<double>(m_parameters.matrix("wpe.weight")(t, c));
  }

  /// A token's vector plus its position's vector.
  Rows embed() {
    Rows tokenRows;
    Rows positionRows;
    const auto wte = m_parameters.matrix("wte.weight");
    for (Index t = 0; t < m_T; ++t) {
      const TokenId token = m_tokens[static_cast<std::size_t>(t)];
      auto& tokenRow = tokenRows.emplace_back();
      auto& positionRow = positionRows.emplace_back();
      for (Index c = 0; c < m_config.dModel; ++c) {
        tokenRow.push_back(wte(token, c));
        positionRow.push_back(m_config.positions == Positions::None ? 0 : position(t, c));
      }
    }
    m_values.keep("hook_embed", tokenRows);
    if (m_config.positions == Positions::None) return tokenRows;
    m_values.keep("hook_pos_embed", positionRows);
    add(tokenRows, positionRows);
    return tokenRows;
  }

  const ModelConfig& m_config;
  const Parameters& m_parameters;
  std::span<const TokenId> m_tokens;
  Index m_T;
  Values m_values;
  BlockReference m_blocks;
};

}  // namespace

std::vector<ReferenceValue> decoderReference(const ModelConfig& config, const Parameters& parameters,
                                             std::span<const TokenId> tokens) {
  if (config.kind != ModelKind::Decoder) {
    throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(config.kind))}});
  }
  return DecoderRun(config, parameters, tokens).run();
}

}  // namespace headlight
