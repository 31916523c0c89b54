#pragma once
// The corner of each panel: how what is shown relates to what the model computed.

#include <QString>

#include "charts/texts/figure_language.h"
#include "figures/badge.h"

namespace headlight {

/// "exact", "mean of 4 heads", "PCA 41 %": in the interface's language, or in the given one (exports).
[[nodiscard]] QString badgeText(const Badge& badge);
[[nodiscard]] QString badgeText(const Badge& badge, FigureLanguage language);
/// The same in a sentence.
[[nodiscard]] QString badgeToolTip(const Badge& badge);
[[nodiscard]] QString badgeToolTip(const Badge& badge, FigureLanguage language);

}  // namespace headlight
