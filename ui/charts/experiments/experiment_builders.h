#pragma once
// Figures of experiments with several models. One file each; GUI thread, needs a QGuiApplication.

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"
#include "charts/figure/panel_page.h"

namespace headlight {

struct DistanceFigure;
struct GradientTimeFigure;
struct InfluenceFigure;
struct SpeedFigure;

/// What the figure shows, with its words: the export paints it, the window draws it as a LineChart (charts/plot). Holds
/// on to data.source.
[[nodiscard]] PanelPage distancePage(const DistanceFigure& data, FigureLanguage language);
[[nodiscard]] PanelPage speedPage(const SpeedFigure& data, FigureLanguage language);
[[nodiscard]] PanelPage gradientTimePage(const GradientTimeFigure& data, FigureLanguage language);

[[nodiscard]] Figure buildDistance(const DistanceFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildSpeed(const SpeedFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildInfluence(const InfluenceFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildGradientTime(const GradientTimeFigure& data, const FigureStyle& style);

}  // namespace headlight
