#pragma once
// A small chart of lines: axes with ticks, curves with bands and markers, and the legend that names them. Colour is
// never the only sign: every curve has a marker of its own.

#include <optional>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QString>

#include "charts/figure/figure_frame.h"

namespace headlight {

/// A value at a place, with an interval where low and high differ.
struct LinePoint {
  double x = 0;
  double y = 0;  ///< NaN: nothing there; the line has a gap
  double low = 0;
  double high = 0;
  int index = -1;           ///< of its hot area; -1: none
  bool isEstimate = false;  ///< the line up to here is dashed
  bool isMarked = true;     ///< false: no marker, for curves of many points
};

/// `look` gives colour and marker: 0 a blue disc, 1 an orange square, …
struct LineCurve {
  int look = 0;
  std::vector<LinePoint> points;
};

struct LinePanel {
  QString title, xTitle, yTitle;
  double xEnd = 1, yEnd = 1;  ///< both axes begin at 0; x counts something
  std::vector<double> xTicks, yTicks;
  double yScale = 1;  ///< what a tick says: value · yScale
  /// The y axis is logarithmic and begins at this power of ten; yEnd and yTicks are powers, too. Points have the values
  /// themselves; what is below the axis is drawn at its lower end.
  std::optional<int> lowestPower{};
  std::vector<LineCurve> curves;
  double reference = -1;  ///< a quiet dashed level with this value; below 0: none
  QString referenceText;
};

/// Draws the panel into `rect`. `selected`: index of the point with a ring, or -1.
void addLinePanel(Figure& figure, const LinePanel& panel, const QRectF& rect, const FigureStyle& style, int selected);

/// Samples of line and marker with their names, in rows not wider than `width`; gives the height.
double addLineLegend(Figure& figure, const std::vector<QString>& names, QPointF at, double width,
                     const FigureStyle& style);

/// "10⁻³".
[[nodiscard]] QString powerText(int power);

/// Round numbers from 0 on, `about` many, the last not below `largest`.
[[nodiscard]] std::vector<double> roundTicks(double largest, int about);

}  // namespace headlight
