#pragma once
// From numbers (analysis/figure_data.h) to a figure. Pure but for the fonts: the same data and style give the same
// figure on the screen and in an export. GUI thread, needs a QGuiApplication.

#include <vector>

#include <QRect>
#include <QSizeF>

#include "charts/figure/figure.h"
#include "charts/look/color_map.h"
#include "charts/look/theme.h"
#include "charts/texts/figure_texts.h"
#include "figures/export/figure_writer.h"
#include "figures/figure_data.h"

namespace headlight {

struct FigureStyle {
  const Theme* theme = &Theme::light();
  FigureTexts texts = figureTexts(false);
  bool title = true;
  bool caption = true;
  bool colorBar = true;       ///< with the legend under it
  bool cellsAsImage = false;  ///< vector files take heatmaps as images
  bool badge = true;          ///< on the screen the dock's title bar has it
  QSizeF area;                ///< to be filled as well as square cells allow; an empty extent: what the figure needs
  double fontSize = 13;       ///< pixels, of labels; the rest follows
  bool fittedColors = false;  ///< colour bars end at the largest value, whatever the figure's `limits` say
  SequentialMap colorMap = SequentialMap::Cividis;

  /// A part of a heatmap: x and y are the first key and query, width and height how many; null: all cells. The colour
  /// scale stays that of all.
  QRect cells;

  // What is selected, drawn in the accent colour; -1: nothing.
  Index selectedQuery = -1;
  Index selectedKey = -1;
  int selectedLayer = -1;
  int selectedHead = -1;                 ///< Selection::kMeanOfHeads frames the layer's whole row
  std::vector<HeadPlace> chosenHeads{};  ///< looked at together; framed more thinly
  Index selectedToken = -1;
  Index selectedUnit = -1;  ///< of a recurrent layer
  int selectedBar = -1;
  int selectedPoint = -1;  ///< of a chart of an experiment, as its hot areas count

  /// Thumbnails made before (headImages), layer · heads + head; null: made while building.
  const std::vector<QImage>* headImages = nullptr;
};

[[nodiscard]] FigureStyle figureStyle(const FigureOptions& options);

[[nodiscard]] Figure buildFigure(const FigureData& data, const FigureStyle& style);

// One file each.
[[nodiscard]] Figure buildAttention(const AttentionFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildHeads(const HeadsFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildSheet(const SheetFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildArcs(const ArcsFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildDifference(const AttentionDifferenceFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildSteps(const StepsFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildPrediction(const PredictionFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildTokens(const TokensFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildSplit(const SplitFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildCompare(const CompareFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildRecurrent(const RecurrentFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildCellSteps(const CellStepsFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildEmbedding(const EmbeddingFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildDistance(const DistanceFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildSpeed(const SpeedFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildInfluence(const InfluenceFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildGradientTime(const GradientTimeFigure& data, const FigureStyle& style);

/// The thumbnail of one head, a pixel a cell, masked cells transparent.
[[nodiscard]] QImage headImage(const Matrix<float>& pattern, bool causal, const FigureStyle& style);
/// Those of every head, layer · heads + head, in one scale (FigureStyle::headImages).
[[nodiscard]] std::vector<QImage> headImages(const HeadsFigure& data, const FigureStyle& style);

/// A token as it is shown: spaces as ␣, line breaks as ↵, tabs as ⇥; other control characters as ‹01›.
[[nodiscard]] QString visibleToken(const QString& text);
[[nodiscard]] QString visibleToken(const std::string& text);
/// Three significant digits (or `digits`), C locale: 0.712, 0.0823, 4.10e-5.
[[nodiscard]] QString formatNumber(double value, int digits = 3);

}  // namespace headlight
