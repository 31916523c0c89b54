#include "formats/archive/config_archive.h"

#include <string_view>
#include <type_traits>

namespace headlight {
namespace {

template <class Enum>
std::string checkedWord(Enum value) {
  const std::string_view word = wordOf(value);
  if (word.empty())
    throw Error("internal.failure", {{"what", "a value of a model's configuration has no word in archives"}});
  return std::string(word);
}

/// An unknown word stays among the fields, so that it is named.
template <class Enum>
void takeWord(NamedFields& fields, const std::string& name, Enum& value) {
  const std::string* word = fields.word(name);
  if (word == nullptr) return;
  for (const ConfigWord<Enum>& entry : wordsOf(Enum{})) {
    if (entry.word != *word) continue;
    value = entry.value;
    std::string taken;
    (void)fields.take(name, taken);
    return;
  }
}

}  // namespace

NamedFields fieldsOf(const ModelConfig& config) {
  NamedFields fields;
  visitFields(config, [&fields](std::string_view field, const auto& member) {
    const std::string name(field);
    if constexpr (std::is_enum_v<std::remove_cvref_t<decltype(member)>>) {
      fields.set(name, checkedWord(member));
    } else {
      fields.set(name, member);
    }
  });
  return fields;
}

ModelConfig configOf(NamedFields fields, const std::string& file) {
  ModelConfig config;
  visitFields(config, [&fields](std::string_view field, auto& member) {
    const std::string name(field);
    if constexpr (std::is_enum_v<std::remove_cvref_t<decltype(member)>>) {
      takeWord(fields, name, member);
    } else {
      (void)fields.take(name, member);
    }
  });
  fields.expectNoneLeft(file);
  return config;
}

void loadUnnamedConfig(InputArchive& archive, ModelConfig& config, bool complete) {
  archive& config.kind& config.nLayers& config.nHeads& config.dModel& config.dMlp& config.nCtx& config.dVocab;
  archive& config.activation& config.layerNormEpsilon& config.tiedHead;
  if (!complete) return;
  archive& config.nDecoderLayers& config.dHidden& config.positions& config.causalMask& config.residual;
  bool layerNorm = true;  // from before there was a choice of norms
  archive& layerNorm& config.scaledScores& config.nSegments& config.scaledEmbedding;
  config.norm = layerNorm ? NormKind::LayerNorm : NormKind::None;
  archive& config.startToken& config.endToken& config.padToken;
}

const char* enumProblem(const ModelConfig& config) {
  if (wordOf(config.kind).empty()) return "its kind of model does not exist";
  if (wordOf(config.activation).empty()) return "its activation function does not exist";
  if (wordOf(config.positions).empty()) return "its kind of positions does not exist";
  return nullptr;
}

}  // namespace headlight
