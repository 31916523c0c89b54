#pragma once
// The words in figures of experiments with several models.

#include <QString>

#include "charts/texts/figure_language.h"
#include "figures/experiments/distance_figure.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct ExperimentTexts {
  QString distance;                       ///< title of the figure
  QString kinds[DistanceFigure::kKinds];  ///< titles of its panels
  QString distanceAxis, accuracyAxis;     ///< names of the axes, with units
  QString guessing;                       ///< the line at one half
  QString sentences, sentencesSoFar;      ///< "%1 held-out sentences a point …", "%1 of %2 …"
  QString describeDistance;               ///< "Accuracy of %1 models …"
  QString speed, speedStep, speedPrompt, speedOneByOne;
  QString speedMoreThreads;  ///< "A prompt in one call, %1 threads"
  QString multiplications;   ///< "… for one token, in thousands …: %1"
  QString whyOneThread;      ///< what a graphics card would change
  QString lengthAxis, millisecondsAxis;
  QString repetitions;  ///< "Medians of %1 repetitions, %2 threads …"
  QString stretched;    ///< legend of the dashed part
  QString describeSpeed;
};

/// Made once a language. GUI thread.
[[nodiscard]] const ExperimentTexts& experimentTexts(FigureLanguage language);

}  // namespace headlight
