#pragma once
// The backends of a figure. Each gives the same bytes for the same figure on one machine.

#include <QByteArray>
#include <QImage>

#include "charts/figure/figure.h"

class QPainter;

namespace headlight {

/// Draws with the figure's origin at the painter's. The background is filled first.
void paintFigure(const Figure& figure, QPainter& painter);

/// `scale` pixels a logical pixel.
[[nodiscard]] QImage renderImage(const Figure& figure, double scale);
[[nodiscard]] QByteArray renderPng(const Figure& figure, double scale);
/// One page of the figure's size; fonts embedded, text searchable, creation date and id fixed.
/// Equal bytes need QHashSeed::setDeterministicGlobalSeed() first in main.
[[nodiscard]] QByteArray renderPdf(const Figure& figure);
/// Real text, clip paths, cells as rectangles or one crisp image. UTF-8.
[[nodiscard]] QByteArray renderSvg(const Figure& figure);

}  // namespace headlight
