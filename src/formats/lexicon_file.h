#pragma once
// What a model folder's lexicon.tsv says about its words: `headlight train` writes it beside models of a grammar.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "generate/word_classes.h"

namespace headlight {

struct LexiconEntry {
  std::string wordClass;
  std::uint64_t frequency = 0;  ///< in the training text
};
using Lexicon = std::map<std::string, LexiconEntry>;

/// "word\tclass\tfrequency", with a first line of names. Nothing where the folder has none, or where it is none; lines
/// that do not fit are left out. Up to 64 MiB.
[[nodiscard]] std::optional<Lexicon> readLexicon(const std::filesystem::path& folder);

/// The classes that the folder's lexicon gives the tokens; none where it has no lexicon.
[[nodiscard]] WordClasses wordClassesOf(const std::filesystem::path& folder, const Tokenizer& tokenizer);

}  // namespace headlight
