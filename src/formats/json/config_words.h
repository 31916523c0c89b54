#pragma once
// Members of a configuration that have words (models/model_config.h) in JSON: "true" and "false" stand there as truth
// values, all other words as texts.

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "formats/json/guarded_json.h"
#include "models/model_config.h"

namespace headlight::json {

[[nodiscard]] inline bool isTruthWord(std::string_view word) {
  return word == "true" || word == "false";
}

/// The word of a field that is there. Throws Error "json.wrong_type" for a text where only truth values can be, and for
/// what is neither.
template <class Value>
[[nodiscard]] std::string wordAt(const ObjectReader& object, std::string_view field,
                                 std::span<const ConfigWord<Value>> words) {
  const auto isTruth = [](const ConfigWord<Value>& known) { return isTruthWord(known.word); };
  const bool all = std::all_of(words.begin(), words.end(), isTruth);
  const bool some = std::any_of(words.begin(), words.end(), isTruth);
  if (all || (some && object.at(field).is_boolean())) return object.boolean(field, false) ? "true" : "false";
  return object.string(field);
}

[[nodiscard]] inline nlohmann::ordered_json wordJson(std::string_view word) {
  if (isTruthWord(word)) return word == "true";
  return std::string(word);
}

}  // namespace headlight::json
