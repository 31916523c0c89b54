#include "charts/texts/recurrent_texts.h"

#include <algorithm>

#include <QtGlobal>

namespace headlight {
namespace {

void fillValues(RecurrentTexts& t, const TextLookup& text) {
  const char* const names[kCellValues] = {
      QT_TRANSLATE_NOOP("FigureTexts", "sum"),         QT_TRANSLATE_NOOP("FigureTexts", "input gate"),
      QT_TRANSLATE_NOOP("FigureTexts", "forget gate"), QT_TRANSLATE_NOOP("FigureTexts", "candidate"),
      QT_TRANSLATE_NOOP("FigureTexts", "output gate"), QT_TRANSLATE_NOOP("FigureTexts", "reset gate"),
      QT_TRANSLATE_NOOP("FigureTexts", "update gate"), QT_TRANSLATE_NOOP("FigureTexts", "candidate"),
      QT_TRANSLATE_NOOP("FigureTexts", "cell"),        QT_TRANSLATE_NOOP("FigureTexts", "hidden state")};
  const char* const meanings[kCellValues] = {
      QT_TRANSLATE_NOOP("FigureTexts", "What comes in and what was before, added up, before the tanh."),
      QT_TRANSLATE_NOOP("FigureTexts", "How much of the candidate is written into the cell: 0 nothing, 1 all of it."),
      QT_TRANSLATE_NOOP("FigureTexts", "How much of the cell is kept: 0 forgets it, 1 keeps all of it."),
      QT_TRANSLATE_NOOP("FigureTexts", "What might be written into the cell."),
      QT_TRANSLATE_NOOP("FigureTexts", "How much of the cell is shown to the outside: 0 nothing, 1 all of it."),
      QT_TRANSLATE_NOOP("FigureTexts", "How much of the old state the candidate sees: 0 nothing, 1 all of it."),
      QT_TRANSLATE_NOOP("FigureTexts",
                        "How much of the old state is kept: 0 replaces it by the candidate, 1 keeps it."),
      QT_TRANSLATE_NOOP("FigureTexts", "What might become the new state."),
      QT_TRANSLATE_NOOP("FigureTexts", "What the cell carries from token to token. It has no limits."),
      QT_TRANSLATE_NOOP("FigureTexts", "What the next layer, the next word and this layer's next step see.")};
  for (int value = 0; value < kCellValues; ++value) {
    t.names[value] = text(names[value]);
    t.meanings[value] = text(meanings[value]);
  }
}

void fillStages(RecurrentTexts& t, const TextLookup& text) {
  t.inputs = text(QT_TRANSLATE_NOOP("FigureTexts", "What comes in"));
  t.sums = text(QT_TRANSLATE_NOOP("FigureTexts", "Sums"));
  t.oneSum = text(QT_TRANSLATE_NOOP("FigureTexts", "Sum"));
  t.gates = text(QT_TRANSLATE_NOOP("FigureTexts", "Gates"));
  t.candidate = text(QT_TRANSLATE_NOOP("FigureTexts", "Candidate"));
  t.cellState = text(QT_TRANSLATE_NOOP("FigureTexts", "Kept and written: the cell"));
  t.hiddenOfLstm = text(QT_TRANSLATE_NOOP("FigureTexts", "Shown: the hidden state"));
  t.hiddenOfGru = text(QT_TRANSLATE_NOOP("FigureTexts", "Kept and written: the hidden state"));
  t.hiddenOfRnn = text(QT_TRANSLATE_NOOP("FigureTexts", "The hidden state"));
}

RecurrentTexts makeRecurrentTexts(const TextLookup& text) {
  RecurrentTexts t;
  fillValues(t, text);
  fillStages(t, text);
  t.overTime = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · layer %2 · over time"));
  t.unit = text(QT_TRANSLATE_NOOP("FigureTexts", "unit"));
  t.modelOrder = text(QT_TRANSLATE_NOOP("FigureTexts", "Units from the top as in the model."));
  t.mostChanging = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Units sorted: the one whose hidden state moves most from token to token first."));
  t.describeOverTime =
      text(QT_TRANSLATE_NOOP("FigureTexts", "%1 heatmaps of a recurrent layer: %2 units down, %3 tokens across."));
  t.steps = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · layer %2 · unit %3 · step by step at “%4”"));
  t.inputsNote = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "x(t): what the layer reads at “%1”, %2 numbers · h(t−1): its state after %3, %4 numbers"));
  t.atStart = text(QT_TRANSLATE_NOOP("FigureTexts", "nothing yet (zeros)"));
  t.before = text(QT_TRANSLATE_NOOP("FigureTexts", "before: %1"));
  t.now = text(QT_TRANSLATE_NOOP("FigureTexts", "now: %1"));
  t.kept = text(QT_TRANSLATE_NOOP("FigureTexts", "kept: %1"));
  t.written = text(QT_TRANSLATE_NOOP("FigureTexts", "written: %1"));
  t.shown = text(QT_TRANSLATE_NOOP("FigureTexts", "shown: %1"));
  t.noSums = text(QT_TRANSLATE_NOOP("FigureTexts",
                                    "The recording has the gates but not the weights: their sums are not known here."));
  t.colors =
      text(QT_TRANSLATE_NOOP("FigureTexts", "red above 0, blue below · x up to %1 · h up to %2 · products up to %3"));
  t.changed = text(
      QT_TRANSLATE_NOOP("FigureTexts", "An intervention reached in: the numbers are the model's and do not follow."));
  t.describeSteps = text(
      QT_TRANSLATE_NOOP("FigureTexts",
                        "How one unit of a recurrent cell comes from its inputs, its gates and what was before to its "
                        "hidden state."));
  return t;
}

}  // namespace

const RecurrentTexts& recurrentTexts(FigureLanguage language) {
  static TextsByLanguage<RecurrentTexts> texts(makeRecurrentTexts);
  return texts.in(language);
}

QString cellKindName(CellKind kind) {
  switch (kind) {
    case CellKind::Rnn:
      return QStringLiteral("RNN");
    case CellKind::Lstm:
      return QStringLiteral("LSTM");
    case CellKind::Gru:
      break;
  }
  return QStringLiteral("GRU");
}

QString cellValueName(const RecurrentTexts& texts, CellValue value) {
  return QLatin1String(letterOf(value)) + QStringLiteral(" · ") + texts.names[static_cast<int>(value)];
}

QString cellStageName(const RecurrentTexts& texts, CellKind kind, CellStepsFigure::Stage stage) {
  using Stage = CellStepsFigure::Stage;
  const auto stages = cellStages(kind);
  const auto number = std::find(stages.begin(), stages.end(), stage) - stages.begin() + 1;
  const auto name = [&]() -> QString {
    switch (stage) {
      case Stage::Inputs:
        return texts.inputs;
      case Stage::Sums:
        return kind == CellKind::Rnn ? texts.oneSum : texts.sums;
      case Stage::Gates:
        return texts.gates;
      case Stage::Candidate:
        return texts.candidate;
      case Stage::Cell:
        return texts.cellState;
      case Stage::Hidden:
        break;
    }
    return kind == CellKind::Lstm ? texts.hiddenOfLstm : kind == CellKind::Gru ? texts.hiddenOfGru : texts.hiddenOfRnn;
  };
  return QStringLiteral("%1 %2").arg(number).arg(name());
}

}  // namespace headlight
