#pragma once
// The equations of torch.nn.RNN, LSTM and GRU for one unit, filled with its numbers. Used by the builders alone.

#include <QStringList>

#include "charts/texts/recurrent_texts.h"
#include "figures/recurrent/cell_steps_figure.h"
#include "figures/recurrent/cell_values.h"

namespace headlight {

/// The letter that torch's weights of this gate end in: W_if and W_hf of the forget gate; of a plain RNN "h".
[[nodiscard]] QString gateSuffix(CellKind kind, CellValue gate);

/// What happens in that stage, a formula a line; sums and gates those of the chosen gate.
[[nodiscard]] QStringList cellFormulas(const CellStepsFigure& data, CellStepsFigure::Stage stage, int chosenGate,
                                       const RecurrentTexts& texts);

}  // namespace headlight
