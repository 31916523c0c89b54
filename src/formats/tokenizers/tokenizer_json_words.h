#pragma once
// Words of tokenizer.json that are both read and written.

#include <string>
#include <string_view>
#include <utility>

#include "text/stages/pre_tokenizers.h"

namespace headlight::tokenizer_json {

// expressions that have a normalizer of their own here
inline constexpr const char* kControls = "\\p{Cc}";
inline constexpr const char* kSpaceRuns = " {2,}";

inline constexpr std::pair<Delimiter, const char*> kDelimiters[] = {
    {Delimiter::Removed, "Removed"},
    {Delimiter::Isolated, "Isolated"},
    {Delimiter::MergedWithPrevious, "MergedWithPrevious"},
    {Delimiter::MergedWithNext, "MergedWithNext"},
    {Delimiter::Contiguous, "Contiguous"}};

using Prepend = MetaspaceSplit::Prepend;
inline constexpr std::pair<Prepend, const char*> kPrepends[] = {
    {Prepend::Always, "always"}, {Prepend::First, "first"}, {Prepend::Never, "never"}};

}  // namespace headlight::tokenizer_json
