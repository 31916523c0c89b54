#include "charts/texts/badge_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

void fillBadgePart1(BadgeTexts& t, const TextLookup& text) {
  t.badgeExact = text(QT_TRANSLATE_NOOP("FigureTexts", "exact"));
  t.badgeMean = text(QT_TRANSLATE_NOOP("FigureTexts", "mean of %1 heads"));
  t.badgeProjected = text(QT_TRANSLATE_NOOP("FigureTexts", "PCA %1 %"));
  t.badgeNeighboursKept = text(QT_TRANSLATE_NOOP("FigureTexts", "%1, neighbours kept %2 (chance %3)"));
  t.badgeNeighboursKeptTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "%1 puts near each other what is near in the model's space: of each word's 15 nearest there, "
      "by distance, a share of %2 is "
      "among its 15 nearest here. Points at random places would keep %3 on average. The axes have no meaning, nor have "
      "the distances between groups."));
  t.badgeFewPoints = text(QT_TRANSLATE_NOOP("FigureTexts", "%1, neighbours not counted"));
  t.badgeFewPointsTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "%1 puts near each other what is near in the model's space. How many of the 15 nearest neighbours it keeps is "
      "not "
      "counted for %2 points: every picture of at most 16 points keeps all of them. The axes have no meaning, nor have "
      "the distances between groups."));
  t.badgeChosenAxes = text(QT_TRANSLATE_NOOP("FigureTexts", "chosen axes %1 %"));
  t.badgeChosenAxesTip = text(QT_TRANSLATE_NOOP("FigureTexts",
                                                "The three axes were chosen, not fitted: every coordinate is a number "
                                                "of the vector, or its part along a direction. "
                                                "Together they keep %1 % of the variance."));
  t.badgeUnderWay = text(QT_TRANSLATE_NOOP("FigureTexts", "%1, under way"));
  t.badgeUnderWayTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "The points are still moving: what share of the neighbours %1 keeps is counted when it is done."));
  t.badgeMeanWhich = text(QT_TRANSLATE_NOOP("FigureTexts", "mean of heads %1"));
  t.badgeMaximum = text(QT_TRANSLATE_NOOP("FigureTexts", "maximum of %1 heads"));
  t.badgeMaximumWhich = text(QT_TRANSLATE_NOOP("FigureTexts", "maximum of heads %1"));
  t.badgeMeanLayers = text(QT_TRANSLATE_NOOP("FigureTexts", "mean of %1 layers"));
  t.badgeMeanLayersWhich = text(QT_TRANSLATE_NOOP("FigureTexts", "mean of layers %1"));
  t.badgeMaximumLayers = text(QT_TRANSLATE_NOOP("FigureTexts", "maximum of %1 layers"));
  t.badgeMaximumLayersWhich = text(QT_TRANSLATE_NOOP("FigureTexts", "maximum of layers %1"));
  t.badgeValueWeighted = text(QT_TRANSLATE_NOOP("FigureTexts", "value-weighted"));
  t.badgeRollout = text(QT_TRANSLATE_NOOP("FigureTexts", "rolled out (an estimate)"));
  t.badgeExactTip = text(QT_TRANSLATE_NOOP("FigureTexts", "Every value is what the model computed for this prompt."));
  t.badgeMeanTip = text(
      QT_TRANSLATE_NOOP("FigureTexts", "Each value is the mean over %1 heads; a single head may differ much from it."));
  t.badgeProjectedTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "The vectors are projected onto three directions that keep %1 % of their variance; distances are approximate."));
  t.badgeMaximumTip = text(QT_TRANSLATE_NOOP("FigureTexts",
                                             "Each value is the largest of %1 heads; rows do not sum to 1, and "
                                             "neighbouring cells may come from different heads."));
  t.badgeMeanLayersTip = text(QT_TRANSLATE_NOOP("FigureTexts",
                                                "Each value is the mean over %1 layers; layers work one after the "
                                                "other, so the mean is nothing that the model computes."));
  t.badgeMaximumLayersTip = text(QT_TRANSLATE_NOOP("FigureTexts",
                                                   "Each value is the largest of %1 layers; rows do not sum to 1, and "
                                                   "neighbouring cells may come from different layers."));
  t.badgeValueWeightedTip =
      text(QT_TRANSLATE_NOOP("FigureTexts",
                             "Each value is the weight times the length of what it adds to the output: how much is "
                             "moved. It does not tell in which direction, nor whether two contributions cancel."));
}

