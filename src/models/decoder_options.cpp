#include "models/decoder_options.h"

namespace headlight {

std::span<const DecoderOption> decoderOptions() {
  static constexpr DecoderOption kOptions[] = {
      {"positions", "", {"learned positions", "sinusoidal positions", "no positions"}},
      {"causal_mask", "", {"without a causal mask"}},
      {"residual", "", {"without the residual stream"}},
      {"layer_norm", "", {"", "without layer norms"}},
      {"scaled_scores", "scale_attn_weights", {"without the division of scores by the root of d_head"}},
  };
  return kOptions;
}

const DecoderOption* findDecoderOption(std::string_view field) {
  for (const DecoderOption& option : decoderOptions()) {
    if (option.field == field) return &option;
  }
  return nullptr;
}

}  // namespace headlight
