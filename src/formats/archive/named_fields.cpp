#include "formats/archive/named_fields.h"

#include <algorithm>

namespace headlight {

std::string shownName(std::string_view name) {
  constexpr std::size_t kLongest = 60;
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  });
  return plain && !name.empty() && name.size() <= kLongest ? std::string(name) : "?";
}

void NamedFields::expectNoneLeft(const std::string& file) const {
  if (m_fields.empty()) return;
  const auto& [name, field] = *m_fields.begin();
  const std::string* word = std::get_if<std::string>(&field.value);
  throw Error("archive.unknown_field",
              {{"file", file}, {"field", word ? shownName(name) + " = " + shownName(*word) : shownName(name)}});
}

}  // namespace headlight
