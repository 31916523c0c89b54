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
  QString drawnWith;        ///< the axis where the next token is drawn: "probability of being drawn"
  QString samplingEntropy;  ///< "entropy %1 bits after temperature and cuts, %2 of the model"
  QString modelBar;         ///< legend of the thin bar: "the model's, before temperature and cuts"
  QString modelColumn;      ///< head of the quiet numbers: "model"
  QString neverDrawn;       ///< legend of the empty bar: "tokens that are never drawn: %1 in all"
  QString describePrediction;
  QString describeSampling;
};

/// Made once a language. GUI thread.
[[nodiscard]] const PredictionTexts& predictionTexts(FigureLanguage language);

}  // namespace headlight
