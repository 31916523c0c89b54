#pragma once
// The words in figures. Exports choose their language by option, whatever the interface speaks, so the words are looked
// up once into a struct: from the interface's translator, from the Chinese translation file, or the English source.

#include <QMap>
#include <QString>

#include "charts/texts/experiment_texts.h"
#include "charts/texts/influence_texts.h"
#include "charts/texts/recurrent_texts.h"
#include "figures/figure_data.h"

namespace headlight {

/// %1, %2 … are filled in by the builders. Translation context: "FigureTexts".
struct FigureTexts {
  /// "Attention", "Encoder attention", "Decoder attention", "Cross-attention"
  QString attention, encoderAttention, decoderAttention, crossAttention;
  QString attentionHead;  ///< "%1 · layer %2 · head %3"
  QString attentionMean;  ///< "%1 · layer %2 · mean over the heads"
  QString query, key;
  QString weight;  ///< name of the colour bar
  QString masked;
  QString heads;       ///< "%1 · %2 layers × %3 heads"
  QString layerLabel;  ///< "L%1"
  QString headLabel;   ///< "H%1"
  QString prediction;  ///< "Next token · after %1 tokens"
  QString maskedWord;  ///< "Masked word · position %1"
  QString probability;
  QString others;                  ///< "all others"
  QString entropy;                 ///< "entropy %1 bits"
  QString samplingOutline;         ///< legend of the thin bar: "after temperature and cuts"
  QString unknownNote;             ///< "%1 is never drawn or listed", the piece for unknown words
  QString tokens;                  ///< "Tokens · %1"
  QString tokenId;                 ///< "id %1"
  QString unknownWord;             ///< "typed: %1"
  QString typed, generated;        ///< legend of chips: "prompt", "generated"
  QString sourceText, targetText;  ///< the rows of a translation: "source", "target"
  QString split;                   ///< "How the text was split · %1"
  QString splitWords, splitBpe, splitUnigram, splitWordPiece;  ///< names of the algorithms
  QString splitStep;                                           ///< "step %1 of %2"
  /// What the last step did: %1 … what it was done to, last what came of it (buildSplit).
  QString splitStart, splitMerge, splitReach, splitBest, splitNotThere, splitMatch, splitUnknown, splitLookUp;
  QString splitCut;                    ///< "Only the first %1 bytes are shown"
  QString embedding;                   ///< "Token embeddings · %1"
  QString embeddingOf;                 ///< of another space: "%1 · %2"
  QString chosenDimensions, wordAxes;  ///< methods
  QString dimension;                   ///< "dimension %1"
  QString otherGroups;                 ///< legend: points of none of the groups named
  /// What points are, in titles; spaceHead: "%1, head %2".
  QString spaceInput, spaceLayers, spaceEncoder, spaceDecoder, spaceHidden, spaceHead;
  /// What their colours say.
  QString colorNothing, colorCluster, colorClass, colorFrequency, colorSurprise, colorLayer, colorPrompt;
  QString clusterGroup;                ///< "cluster %1 (%2)"
  QMap<QString, QString> wordClasses;  ///< of the grammar, by their names in a lexicon
  QString axis;                        ///< a principal component: "PC %1 · %2 %"
  QString model, prompt, changes;      ///< "Model: %1" …
  // Attention beyond one head, arcs, sheets and differences. Parts of titles: "layer %1", "head %1".
  QString partLayer, partHead;
  QString sheet;                                ///< "%1 · all heads"
  QString difference;                           ///< "%1 · difference of two prompts"
  QString valueWeighted, rolledOut, ofTheRest;  ///< names of the colour bar
  QString sinkNote, sinkLineNote;               ///< which key is left out: "“%1” (key 0) is left out …"
  QString leftOut;                              ///< legend of that column
  QString fittedLimits;                         ///< how the colour bar's limits were chosen
  QString rolePrevious, roleSame, roleFirst, roleInduction, rolePunctuation, roleBroad, roleNone;
  QString arcsQueries, arcsKeys;           ///< the two rows
  QString arcsDrawn;                       ///< "%1 of %2 lines: weights of %3 and more"
  QString arcsOnly;                        ///< "only the lines of “%1”"
  QString differenceMore, differenceLess;  ///< the ends of the scale
  QString differenceNote, onlyInOne;
  // Step by step.
  QString steps;  ///< "%1 · layer %2 · head %3 · step by step for “%4”"
  QString stageNames[StepsFigure::kStages];
  QString stepsKeys, stepsProduct, stepsNoScale, stepsMask, stepsNoMask, stepsSoftmax, stepsMix,
      stepsAdd;                                               ///< formulas
  QString stepsMoreKeys;                                      ///< "%1 more keys, %2 of the weight"
  QString stepsHead, stepsAllHeads, stepsBefore, stepsAfter;  ///< strips
  QString stepsColors;   ///< "red above 0, blue below · q, k to %1 · v, z to %2 · stream to %3"
  QString stepsChanged;  ///< what is said where an intervention reached in
  // Models side by side.
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
  QString badgeExact, badgeMean, badgeProjected;
  QString badgeNeighboursKept, badgeNeighboursKeptTip;  ///< "t-SNE, neighbours kept 0.83"
  QString badgeChosenAxes, badgeChosenAxesTip;          ///< "chosen axes 3 %"
  QString badgeUnderWay, badgeUnderWayTip;              ///< "t-SNE, under way"
  QString badgeMeanWhich, badgeMaximum, badgeMaximumWhich;
  QString badgeMeanLayers, badgeMeanLayersWhich, badgeMaximumLayers, badgeMaximumLayersWhich;
  QString badgeValueWeighted, badgeRollout;
  QString badgeExactTip, badgeMeanTip, badgeProjectedTip;
  QString badgeMaximumTip, badgeMeanLayersTip, badgeMaximumLayersTip, badgeValueWeightedTip, badgeRolloutTip;
  QString describeAttention, describeHeads, describePrediction, describeTokens, describeEmbedding;
  QString describeSplit, describeCompare;
  QString describeSheet, describeArcs, describeDifference, describeSteps;
  ExperimentTexts experiments;
  RecurrentTexts recurrent;
  InfluenceTexts influence;
};

/// The name of one of a model's attentions.
[[nodiscard]] const QString& attentionName(const FigureTexts& texts, AttentionSide side);

/// What a head does: "previous token".
[[nodiscard]] const QString& roleName(const FigureTexts& texts, HeadsFigure::Label::Kind kind);

/// The name of a kind of model that can be compared, by modelKindName(): "Transformer", "LSTM".
[[nodiscard]] QString comparedKindName(const FigureTexts& texts, const std::string& kind);

/// The name of a way to split.
[[nodiscard]] const QString& splitName(const FigureTexts& texts, SplitFigure::Algorithm algorithm);

/// In the language that is installed in the application.
[[nodiscard]] FigureTexts interfaceTexts();

/// In English or Chinese, whatever the interface speaks. Chinese needs the translation in the program's resources
/// (:/i18n/headlight_zh_CN.qm); without it the words are English.
[[nodiscard]] FigureTexts figureTexts(bool chinese);

}  // namespace headlight
