#pragma once
// The words in the corner of each panel.

#include <QString>

#include "charts/texts/figure_language.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct BadgeTexts {
  QString badgeExact, badgeMean, badgeProjected;
  QString badgeNeighboursKept, badgeNeighboursKeptTip;  ///< "t-SNE, neighbours kept 0.83 (chance 0.63)"
  QString badgeFewPoints, badgeFewPointsTip;            ///< "t-SNE, neighbours not counted"
  QString badgeChosenAxes, badgeChosenAxesTip;          ///< "chosen axes 3 %"
  QString badgeUnderWay, badgeUnderWayTip;              ///< "t-SNE, under way"
  QString badgeMeanWhich, badgeMaximum, badgeMaximumWhich;
  QString badgeMeanLayers, badgeMeanLayersWhich, badgeMaximumLayers, badgeMaximumLayersWhich;
  QString badgeValueWeighted, badgeRollout;
  QString badgeExactTip, badgeMeanTip, badgeProjectedTip;
  QString badgeMaximumTip, badgeMeanLayersTip, badgeMaximumLayersTip, badgeValueWeightedTip, badgeRolloutTip;
  QString badgeSampled, badgeSampledTip, badgeMeasured, badgeMeasuredTip;
  QString badgeGradient, badgeGradientTip, badgeReplacement, badgeReplacementTip;
  QString badgeSentences, badgeSentencesTip;
  QString badgeMemory, badgeMemoryTip;    ///< of compared models: "memory: mean of 4 heads"
  QString badgeRest, badgeRestTip;        ///< the first key is left out
  QString badgeLeftOut, badgeLeftOutTip;  ///< chosen heads that are not drawn
  QString badgeAblated, badgeAblatedTip, badgeRecorded, badgeRecordedTip;
};

/// Made once a language. GUI thread.
[[nodiscard]] const BadgeTexts& badgeTexts(FigureLanguage language);

}  // namespace headlight
