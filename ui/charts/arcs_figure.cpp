#include "charts/figure_frame.h"

namespace headlight {

Figure buildArcs(const ArcsFigure& data, const FigureStyle& style) {
  const FrameTexts texts{attentionName(style.texts, data.side), {}, nullptr, &data.source};
  return framed({}, style, texts);
}

}  // namespace headlight
