#pragma once
// The words in figures of vectors as points.

#include <QMap>
#include <QString>

#include "charts/texts/figure_language.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct EmbeddingTexts {
  QString embedding;                   ///< "Token embeddings · %1"
  QString embeddingOf;                 ///< of another space: "%1 · %2"
  QString chosenDimensions, wordAxes;  ///< methods
  /// With what a run used: "%1, perplexity %2", "%1, %2 neighbours".
  QString withPerplexity, withNeighbours;
  QString dimension;    ///< "dimension %1"
  QString otherGroups;  ///< legend: points of none of the groups named
  /// What points are, in titles; spaceHead: "%1, head %2".
  QString spaceInput, spaceInputToken, spaceInputSegment, spaceLayers, spaceEncoder, spaceDecoder, spaceHidden,
      spaceHead;
  /// What their colours say.
  QString colorNothing, colorCluster, colorClass, colorFrequency, colorSurprise, colorLayer, colorPrompt;
  QString clusterGroup;                ///< "cluster %1 (%2)"
  QMap<QString, QString> wordClasses;  ///< of the grammar, by their names in a lexicon
  QString axis;                        ///< a principal component: "PC %1 · %2"
  QString describeEmbedding;
};

/// Made once a language. GUI thread.
[[nodiscard]] const EmbeddingTexts& embeddingTexts(FigureLanguage language);

}  // namespace headlight
