#pragma once
// The corner of each panel: how what is shown relates to what the model computed.

#include <QString>

#include "charts/texts/figure_texts.h"
#include "figures/figure_data.h"

namespace headlight {

/// "exact", "mean of 4 heads", "PCA 41 %": in the interface's language, or with the given texts (exports).
[[nodiscard]] QString badgeText(const Badge& badge);
[[nodiscard]] QString badgeText(const Badge& badge, const FigureTexts& texts);
/// The same in a sentence.
[[nodiscard]] QString badgeToolTip(const Badge& badge);
[[nodiscard]] QString badgeToolTip(const Badge& badge, const FigureTexts& texts);

}  // namespace headlight
