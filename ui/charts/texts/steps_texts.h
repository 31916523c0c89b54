#pragma once
// The words in one query of a head, step by step.

#include <QString>

#include "charts/texts/figure_language.h"
#include "figures/attention/steps_figure.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct StepsTexts {
  QString steps;  ///< "%1 · layer %2 · head %3 · step by step for “%4”"
  QString stageNames[StepsFigure::kStages];
  QString stepsKeys, stepsProduct, stepsNoScale, stepsMask, stepsNoMask, stepsSoftmax, stepsMix,
      stepsAdd;                                               ///< formulas
  QString stepsMoreKeys;                                      ///< "%1 more keys, %2 of the weight"
  QString stepsHead, stepsAllHeads, stepsBefore, stepsAfter;  ///< strips
  QString stepsColors;   ///< "red above 0, blue below · q, k to %1 · v, z to %2 · stream to %3"
  QString stepsChanged;  ///< what is said where an intervention reached in
  QString describeSteps;
};

/// Made once a language. GUI thread.
[[nodiscard]] const StepsTexts& stepsTexts(FigureLanguage language);

}  // namespace headlight
