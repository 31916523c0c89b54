#pragma once
// Special tokens by their pieces, as files name them.

#include <string>

namespace headlight {

/// Empty: not named.
struct SpecialPieces {
  std::string unknown, padding, mask, classification, separator, begin, end;
};

/// BertTokenizer's, MarianTokenizer's.
inline const SpecialPieces kBertPieces{"[UNK]", "[PAD]", "[MASK]", "[CLS]", "[SEP]", "", ""};
inline const SpecialPieces kMarianPieces{"<unk>", "<pad>", "", "", "", "", "</s>"};

}  // namespace headlight
