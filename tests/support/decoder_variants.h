#pragma once
// Decoders with every value of every option (models/decoder_options.h), made from the table, so that a new value and a
// new option are tested without a line here.

#include <string>
#include <vector>

#include "models/decoder_options.h"
#include "models/model_config.h"

namespace headlight::test {

struct DecoderVariant {
  std::string name;  ///< "layer_norm_false"
  ModelConfig config;
};

/// The word of a member that has words.
template <class Visitor>
void visitWords(ModelConfig& config, std::string_view field, const Visitor& visit) {
  visitFields(config, [&](std::string_view name, auto& member) {
    if constexpr (kHasWords<std::remove_reference_t<decltype(member)>>) {
      if (name == field) visit(member);
    }
  });
}

/// One for each value of this option that is not the usual one, with this value.
inline std::vector<DecoderVariant> variantsOf(const ModelConfig& base, std::string_view field) {
  std::vector<DecoderVariant> variants;
  const std::string usual = fieldTexts(ModelConfig{}).at(field);
  ModelConfig config = base;
  visitWords(config, field, [&](auto& member) {
    for (const auto& known : wordsOf(member)) {
      if (known.word == usual) continue;
      member = known.value;
      variants.push_back({std::string(field) + "_" + std::string(known.word), config});
    }
  });
  return variants;
}

/// Each unusual value by itself.
inline std::vector<DecoderVariant> decoderOptionConfigs(const ModelConfig& base) {
  std::vector<DecoderVariant> variants;
  for (const DecoderOption& option : decoderOptions()) {
    for (DecoderVariant& variant : variantsOf(base, option.field)) variants.push_back(std::move(variant));
  }
  return variants;
}

/// The base, each unusual value by itself, each two values of two options, and the last value of all options together.
inline std::vector<DecoderVariant> decoderOptionPairs(const ModelConfig& base) {
  std::vector<DecoderVariant> variants = {{"usual", base}};
  DecoderVariant all{"all", base};
  const auto options = decoderOptions();
  for (std::size_t first = 0; first < options.size(); ++first) {
    for (const DecoderVariant& one : variantsOf(base, options[first].field)) {
      variants.push_back(one);
      for (std::size_t second = first + 1; second < options.size(); ++second) {
        for (const DecoderVariant& two : variantsOf(one.config, options[second].field)) {
          variants.push_back({one.name + "_" + two.name, two.config});
        }
      }
    }
    all.config = variantsOf(all.config, options[first].field).back().config;
  }
  variants.push_back(all);
  return variants;
}

}  // namespace headlight::test
