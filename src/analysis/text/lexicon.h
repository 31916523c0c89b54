#pragma once
// What is known about words beside their vectors: the part of a grammar that each is, and how often it was trained on.

#include <cstdint>
#include <map>
#include <string>

namespace headlight {

struct LexiconEntry {
  std::string wordClass;
  std::uint64_t frequency = 0;  ///< in the training text
};
using Lexicon = std::map<std::string, LexiconEntry>;

}  // namespace headlight
