#pragma once
// The front matter of a model card: lines `key: value` between two lines `---` at the top of README.md. A small part of
// YAML is understood; everything else is left as text.

#include <string>
#include <string_view>

#include "formats/model_folder.h"

namespace headlight {

/// Never fails: a card is for people. Keys `language`, `license`, `validation_loss`; a list gives its first element.
/// Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] ModelCard readModelCard(std::string_view markdown);

}  // namespace headlight
