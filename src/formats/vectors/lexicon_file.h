#pragma once
// What a model folder's lexicon.tsv says about its words: `headlight train` writes it beside models of a grammar.

#include <filesystem>
#include <optional>

#include "analysis/text/lexicon.h"

namespace headlight {

/// "word\tclass\tfrequency", with a first line of names. Nothing if the folder has no such file, or the file is not
/// valid; lines that do not fit are left out. Up to 64 MiB.
[[nodiscard]] std::optional<Lexicon> readLexicon(const std::filesystem::path& folder);

}  // namespace headlight
