#include "analysis/text/character_alignment.h"

namespace headlight {

std::vector<AlignedStretch> alignByCharacters(std::span<const std::size_t> wordEnds,
                                              std::span<const std::size_t> tokenEnds) {
  std::vector<AlignedStretch> stretches;
  std::size_t word = 0, token = 0;  // of the stretch that is open
  std::size_t wordEnd = 0, tokenEnd = 0;
  while (word < wordEnds.size() && token < tokenEnds.size()) {
    wordEnd = word + 1;
    tokenEnd = token + 1;
    while (wordEnds[wordEnd - 1] != tokenEnds[tokenEnd - 1]) {
      const bool wordIsBehind = wordEnds[wordEnd - 1] < tokenEnds[tokenEnd - 1];
      if (wordIsBehind && wordEnd < wordEnds.size()) {
        ++wordEnd;
      } else if (!wordIsBehind && tokenEnd < tokenEnds.size()) {
        ++tokenEnd;
      } else {
        return stretches;
      }
    }
    // parts of a character that end where it does are still of the stretch
    while (tokenEnd < tokenEnds.size() && tokenEnds[tokenEnd] == tokenEnds[tokenEnd - 1]) ++tokenEnd;
    stretches.push_back({static_cast<Index>(word), static_cast<Index>(wordEnd), static_cast<Index>(token),
                         static_cast<Index>(tokenEnd)});
    word = wordEnd;
    token = tokenEnd;
  }
  return stretches;
}

}  // namespace headlight
