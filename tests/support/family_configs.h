#pragma once
// A small valid configuration of any family, made from its row of the table alone, so that a new family is tested too.

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

/// Another value that a configuration of familyConfig() can have in this member.
template <class Member>
void changeMember(std::string_view field, Member& member) {
  if constexpr (kHasWords<Member>) {
    const auto words = wordsOf(member);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].value != member) continue;
      member = words[(i + 1) % words.size()].value;
      return;
    }
  } else if constexpr (std::is_floating_point_v<Member>) {
    member *= 2;
  } else {
    // heads must divide the width
    const bool doubles = (field == "d_model" || field == "n_heads") && member > 0;
    member = doubles ? 2 * member : member + 1;
  }
}

/// The same configuration with another value in one member.
inline ModelConfig changed(ModelConfig config, std::string_view field) {
  visitFields(config, [field](std::string_view name, auto& member) {
    if (name == field) changeMember(name, member);
  });
  return config;
}

}  // namespace headlight::testing
