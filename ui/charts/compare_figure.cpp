// Models side by side: a column each, and under them a row a step.

#include "charts/figure_frame.h"

namespace headlight {

Figure buildCompare(const CompareFigure& data, const FigureStyle& style) {
  Figure content;
  return framed(std::move(content), style, FrameTexts{QStringLiteral("Compare"), {}, nullptr, &data.source});
}

}  // namespace headlight
