#pragma once
// Figures of experiments with several models. One file each; GUI thread, needs a QGuiApplication.

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"

namespace headlight {

struct DistanceFigure;
struct GradientTimeFigure;
struct InfluenceFigure;
struct SpeedFigure;

[[nodiscard]] Figure buildDistance(const DistanceFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildSpeed(const SpeedFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildInfluence(const InfluenceFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildGradientTime(const GradientTimeFigure& data, const FigureStyle& style);

}  // namespace headlight
