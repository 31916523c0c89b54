#pragma once
// The ways in which a decoder may differ from GPT-2: one row an option. An option is a member of ModelConfig (a truth
// value, or an enumeration with words); its usual value is that of a fresh ModelConfig. From this table the decoder's
// family, config.json, recipes, GGUF files, the card of a training, the page docs/reference/decoder_options.md and the
// tests of all options know it: unusual values are written under the option's word, or refused if a format has no word
// for them.

#include <array>
#include <span>
#include <string_view>

namespace headlight {

struct DecoderOption {
  /// Its name in visitFields(): the word of recipes, and of the object "headlight" of config.json.
  std::string_view field;
  /// Hugging Face's own word at the top of config.json; empty: it has none.
  std::string_view hfField;
  /// A clause of the card for each value, in the order of wordsOf(); empty: the card does not mention that value.
  std::array<std::string_view, 8> clauses;
};

[[nodiscard]] std::span<const DecoderOption> decoderOptions();

/// nullptr for a member of the configuration that is no option.
[[nodiscard]] const DecoderOption* findDecoderOption(std::string_view field);

}  // namespace headlight
