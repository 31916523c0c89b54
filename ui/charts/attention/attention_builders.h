#pragma once
// Figures of attention. One file each; GUI thread, needs a QGuiApplication.

#include <vector>

#include <QImage>

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"
#include "tensor/matrix.h"

namespace headlight {

struct ArcsFigure;
struct AttentionDifferenceFigure;
struct AttentionFigure;
struct HeadsFigure;
struct SheetFigure;
struct StepsFigure;

[[nodiscard]] Figure buildAttention(const AttentionFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildHeads(const HeadsFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildSheet(const SheetFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildArcs(const ArcsFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildDifference(const AttentionDifferenceFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildSteps(const StepsFigure& data, const FigureStyle& style);

/// The thumbnail of one head, a pixel a cell, masked cells transparent.
[[nodiscard]] QImage headImage(const Matrix<float>& pattern, bool causal, const FigureStyle& style);
/// Those of every head, layer · heads + head, in one scale (FigureStyle::headImages).
[[nodiscard]] std::vector<QImage> headImages(const HeadsFigure& data, const FigureStyle& style);

}  // namespace headlight