void fillBadgePart2(BadgeTexts& t, const TextLookup& text) {
  t.badgeRolloutTip =
      text(QT_TRANSLATE_NOOP("FigureTexts",
                             "Weights are averaged over the heads, mixed half and half with the residual stream, and "
                             "multiplied through the layers: an estimate of where information comes from. It does not "
                             "tell what values and feed-forward layers do with it, nor which head carried it."));
  t.badgeSampled = text(QT_TRANSLATE_NOOP("FigureTexts", "sample of %1"));
  t.badgeSampledTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Each point was counted in %1 sentences. The true share lies in its band, 19 times of 20."));
  t.badgeMeasured = text(QT_TRANSLATE_NOOP("FigureTexts", "measured %1 times"));
  t.badgeMeasuredTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "Each time is the median of %1 measurements on this machine; another machine, or another load, gives "
      "other times."));
  t.badgeGradient = text(QT_TRANSLATE_NOOP("FigureTexts", "gradient"));
  t.badgeGradientTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "The length of the gradient of the next word's logit with respect to each word's embedding, as a share of the "
      "sum: "
      "computed exactly, but it tells what a very small change would do, not what another word would."));
  t.badgeReplacement = text(QT_TRANSLATE_NOOP("FigureTexts", "mean of replacements"));
  t.badgeReplacementTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "Each word is replaced by every other word of its class, and the model runs again: the mean Jensen-Shannon "
      "divergence of the next word's distribution. A single word may do much more or less."));
  t.badgeSentences = text(QT_TRANSLATE_NOOP("FigureTexts", "mean of %1 sentences"));
  t.badgeSentencesTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "Each value is the mean length of a gradient over %1 sentences; in a single sentence it may be much longer or "
      "shorter."));
}

void fillBadgePart3(BadgeTexts& t, const TextLookup& text) {
  t.badgeMemory = text(QT_TRANSLATE_NOOP("FigureTexts", "exact; weights: mean of %1 heads"));
  t.badgeMemoryTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "Probabilities and hidden states are what each model computed. The attention weights of a Transformer are the "
      "mean over the %1 heads of the layer."));
  t.badgeRest = text(QT_TRANSLATE_NOOP("FigureTexts", "shares without the first key"));
  t.badgeRestTip = text(
      QT_TRANSLATE_NOOP("FigureTexts",
                        "The first key is left out. Each value is divided by the sum of the other keys in its row: "
                        "it is a share of the rest, not what the model computed."));
  t.badgeLeftOut = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 chosen heads not drawn"));
  t.badgeLeftOutTip = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 of the chosen heads are not drawn."));
  t.badgeAblated = text(QT_TRANSLATE_NOOP("FigureTexts", "with parts switched off"));
  t.badgeAblatedTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Parts of the model were switched off or changed: the whole model computes other values."));
  t.badgeRecorded = text(QT_TRANSLATE_NOOP("FigureTexts", "recorded"));
  t.badgeRecordedTip =
      text(QT_TRANSLATE_NOOP("FigureTexts", "The values were read from a recording; nothing was computed again."));
}

BadgeTexts makeBadgeTexts(const TextLookup& text) {
  BadgeTexts t;
  fillBadgePart1(t, text);
  fillBadgePart2(t, text);
  fillBadgePart3(t, text);
  return t;
}

}  // namespace

const BadgeTexts& badgeTexts(FigureLanguage language) {
  static TextsByLanguage<BadgeTexts> texts(makeBadgeTexts);
  return texts.in(language);
}

}  // namespace headlight
