#pragma once
// Which words of a vocabulary can replace each other: those of the same class, as a lexicon names it.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "text/tokenizer.h"

namespace headlight {

/// Immutable; any thread.
class WordClasses {
 public:
  /// No word has a class.
  WordClasses() = default;
  /// `classOf`: word → class. Classes named "other" say nothing and count as none. Words that are no single token of
  /// the tokenizer, and what is never drawn, take no part.
  WordClasses(const std::map<std::string, std::string>& classOf, const Tokenizer& tokenizer);

  /// Empty: not known.
  [[nodiscard]] const std::string& classOf(TokenId token) const;
  /// The other words of its class that begin with a capital if it does, and with none if it does not, in the order of
  /// their ids.
  [[nodiscard]] std::vector<TokenId> peersOf(TokenId token) const;

 private:
  struct Entry {
    int wordClass = -1;
    bool capital = false;
  };
  std::vector<std::string> m_names;
  std::vector<Entry> m_entries;  // [V]
};

/// The classes that the folder's lexicon gives the tokens; none where it has no lexicon.
[[nodiscard]] WordClasses wordClassesOf(const std::filesystem::path& folder, const Tokenizer& tokenizer);

}  // namespace headlight
