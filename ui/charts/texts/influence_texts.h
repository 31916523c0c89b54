#pragma once
// The words in figures of what the next word depends on and of gradients through time.

#include <QString>

#include "charts/texts/figure_language.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct InfluenceTexts {
  QString title;
  QString next;                 ///< "next: “%1”, probability %2"
  QString shareAxis, bitsAxis;  ///< what the height of a bar is
  QString evenLine;             ///< legend of the dashed line
  QString noPeers;              ///< legend of the hatched places
  QString notMeasured;
  QString describe;  ///< "Bars of %1 models over their tokens …"
  QString timeTitle, initial, trained;
  QString distanceAxis, normAxis;
  QString timeNote, timeSoFar;  ///< sentences and layer
  QString timeStates;           ///< what is differentiated
  QString timeZero;             ///< where a value of 0 cannot be drawn
  QString describeTime;
};

/// Made once a language. GUI thread.
[[nodiscard]] const InfluenceTexts& influenceTexts(FigureLanguage language);

}  // namespace headlight
