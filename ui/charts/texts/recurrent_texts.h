#pragma once
// The words in figures of recurrent nets.

#include <QString>

#include "charts/texts/figure_language.h"
#include "figures/recurrent/cell_steps_figure.h"
#include "figures/recurrent/cell_values.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct RecurrentTexts {
  QString overTime;                  ///< "%1 · layer %2 · over time"
  QString names[kCellValues];        ///< "input gate"
  QString meanings[kCellValues];     ///< what it does, a sentence
  QString unit;                      ///< the axis
  QString modelOrder, mostChanging;  ///< what the rows' order is, a sentence
  QString describeOverTime;          ///< "%1 heatmaps: %2 units down, %3 tokens across"
  // One cell step by step.
  QString steps;  ///< "%1 · layer %2 · unit %3 · step by step at “%4”"
  QString inputs, sums, oneSum, gates, candidate, cellState, hiddenOfLstm, hiddenOfGru, hiddenOfRnn;  ///< stages
  QString inputsNote;                         ///< "x: what the layer reads at “%1”, %2 numbers · h: …"
  QString atStart;                            ///< instead of the token before
  QString before, now, kept, written, shown;  ///< names of bars
  QString noSums;                             ///< in a recording
  QString colors, changed;                    ///< notes
  QString describeSteps;
};

/// Made once a language. GUI thread.
[[nodiscard]] const RecurrentTexts& recurrentTexts(FigureLanguage language);

/// "RNN", "LSTM", "GRU".
[[nodiscard]] QString cellKindName(CellKind kind);
/// "i · input gate".
[[nodiscard]] QString cellValueName(const RecurrentTexts& texts, CellValue value);
/// "3 Gates": what a kind of cell does in its n-th step.
[[nodiscard]] QString cellStageName(const RecurrentTexts& texts, CellKind kind, CellStepsFigure::Stage stage);

}  // namespace headlight
