#pragma once
// The tokens of a run as chips.

#include <string>
#include <vector>

#include "figures/figure_files.h"
#include "text/tokenizer.h"

namespace headlight {

struct FigureWord;
struct TokenOrigins;

struct TokensFigure {
  struct Chip {
    TokenId id = 0;
    std::string text;
    std::string source;  ///< the typed word where the token stands for an unknown one
    std::string bytes;   ///< "e7 8c"
    /// Where the token is part of a character: that character (analysis/text/token_label.h).
    std::string character;
    bool generated = false;
    bool mask = false;      ///< a [MASK] that is still to be filled
    bool ofSource = false;  ///< of the sentence that an encoder-decoder translates
    std::string piece{};    ///< as the vocabulary spells it
  };
  FigureSource source;
  std::vector<Chip> chips;
};

/// One chip a token, those of the source before the others.
[[nodiscard]] TokensFigure tokensFigure(const std::vector<Token>& tokens, const TokenOrigins& origins,
                                        FigureSource source);

/// --what tokens
[[nodiscard]] FigureWord tokensWord();

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const TokensFigure& figure);
[[nodiscard]] std::string csvOf(const TokensFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const TokensFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const TokensFigure& figure);
[[nodiscard]] Badge badgeOf(const TokensFigure& figure);

}  // namespace headlight
