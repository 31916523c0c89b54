#pragma once
// A model's hook points as text, one a line, for tests that hold the list.

#include <string>

#include "hooks/hook_point.h"

namespace headlight::test {

/// "name [axis axis]", and " source" behind the points of an encoder-decoder's source.
inline std::string hookList(const HookTable& hooks) {
  std::string text;
  for (const HookPoint& point : hooks.points()) {
    text += point.name + " [";
    for (std::size_t axis = 0; axis < point.axes.size(); ++axis) {
      if (axis > 0) text += " ";
      text += axisName(point.axes[axis]);
    }
    text += point.onSource ? "] source\n" : "]\n";
  }
  return text;
}

}  // namespace headlight::test
