#pragma once
// How the parts of a recipe file are read. Only recipe_*.cpp and the test of all writers include this.

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/json/guarded_json.h"
#include "train/recipe.h"

namespace headlight::recipe_fields {

using json::ObjectReader;

/// Throws Error "recipe.out_of_range" about one field.
[[noreturn]] void outOfRange(const ObjectReader& object, std::string_view field, const std::string& value,
                             const std::string& range);
[[nodiscard]] std::string inQuotes(std::string_view text);

/// Throws Error "recipe.unknown_field" naming the first field that is not among these.
void refuseOtherFields(const ObjectReader& object, const std::vector<std::string_view>& known);

/// A count: not negative, not absurd. Finer limits are those of validate(Recipe).
[[nodiscard]] std::int64_t count(const ObjectReader& object, std::string_view field);
[[nodiscard]] std::int64_t count(const ObjectReader& object, std::string_view field, std::int64_t fallback);

/// A list of texts; empty where it is left out.
[[nodiscard]] std::vector<std::string> texts(const ObjectReader& object, std::string_view field);

template <class Value, std::size_t N>
using Words = std::array<std::pair<std::string_view, Value>, N>;

/// One of a few words: a list of pairs of word and value.
template <class Choices>
auto choice(const ObjectReader& object, std::string_view field, std::string_view word, const Choices& choices) {
  std::string range = "one of";
  for (const auto& [name, value] : choices) {
    if (name == word) return value;
    range.append(" ").append(name);
  }
  outOfRange(object, field, inQuotes(word), range);
}

/// "float32", "float16", "bfloat16"; float32 where it is left out.
[[nodiscard]] Precision precision(const ObjectReader& object, std::string_view field);

[[nodiscard]] ModelConfig readModel(const ObjectReader& object);
[[nodiscard]] TrainingSettings readTraining(const ObjectReader& object);
[[nodiscard]] FineTuning readFineTuning(const ObjectReader& object);

}  // namespace headlight::recipe_fields
