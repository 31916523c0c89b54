#include "charts/look/badge.h"

#include <cmath>

#include "charts/texts/badge_texts.h"

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
QString combination(const Badge& badge, FigureLanguage language) {
  switch (badge.kind) {
    case Badge::Kind::MeanOfHeads:
      return combined(badge, badgeTexts(language).badgeMean, badgeTexts(language).badgeMeanWhich);
    case Badge::Kind::MaximumOfHeads:
      return combined(badge, badgeTexts(language).badgeMaximum, badgeTexts(language).badgeMaximumWhich);
    case Badge::Kind::MeanOfLayers:
      return combined(badge, badgeTexts(language).badgeMeanLayers, badgeTexts(language).badgeMeanLayersWhich);
    case Badge::Kind::MaximumOfLayers:
      return combined(badge, badgeTexts(language).badgeMaximumLayers, badgeTexts(language).badgeMaximumLayersWhich);
    case Badge::Kind::Projected:
      return filled(badgeTexts(language).badgeProjected, percent(badge.share));
    case Badge::Kind::UnderWay:
      return badgeTexts(language).badgeUnderWay.arg(QString::fromStdString(badge.which));
    case Badge::Kind::ChosenAxes:
      return filled(badgeTexts(language).badgeChosenAxes, percent(badge.share));
    case Badge::Kind::NeighboursKept:
      return badgeTexts(language).badgeNeighboursKept.arg(QString::fromStdString(badge.which),
                                                          QString::number(badge.share, 'f', 2));
    case Badge::Kind::Sampled:
      return filled(badgeTexts(language).badgeSampled, QString::number(badge.count));
    case Badge::Kind::Measured:
      return filled(badgeTexts(language).badgeMeasured, QString::number(badge.count));
    case Badge::Kind::Gradient:
      return badgeTexts(language).badgeGradient;
    case Badge::Kind::Replacements:
      return badgeTexts(language).badgeReplacement;
    case Badge::Kind::MeanOfSentences:
      return filled(badgeTexts(language).badgeSentences, QString::number(badge.count));
    case Badge::Kind::Exact:
      break;
  }
  return {};
}

QString combinationTip(const Badge& badge, FigureLanguage language) {
  const QString count = QString::number(badge.count);
  switch (badge.kind) {
    case Badge::Kind::MeanOfHeads:
      return filled(badgeTexts(language).badgeMeanTip, count);
    case Badge::Kind::MaximumOfHeads:
      return filled(badgeTexts(language).badgeMaximumTip, count);
    case Badge::Kind::MeanOfLayers:
      return filled(badgeTexts(language).badgeMeanLayersTip, count);
    case Badge::Kind::MaximumOfLayers:
      return filled(badgeTexts(language).badgeMaximumLayersTip, count);
    case Badge::Kind::Projected:
      return filled(badgeTexts(language).badgeProjectedTip, percent(badge.share));
    case Badge::Kind::UnderWay:
      return badgeTexts(language).badgeUnderWayTip.arg(QString::fromStdString(badge.which));
    case Badge::Kind::ChosenAxes:
      return filled(badgeTexts(language).badgeChosenAxesTip, percent(badge.share));
    case Badge::Kind::NeighboursKept:
      return badgeTexts(language).badgeNeighboursKeptTip.arg(QString::fromStdString(badge.which),
                                                             QString::number(badge.share, 'f', 2));
    case Badge::Kind::Sampled:
      return filled(badgeTexts(language).badgeSampledTip, count);
    case Badge::Kind::Measured:
      return filled(badgeTexts(language).badgeMeasuredTip, count);
    case Badge::Kind::Gradient:
      return badgeTexts(language).badgeGradientTip;
    case Badge::Kind::Replacements:
      return badgeTexts(language).badgeReplacementTip;
    case Badge::Kind::MeanOfSentences:
      return filled(badgeTexts(language).badgeSentencesTip, count);
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
  return badgeText(badge, interfaceLanguage());
}

QString badgeText(const Badge& badge, FigureLanguage language) {
  QString measure;
  if (badge.measure == AttentionMeasure::ValueWeighted) measure = badgeTexts(language).badgeValueWeighted;
  if (badge.measure == AttentionMeasure::Rollout) measure = badgeTexts(language).badgeRollout;
  const QString text = joined(measure, combination(badge, language), QStringLiteral(" · "));
  return text.isEmpty() ? badgeTexts(language).badgeExact : text;
}

QString badgeToolTip(const Badge& badge) {
  return badgeToolTip(badge, interfaceLanguage());
}

QString badgeToolTip(const Badge& badge, FigureLanguage language) {
  QString measure;
  if (badge.measure == AttentionMeasure::ValueWeighted) measure = badgeTexts(language).badgeValueWeightedTip;
  if (badge.measure == AttentionMeasure::Rollout) measure = badgeTexts(language).badgeRolloutTip;
  const QString text = joined(measure, combinationTip(badge, language), QStringLiteral("\n"));
  return text.isEmpty() ? badgeTexts(language).badgeExactTip : text;
}

}  // namespace headlight
