#pragma once
// The words below every figure: where it comes from.

#include <QString>

#include "charts/texts/figure_language.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct CaptionTexts {
  QString model, prompt, changes;  ///< "Model: %1" …
};

/// Made once a language. GUI thread.
[[nodiscard]] const CaptionTexts& captionTexts(FigureLanguage language);

}  // namespace headlight
