#include "models/decoder_options.h"

#include "models/model_config.h"

namespace headlight {

// The words of the options' values. The clauses below have the same order.

std::span<const ConfigWord<Positions>> wordsOf(Positions) {
  static constexpr ConfigWord<Positions> kWords[] = {
      {"learned", Positions::Learned}, {"sinusoidal", Positions::Sinusoidal}, {"none", Positions::None}};
  return kWords;
}

std::span<const ConfigWord<NormKind>> wordsOf(NormKind) {
  static constexpr ConfigWord<NormKind> kWords[] = {{"true", NormKind::LayerNorm}, {"false", NormKind::None}};
  return kWords;
}

std::span<const DecoderOption> decoderOptions() {
  static constexpr DecoderOption kOptions[] = {
      {"positions", "", {"learned positions", "sinusoidal positions", "no positions"}},
      {"causal_mask", "", {"without a causal mask"}},
      {"residual", "", {"without the residual stream"}},
      {"layer_norm", "", {"", "without layer norms"}},
      {"scaled_scores", "scale_attn_weights", {"without the division of scores by the root of d_head"}},
      {"scaled_by_layer", "scale_attn_by_inverse_layer_idx", {"", "with scores divided by the number of their layer"}},
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
