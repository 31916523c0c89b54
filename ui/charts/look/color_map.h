#pragma once
// Colours that carry numbers. Sequential: lightness strictly monotone, also in grey and for deuteranopes; the light end
// is 0 on a light ground, the dark end is 0 on a dark one; cividis (Nuñez, Anderton and Renslow 2018) and viridis, each
// carried on to the ground. Diverging: symmetric about 0. Categories: Okabe and Ito
// 2008.

#include <QColor>
#include <QImage>

#include "tensor/matrix.h"

namespace headlight {

enum class SequentialMap { Cividis, Viridis };

/// The colour of `value` in 0…1 (clamped; NaN is transparent). `dark`: 0 is the dark end.
[[nodiscard]] QColor sequentialColor(double value, bool dark, SequentialMap map = SequentialMap::Cividis);

/// The colour of `value` in -1…1 (clamped): blue below 0, red above, the ground's white (or near black) at 0.
[[nodiscard]] QColor divergingColor(double value, bool dark);

/// Okabe-Ito, eight colours, index modulo 8; black is replaced by white's neighbour on a dark ground.
[[nodiscard]] QColor categoryColor(int index, bool dark);

/// One pixel a cell of `weights` [rows, columns], `low`…`high` across the scale. With `causal`, cells whose column is
/// greater than the row (counted from `firstQuery`) are transparent.
[[nodiscard]] QImage sequentialImage(const Matrix<float>& weights, double low, double high, bool dark, bool causal,
                                     SequentialMap map = SequentialMap::Cividis);

/// What readers with deuteranopia see (Machado, Oliveira and Fernandes 2009, severity 1, in linear RGB).
[[nodiscard]] QColor simulateDeuteranopia(const QColor& color);
/// CIE L*, 0 to 100.
[[nodiscard]] double lightness(const QColor& color);
/// CIE 1976 colour difference.
[[nodiscard]] double colorDifference(const QColor& a, const QColor& b);

}  // namespace headlight
