#include "charts/badge.h"

#include <cmath>

namespace headlight {
namespace {

QString percent(double share) {
  return QString::number(share * 100, 'f', share < 0.0995 ? 1 : 0);
}

QString filled(const Badge& badge, const QString& exact, const QString& mean, const QString& projected) {
  switch (badge.kind) {
    case Badge::Kind::MeanOfHeads:
      return mean.arg(badge.count);
    case Badge::Kind::Projected:
      return QString(projected).replace(QStringLiteral("%1"), percent(badge.share));
    case Badge::Kind::Exact:
      break;
  }
  return exact;
}

}  // namespace

QString badgeText(const Badge& badge) {
  return badgeText(badge, interfaceTexts());
}

QString badgeText(const Badge& badge, const FigureTexts& texts) {
  return filled(badge, texts.badgeExact, texts.badgeMean, texts.badgeProjected);
}

QString badgeToolTip(const Badge& badge) {
  return badgeToolTip(badge, interfaceTexts());
}

QString badgeToolTip(const Badge& badge, const FigureTexts& texts) {
  return filled(badge, texts.badgeExactTip, texts.badgeMeanTip, texts.badgeProjectedTip);
}

}  // namespace headlight
