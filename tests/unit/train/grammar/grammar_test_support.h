#pragma once
// The grammar that ships, read once for all tests of the program.

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "formats/recipes/grammar_file.h"
#include "train/grammar/grammar_generator.h"

namespace headlight::testing {

inline std::filesystem::path grammarFile() {
  return std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models/corpora" / "classroom_en.grammar.json";
}

inline std::shared_ptr<const Grammar> shippedGrammar() {
  static const auto grammar = std::make_shared<const Grammar>(readGrammarFile(grammarFile()));
  return grammar;
}

/// Lower-case words with one space before and behind each; of the punctuation, if asked, only the ends of
/// sentences stay, each as ".".
inline std::string spacedWords(const std::string& text, bool withEnds) {
  std::string out = " ";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalpha(byte) != 0) {
      out += static_cast<char>(std::tolower(byte));
    } else {
      if (out.back() != ' ') out += ' ';
      if (withEnds && (c == '.' || c == '?' || c == '!')) out += ". ";
    }
  }
  return out.back() == ' ' ? out : out + ' ';
}

inline std::vector<std::string> wordsOf(const std::string& text, bool withEnds = false) {
  std::vector<std::string> words;
  const std::string spaced = spacedWords(text, withEnds);
  for (std::size_t at = 1; at < spaced.size();) {
    const std::size_t end = spaced.find(' ', at);
    words.push_back(spaced.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace headlight::testing
