#pragma once
// Which families of models a GGUF file can hold, and under which name: one row a family (models/family.h).

#include <string_view>

#include "models/model_config.h"

namespace headlight {

struct GgufFamily {
  ModelKind kind;
  std::string_view architecture;  ///< general.architecture; empty: a GGUF file cannot hold this family
};

inline constexpr GgufFamily kGgufFamilies[] = {{ModelKind::Decoder, "gpt2"},    {ModelKind::Encoder, ""},
                                               {ModelKind::EncoderDecoder, ""}, {ModelKind::Rnn, ""},
                                               {ModelKind::Lstm, ""},           {ModelKind::Gru, ""}};

/// Empty for a family that a GGUF file cannot hold.
[[nodiscard]] constexpr std::string_view ggufArchitecture(ModelKind kind) {
  for (const GgufFamily& family : kGgufFamilies) {
    if (family.kind == kind) return family.architecture;
  }
  return {};
}

}  // namespace headlight
