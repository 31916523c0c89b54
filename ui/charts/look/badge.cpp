#include "charts/look/badge.h"

#include <QStringList>

#include <cmath>

#include "analysis/text/share_text.h"
#include "charts/texts/badge_texts.h"

namespace headlight {
namespace {

QString percent(double share) {
  // A part never reads as all of it.
  if (share >= 0.995 && share < 1) return QStringLiteral(">99");
  return QString::number(share * 100, 'f', share < 0.0995 ? 1 : 0);
}

QString shortText(double share) {
  return QString::fromStdString(shortShareText(share));
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
      return badgeTexts(language).badgeNeighboursKept.arg(QString::fromStdString(badge.which), shortText(badge.share),
                                                          shortText(badge.chance));
    case Badge::Kind::FewPoints:
      return badgeTexts(language).badgeFewPoints.arg(QString::fromStdString(badge.which));
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
    case Badge::Kind::MemoryOfHeads:
      return filled(badgeTexts(language).badgeMemory, QString::fromStdString(badge.which));
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
                                                             shortText(badge.share), shortText(badge.chance));
    case Badge::Kind::FewPoints:
      return badgeTexts(language).badgeFewPointsTip.arg(QString::fromStdString(badge.which), count);
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
    case Badge::Kind::MemoryOfHeads:
      return filled(badgeTexts(language).badgeMemoryTip, QString::fromStdString(badge.which));
    case Badge::Kind::Exact:
      break;
  }
  return {};
}

/// Measure, combination, first key: what was made of the model's values. All empty: nothing.
QStringList makingTexts(const Badge& badge, FigureLanguage language) {
  const BadgeTexts& t = badgeTexts(language);
  QStringList parts;
  if (badge.measure == AttentionMeasure::ValueWeighted) parts << t.badgeValueWeighted;
  if (badge.measure == AttentionMeasure::Rollout) parts << t.badgeRollout;
  parts << combination(badge, language);
  if (badge.isShareOfRest) parts << t.badgeRest;
  parts.removeAll(QString());
  return parts;
}

QStringList makingTips(const Badge& badge, FigureLanguage language) {
  const BadgeTexts& t = badgeTexts(language);
  QStringList parts;
  if (badge.measure == AttentionMeasure::ValueWeighted) parts << t.badgeValueWeightedTip;
  if (badge.measure == AttentionMeasure::Rollout) parts << t.badgeRolloutTip;
  parts << combinationTip(badge, language);
  if (badge.isShareOfRest) parts << t.badgeRestTip;
  parts.removeAll(QString());
  return parts;
}

}  // namespace

QString badgeText(const Badge& badge) {
  return badgeText(badge, interfaceLanguage());
}

QString badgeText(const Badge& badge, FigureLanguage language) {
  const BadgeTexts& t = badgeTexts(language);
  QStringList parts = makingTexts(badge, language);
  if (parts.isEmpty()) parts << t.badgeExact;
  if (badge.leftOut > 0) parts << filled(t.badgeLeftOut, QString::number(badge.leftOut));
  if (badge.isAblated) parts << t.badgeAblated;
  if (badge.isRecorded) parts << t.badgeRecorded;
  return parts.join(QStringLiteral(" · "));
}

QString badgeToolTip(const Badge& badge) {
  return badgeToolTip(badge, interfaceLanguage());
}

QString badgeToolTip(const Badge& badge, FigureLanguage language) {
  const BadgeTexts& t = badgeTexts(language);
  QStringList parts = makingTips(badge, language);
  if (parts.isEmpty()) parts << t.badgeExactTip;
  if (badge.leftOut > 0) parts << filled(t.badgeLeftOutTip, QString::number(badge.leftOut));
  if (badge.isAblated) parts << t.badgeAblatedTip;
  if (badge.isRecorded) parts << t.badgeRecordedTip;
  return parts.join(QLatin1Char('\n'));
}

}  // namespace headlight
