#pragma once
// The last stage: from pieces back to text. Each decoder is a small value with Hugging Face's name and meaning; a
// tokenizer has a list of them, applied in turn, and sets what is left side by side.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace headlight {

// Each has `join`, which rewrites the pieces of a whole text, and `alone`, which gives what one piece adds to a text
// that it does not begin.

/// Pieces spelled in the byte alphabet become bytes (byte_alphabet.h); others stay as they are.
struct ByteLevelDecoder {
  void join(std::vector<std::string>& pieces) const;
  [[nodiscard]] std::string alone(std::string piece) const;
};

/// ▁ becomes a space, but for the one that was prepended.
struct MetaspaceDecoder {
  std::string replacement = "▁";
  bool dropFirst = true;
  void join(std::vector<std::string>& pieces) const;
  [[nodiscard]] std::string alone(std::string piece) const;
};

/// ## joins a piece to the word before it, others are set apart; `cleanup` sets punctuation without spaces.
struct WordPieceDecoder {
  std::string prefix = "##";
  bool cleanup = true;
  void join(std::vector<std::string>& pieces) const;
  [[nodiscard]] std::string alone(std::string piece) const;
};

/// <0xE4> becomes that byte.
struct ByteFallbackDecoder {
  void join(std::vector<std::string>& pieces) const;
  [[nodiscard]] std::string alone(std::string piece) const;
};

/// Every occurrence of `pattern`, literally.
struct ReplaceDecoder {
  std::string pattern;
  std::string content;
  void join(std::vector<std::string>& pieces) const;
  [[nodiscard]] std::string alone(std::string piece) const;
};

/// All pieces become one.
struct FuseDecoder {
  void join(std::vector<std::string>& pieces) const;
  [[nodiscard]] std::string alone(std::string piece) const { return piece; }
};

/// The mark of a word's last piece ("BPEDecoder") becomes a space; that of the text's last piece goes.
struct WordEndDecoder {
  std::string suffix = "</w>";
  void join(std::vector<std::string>& pieces) const;
  [[nodiscard]] std::string alone(std::string piece) const;
};

/// Takes up to so many of `content`, a character, from the begin and the end of every piece.
struct StripDecoder {
  std::string content = " ";
  std::size_t start = 0;
  std::size_t stop = 0;
  void join(std::vector<std::string>& pieces) const;
  [[nodiscard]] std::string alone(std::string piece) const { return piece; }
};

/// Whole words set as a person would (joining.h); what this program does where a file names no decoder.
struct ReadableWordsDecoder {
  void join(std::vector<std::string>& pieces) const;
  [[nodiscard]] std::string alone(std::string piece) const { return piece; }
};

using Decoder = std::variant<ByteLevelDecoder, MetaspaceDecoder, WordPieceDecoder, ByteFallbackDecoder, ReplaceDecoder,
                             FuseDecoder, StripDecoder, WordEndDecoder, ReadableWordsDecoder>;

/// The bytes of a whole text; not always valid UTF-8.
[[nodiscard]] std::string decodePieces(std::vector<std::string> pieces, const std::vector<Decoder>& decoders);

/// What one piece adds to a text.
[[nodiscard]] std::string decodeAlone(std::string piece, const std::vector<Decoder>& decoders);

}  // namespace headlight
