#pragma once
// What colours mean, said beside them: the bar with its limits, and samples of what is no number. Used by the builders
// alone.

#include "charts/figure/figure_frame.h"

namespace headlight {

/// From values to colours. Sequential from 0, or symmetric about 0.
struct ColorScale {
  double high = 1;
  bool isSigned = false;
  bool isFitted = false;  ///< said under the bar
  QString name;           ///< "weight"
  QString upper, lower;   ///< what the ends of a signed scale mean

  /// A pixel a cell; NaN, and with `causal` what is masked, transparent.
  [[nodiscard]] QImage image(const Matrix<float>& values, bool causal, const FigureStyle& style) const;
};

/// What stands under the bar beside the numbers.
struct ScaleLegend {
  bool masked = false;
  bool leftOut = false;    ///< the column of the first key
  bool onlyInOne = false;  ///< cells that one of two prompts lacks
};

/// The colour scale of attention: weights, shares of the rest, or a measure that has no upper bound. `largest` is the
/// largest value shown.
[[nodiscard]] ColorScale attentionScale(AttentionMeasure measure, bool sinkHidden, ColorLimits limits, double largest,
                                        const FigureStyle& style);

[[nodiscard]] double colorBarWidth(const ColorScale& scale, const ScaleLegend& legend, const FigureStyle& style);
/// The least height in which nothing overlaps.
[[nodiscard]] double colorBarHeight(const ColorScale& scale, const ScaleLegend& legend, const FigureStyle& style);
/// `height`: of bar and legend together.
void addColorBar(Figure& figure, const ColorScale& scale, const ScaleLegend& legend, const FigureStyle& style,
                 QPointF topLeft, double height);

/// The scale in a line, where there is no room for the bar: the lower limit, the colours, the upper limit, what they
/// are; a note that the scale is fitted follows below. Gives the height.
double addScaleLine(Figure& figure, const ColorScale& scale, const FigureStyle& style, QPointF topLeft, double width);
/// Without drawing it.
[[nodiscard]] double scaleLineHeight(const ColorScale& scale, const FigureStyle& style, double width);

// Cells that are no number. Neither looks like a colour of a scale, nor like the other.
/// Above the diagonal of a causal pattern: slanted lines.
void addMasked(Figure& figure, const QRectF& matrix, int rows, int columns, const Theme& theme);
/// A column that is not part of the scale: level lines.
void addLeftOut(Figure& figure, const QRectF& area, const Theme& theme);
/// What one of two prompts does not have: dense slanted lines.
void addOnlyInOne(Figure& figure, const QRectF& area, const Theme& theme);

}  // namespace headlight
