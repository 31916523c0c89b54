#pragma once
// The words in figures of what may come next.

#include <QString>

#include "charts/texts/figure_language.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct PredictionTexts {
  QString prediction;  ///< "Next token · after %1 tokens"
  QString maskedWord;  ///< "Masked word · position %1"
  QString probability;
  QString others;           ///< "all others"
  QString entropy;          ///< "entropy %1 bits"
  QString samplingOutline;  ///< legend of the thin bar: "after temperature and cuts"
  QString unknownNote;      ///< "%1 is never drawn or listed", the piece for unknown words
  QString describePrediction;
};

/// Made once a language. GUI thread.
[[nodiscard]] const PredictionTexts& predictionTexts(FigureLanguage language);

}  // namespace headlight
