#pragma once
// The parts of a comparison's picture. Used by the builders of CompareFigure; views take the letters from here.

#include "charts/figure/figure_frame.h"
#include "figures/compare/compare_figure.h"

namespace headlight {

/// "A", "B" …: the second cue beside a model's colour.
[[nodiscard]] QString columnLetter(std::size_t column);
/// The coloured square with the letter, as high as `side`.
void addColumnMark(Figure& figure, std::size_t column, QPointF topLeft, double side, const FigureStyle& style);

/// One model: name, text, bars, memory. Parts of all columns stand at the same height.
struct CompareColumnPlan {
  double width = 0;
  int textLines = 2;
  int bars = 5;
  int memoryLines = 1;  ///< of the words over the memory
  double memory = 60;   ///< height of the picture of what it remembers, labels not counted

  [[nodiscard]] double height(const FigureMetrics& metrics) const;
};
/// Content at its own origin; hot areas: Bar (column, bar), Key (column, token).
[[nodiscard]] Figure compareColumnFigure(const CompareFigure& data, std::size_t column, const CompareColumnPlan& plan,
                                         const FigureStyle& style);
/// The most lines that the words over a memory take.
[[nodiscard]] int memoryTitleLines(const CompareFigure& data, double width, const FigureStyle& style);
/// Room for the labels under the memory, the same in all columns.
[[nodiscard]] double memoryLabels(const CompareFigure& data, double width, const FigureMetrics& metrics);

/// The table of `width`; as many of the last rows as `height` holds (0: all of them). Hot areas: Cell (row, column).
[[nodiscard]] Figure compareTable(const CompareFigure& data, double width, double height, const FigureStyle& style);
/// The least height that is of use: some rows and the notes.
[[nodiscard]] double compareTableLeast(const CompareFigure& data, double width, int rows, const FigureStyle& style);

/// Adds all of `part`, moved.
void append(Figure& figure, Figure part, QPointF by);

}  // namespace headlight
