#include "charts/look/badge.h"

#include <cmath>

namespace headlight {
namespace {

QString percent(double share) {
  return QString::number(share * 100, 'f', share < 0.0995 ? 1 : 0);
}

QString filled(const QString& pattern, const QString& value) {
  return QString(pattern).replace(QStringLiteral("%1"), value);
}

/// "mean of 4 heads", or "mean of heads 0, 2" where they are some of them.
QString combined(const Badge& badge, const QString& all, const QString& some) {
  return badge.which.empty() ? filled(all, QString::number(badge.count))
                             : filled(some, QString::fromStdString(badge.which));
}

/// Nothing for what the model computed as it is.
QString combination(const Badge& badge, const FigureTexts& texts) {
  switch (badge.kind) {
    case Badge::Kind::MeanOfHeads:
      return combined(badge, texts.badgeMean, texts.badgeMeanWhich);
    case Badge::Kind::MaximumOfHeads:
      return combined(badge, texts.badgeMaximum, texts.badgeMaximumWhich);
    case Badge::Kind::MeanOfLayers:
      return combined(badge, texts.badgeMeanLayers, texts.badgeMeanLayersWhich);
    case Badge::Kind::MaximumOfLayers:
      return combined(badge, texts.badgeMaximumLayers, texts.badgeMaximumLayersWhich);
    case Badge::Kind::Projected:
      return filled(texts.badgeProjected, percent(badge.share));
    case Badge::Kind::UnderWay:
      return texts.badgeUnderWay.arg(QString::fromStdString(badge.which));
    case Badge::Kind::ChosenAxes:
      return filled(texts.badgeChosenAxes, percent(badge.share));
    case Badge::Kind::NeighboursKept:
      return texts.badgeNeighboursKept.arg(QString::fromStdString(badge.which), QString::number(badge.share, 'f', 2));
    case Badge::Kind::Sampled:
      return filled(texts.experiments.badgeSampled, QString::number(badge.count));
    case Badge::Kind::Measured:
      return filled(texts.experiments.badgeMeasured, QString::number(badge.count));
    case Badge::Kind::Gradient:
      return texts.influence.badgeGradient;
    case Badge::Kind::Replacements:
      return texts.influence.badgeReplacement;
    case Badge::Kind::MeanOfSentences:
      return filled(texts.influence.badgeSentences, QString::number(badge.count));
    case Badge::Kind::Exact:
      break;
  }
  return {};
}

QString combinationTip(const Badge& badge, const FigureTexts& texts) {
  const QString count = QString::number(badge.count);
  switch (badge.kind) {
    case Badge::Kind::MeanOfHeads:
      return filled(texts.badgeMeanTip, count);
    case Badge::Kind::MaximumOfHeads:
      return filled(texts.badgeMaximumTip, count);
    case Badge::Kind::MeanOfLayers:
      return filled(texts.badgeMeanLayersTip, count);
    case Badge::Kind::MaximumOfLayers:
      return filled(texts.badgeMaximumLayersTip, count);
    case Badge::Kind::Projected:
      return filled(texts.badgeProjectedTip, percent(badge.share));
    case Badge::Kind::UnderWay:
      return texts.badgeUnderWayTip.arg(QString::fromStdString(badge.which));
    case Badge::Kind::ChosenAxes:
      return filled(texts.badgeChosenAxesTip, percent(badge.share));
    case Badge::Kind::NeighboursKept:
      return texts.badgeNeighboursKeptTip.arg(QString::fromStdString(badge.which),
                                              QString::number(badge.share, 'f', 2));
    case Badge::Kind::Sampled:
      return filled(texts.experiments.badgeSampledTip, count);
    case Badge::Kind::Measured:
      return filled(texts.experiments.badgeMeasuredTip, count);
    case Badge::Kind::Gradient:
      return texts.influence.badgeGradientTip;
    case Badge::Kind::Replacements:
      return texts.influence.badgeReplacementTip;
    case Badge::Kind::MeanOfSentences:
      return filled(texts.influence.badgeSentencesTip, count);
    case Badge::Kind::Exact:
      break;
  }
  return {};
}

QString joined(const QString& first, const QString& second, const QString& between) {
  if (first.isEmpty() || second.isEmpty()) return first + second;
  return first + between + second;
}

}  // namespace

QString badgeText(const Badge& badge) {
  return badgeText(badge, interfaceTexts());
}

QString badgeText(const Badge& badge, const FigureTexts& texts) {
  QString measure;
  if (badge.measure == AttentionMeasure::ValueWeighted) measure = texts.badgeValueWeighted;
  if (badge.measure == AttentionMeasure::Rollout) measure = texts.badgeRollout;
  const QString text = joined(measure, combination(badge, texts), QStringLiteral(" · "));
  return text.isEmpty() ? texts.badgeExact : text;
}

QString badgeToolTip(const Badge& badge) {
  return badgeToolTip(badge, interfaceTexts());
}

QString badgeToolTip(const Badge& badge, const FigureTexts& texts) {
  QString measure;
  if (badge.measure == AttentionMeasure::ValueWeighted) measure = texts.badgeValueWeightedTip;
  if (badge.measure == AttentionMeasure::Rollout) measure = texts.badgeRolloutTip;
  const QString text = joined(measure, combinationTip(badge, texts), QStringLiteral("\n"));
  return text.isEmpty() ? texts.badgeExactTip : text;
}

}  // namespace headlight
