#pragma once
// The parts of figure_export.h: one function a kind of figure. Used by the figure_export sources alone.

#include <limits>

#include "figures/export/figure_export.h"

namespace headlight {

[[nodiscard]] std::string csvOf(const AttentionFigure& figure);
[[nodiscard]] std::string csvOf(const HeadsFigure& figure);
[[nodiscard]] std::string csvOf(const ArcsFigure& figure);
[[nodiscard]] std::string csvOf(const AttentionDifferenceFigure& figure);
[[nodiscard]] std::string csvOf(const StepsFigure& figure);
[[nodiscard]] std::string csvOf(const PredictionFigure& figure);
[[nodiscard]] std::string csvOf(const TokensFigure& figure);
[[nodiscard]] std::string csvOf(const EmbeddingFigure& figure);
[[nodiscard]] std::string csvOf(const SplitFigure& figure);
[[nodiscard]] std::string csvOf(const CompareFigure& figure);
[[nodiscard]] std::string csvOf(const DistanceFigure& figure);
[[nodiscard]] std::string csvOf(const SpeedFigure& figure);
[[nodiscard]] std::string csvOf(const RecurrentFigure& figure);
[[nodiscard]] std::string csvOf(const CellStepsFigure& figure);
[[nodiscard]] std::string csvOf(const InfluenceFigure& figure);
[[nodiscard]] std::string csvOf(const GradientTimeFigure& figure);

/// Stands in arrays for what a model cannot say.
inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

using NamedFiles = std::vector<NamedFile>;
[[nodiscard]] NamedFiles npyFiles(const AttentionFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const HeadsFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const ArcsFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const AttentionDifferenceFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const StepsFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const PredictionFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const TokensFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const EmbeddingFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const SplitFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const CompareFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const DistanceFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const SpeedFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const RecurrentFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const CellStepsFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const InfluenceFigure& figure, const std::string& name);
[[nodiscard]] NamedFiles npyFiles(const GradientTimeFigure& figure, const std::string& name);

/// What the whole text of a split became.
[[nodiscard]] std::vector<SplitFigure::Box> tokensOfSplit(const SplitFigure& figure);

}  // namespace headlight
