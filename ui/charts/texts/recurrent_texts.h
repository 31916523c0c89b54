#pragma once
// The words in figures of recurrent nets; part of FigureTexts (figure_texts.h), which says how they are looked up.

#include <functional>

#include <QString>

#include "figures/recurrent/recurrent_figure.h"

namespace headlight {

/// %1, %2 … are filled in by the builders. Translation context: "FigureTexts".
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

/// Looks every text up with `text`.
void fillRecurrent(RecurrentTexts& texts, const std::function<QString(const char*)>& text);

/// "RNN", "LSTM", "GRU".
[[nodiscard]] QString cellKindName(CellKind kind);
/// "i · input gate".
[[nodiscard]] QString cellValueName(const RecurrentTexts& texts, CellValue value);
/// "3 Gates": what a kind of cell does in its n-th step.
[[nodiscard]] QString cellStageName(const RecurrentTexts& texts, CellKind kind, CellStepsFigure::Stage stage);

}  // namespace headlight
