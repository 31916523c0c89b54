#pragma once
// A small valid configuration of any family, made from its row of the table alone, so that a new family is tested too.

#include <vector>

#include "models/family.h"

namespace headlight::testing {

inline ModelConfig familyConfig(const ModelFamily& family) {
  ModelConfig config = family.usual;
  const auto set = [&family](const char* field, auto& member, auto value) {
    if (family.reads(field)) member = value;
  };
  set("n_layers", config.nLayers, 2);
  set("n_decoder_layers", config.nDecoderLayers, 3);
  set("n_heads", config.nHeads, 2);
  set("d_model", config.dModel, 8);
  set("d_hidden", config.dHidden, 8);
  set("d_mlp", config.dMlp, 20);
  set("n_ctx", config.nCtx, 12);
  set("d_vocab", config.dVocab, 30);
  set("start_token", config.startToken, 1);
  set("end_token", config.endToken, 2);
  set("pad_token", config.padToken, 3);
  if (family.reads("d_hidden")) config.tiedHead = false;
  return config;
}

/// Other values that a configuration of familyConfig() can have in this member: every other word, or another number.
template <class Member>
std::vector<Member> otherValues(std::string_view field, const Member& member) {
  if constexpr (kHasWords<Member>) {
    std::vector<Member> others;
    for (const auto& known : wordsOf(member)) {
      if (known.value != member) others.push_back(known.value);
    }
    return others;
  } else if constexpr (std::is_floating_point_v<Member>) {
    return {2 * member};
  } else {
    // heads must divide the width
    const bool doubles = (field == "d_model" || field == "n_heads") && member > 0;
    return {static_cast<Member>(doubles ? 2 * member : member + 1)};
  }
}

/// The same configuration with each other value of one member.
inline std::vector<ModelConfig> changes(const ModelConfig& config, std::string_view field) {
  std::vector<ModelConfig> changed;
  visitFields(config, [&](std::string_view name, const auto& member) {
    if (name != field) return;
    using Member = std::remove_cvref_t<decltype(member)>;
    for (const Member value : otherValues(name, member)) {
      changed.push_back(config);
      visitFields(changed.back(), [&](std::string_view same, auto& to) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(to)>, Member>) {
          if (same == field) to = value;
        }
      });
    }
  });
  return changed;
}

}  // namespace headlight::testing
