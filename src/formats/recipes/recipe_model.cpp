// The field "model" of a recipe: every kind has fields of its own, and those of another kind are unknown to it.

#include <optional>

#include "formats/json/config_words.h"
#include "formats/recipes/recipe_fields.h"
#include "models/family.h"

namespace headlight::recipe_fields {
namespace {

/// Known when the tokenizer is there.
bool isOfTokenizer(std::string_view field) {
  return field == "d_vocab" || field == "start_token" || field == "end_token" || field == "pad_token";
}

std::vector<std::string_view> recipeFields(const ModelFamily& family) {
  std::vector<std::string_view> fields{"kind"};
  for (const std::string_view field : family.fields) {
    if (!isOfTokenizer(field)) fields.push_back(field);
  }
  return fields;
}

/// A size that follows from those before it where the recipe does not say it.
std::optional<Index> usualSize(const ModelConfig& config, std::string_view field) {
  if (field == "n_decoder_layers") return config.nLayers;
  if (field == "d_hidden") return config.dModel;
  if (field == "d_mlp") return 4 * config.dModel;
  if (field == "n_segments") return config.nSegments;
  return std::nullopt;
}

template <class Member>
void readField(const ObjectReader& object, std::string_view field, const ModelConfig& config, Member& member) {
  if constexpr (kHasWords<Member>) {
    if (object.has(field))
      member = choice(object, field, json::wordAt(object, field, wordsOf(member)), wordsOf(member));
  } else if constexpr (std::is_floating_point_v<Member>) {
    member = static_cast<Member>(object.number(field, static_cast<double>(member)));
  } else {
    const std::optional<Index> usual = usualSize(config, field);
    member = static_cast<Member>(usual ? count(object, field, *usual) : count(object, field));
  }
}

}  // namespace

ModelConfig readModel(const ObjectReader& object) {
  const ModelFamily& family = familyOf(choice(object, "kind", object.string("kind"), wordsOf(ModelKind{})));
  refuseOtherFields(object, recipeFields(family));
  ModelConfig config = family.usual;
  visitFields(config, [&](std::string_view field, auto& member) {
    if (field == "kind" || !family.reads(field) || isOfTokenizer(field)) return;
    readField(object, field, config, member);
  });
  return config;
}

}  // namespace headlight::recipe_fields
