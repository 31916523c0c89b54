#pragma once
// What the readers of the families of config.json share.

#include <string>
#include <string_view>

#include "formats/json/config_words.h"
#include "models/model_config.h"

namespace headlight::config {

/// Error "config.not_supported".
[[noreturn]] void notSupported(const json::ObjectReader& config, std::string_view field, const std::string& value,
                               const std::string& known);
/// Error "config.contradiction".
[[noreturn]] void contradiction(const json::ObjectReader& config, std::string_view field, const std::string& value,
                                std::string_view other, const std::string& otherValue);

/// 1 to 10,000,000, so that no product of two overflows; Error "config.out_of_range".
[[nodiscard]] Index size(const json::ObjectReader& config, std::string_view field);
[[nodiscard]] Index size(const json::ObjectReader& config, std::string_view field, std::int64_t fallback);

/// Error "config.contradiction" unless the two fields are equal; `field` may be missing.
void requireEqual(const json::ObjectReader& config, std::string_view field, std::string_view other);
/// Error "config.not_supported" if the field is there with the other value.
void require(const json::ObjectReader& config, std::string_view field, bool value);
/// Error "config.not_supported" if the field is there with another text.
void require(const json::ObjectReader& config, std::string_view field, std::string_view value);

/// The value whose word stands in the field; `usual` where it is left out. Error "config.not_supported" for another
/// word.
template <class Value>
[[nodiscard]] Value valueAt(const json::ObjectReader& config, std::string_view field, Value usual) {
  if (!config.has(field)) return usual;
  const std::span<const ConfigWord<Value>> words = wordsOf(usual);
  const std::string word = json::wordAt(config, field, words);
  std::string known;
  for (const ConfigWord<Value>& one : words) {
    if (one.word == word) return one.value;
    known += (known.empty() ? "" : ", ") + std::string(one.word);
  }
  notSupported(config, field, word, known);
}

[[nodiscard]] Activation activation(const json::ObjectReader& config, std::string_view field,
                                    std::string_view fallback);
/// Hugging Face's word for it.
[[nodiscard]] std::string_view activationWord(Activation activation);

/// Above 0 and below 1, as a float too.
[[nodiscard]] float epsilon(const json::ObjectReader& config, std::string_view field, double fallback);
/// Through nine digits: 1e-05 as a person would write it, and still the same float.
[[nodiscard]] double shortNumber(float number);

/// An id inside the vocabulary; Error "config.out_of_range".
[[nodiscard]] TokenId token(const json::ObjectReader& config, std::string_view field, std::int64_t fallback,
                            Index dVocab);

/// Error "config.contradiction" if the heads do not divide the width.
void checkHeads(const json::ObjectReader& config, const ModelConfig& model, std::string_view headsField,
                std::string_view widthField);

/// Error "config.not_expressible" unless `holds`.
void mustBe(bool holds, std::string_view type, std::string_view field, const std::string& value,
            const std::string& rule);

}  // namespace headlight::config
