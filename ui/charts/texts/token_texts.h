#pragma once
// The words in figures of tokens and of how a text is split.

#include <QString>

#include "charts/texts/figure_language.h"
#include "figures/text/split_figure.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct TokenTexts {
  QString tokens;                                              ///< "Tokens · %1"
  QString tokenId;                                             ///< "id %1"
  QString unknownWord;                                         ///< "typed: %1"
  QString typed, generated;                                    ///< legend of chips: "prompt", "generated"
  QString sourceText, targetText;                              ///< the rows of a translation: "source", "target"
  QString split;                                               ///< "How the text was split · %1"
  QString splitWords, splitBpe, splitUnigram, splitWordPiece;  ///< names of the algorithms
  QString splitStep;                                           ///< "step %1 of %2"
  /// What the last step did: %1 … what it was done to, last what came of it (buildSplit).
  QString splitStart, splitMerge, splitReach, splitBest, splitNotThere, splitMatch, splitUnknown, splitLookUp;
  QString splitCut;  ///< "Only the first %1 bytes are shown"
  QString describeTokens;
  QString describeSplit;
};

/// Made once a language. GUI thread.
[[nodiscard]] const TokenTexts& tokenTexts(FigureLanguage language);

/// The name of a way to split.
[[nodiscard]] const QString& splitName(const TokenTexts& texts, SplitFigure::Algorithm algorithm);

}  // namespace headlight
