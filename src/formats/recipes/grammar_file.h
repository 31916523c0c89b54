#pragma once
// Reads a grammar from its JSON data file (sample_models/corpora/classroom_en.grammar.json documents its fields).

#include <filesystem>
#include <string_view>

#include "train/grammar/grammar.h"

namespace headlight {

/// Throws Error "grammar.field" (kind BadInput) naming the file, the field and what is wrong; what json::parseGuarded
/// throws for malformed JSON.
[[nodiscard]] Grammar parseGrammar(std::string_view json, std::string_view fileName);

/// Reads at most 4 MiB. Throws also what readFileLimited throws.
[[nodiscard]] Grammar readGrammarFile(const std::filesystem::path& path);

}  // namespace headlight
