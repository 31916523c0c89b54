#pragma once
// A model has one colour in every panel.

#include <QColor>

#include "charts/look/color_map.h"

namespace headlight {

/// Of the model at this place (from 0) among those that are compared: in the columns of Compare, in curves, in bars.
[[nodiscard]] inline QColor modelColor(int place, bool dark) {
  return categoryColor(place, dark);
}

}  // namespace headlight
