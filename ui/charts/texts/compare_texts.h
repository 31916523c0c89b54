#pragma once
// The words where models stand side by side.

#include <string>

#include <QString>

#include "charts/texts/figure_language.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct CompareTexts {
  QString compare, compareForced;  ///< titles
  QString compareKindDecoder, compareKindRnn, compareKindLstm, compareKindGru;
  QString compareContext, compareEnded;     ///< why a model stands still
  QString compareAttention, compareHidden;  ///< "attention of the last token · layer %1 · mean of %2 heads"
  QString compareWord, compareP, compareBits, comparePerplexity, compareLikeliest, compareAgree;  ///< heads of columns
  QString compareOf;                                                                              ///< "%1 of %2"
  QString compareEarlier;     ///< "%1 earlier steps"
  QString compareDivergence;  ///< "Jensen-Shannon divergence, bits"
  QString compareNotesFree, compareNotesForced, compareNoteNext;
  QString compareNarrow;  ///< "widen the panel to see %1"
  QString describeCompare;
};

/// Made once a language. GUI thread.
[[nodiscard]] const CompareTexts& compareTexts(FigureLanguage language);

/// The name of a kind of model that can be compared, by modelKindName(): "Transformer", "LSTM".
[[nodiscard]] QString comparedKindName(const CompareTexts& texts, const std::string& kind);

}  // namespace headlight
