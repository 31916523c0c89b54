#pragma once
// A small scene for the render tests: a spiral of points, a few of them highlighted, one selected.

#include "scatter3d/scene.h"

namespace headlight::scatter3d {

/// Points 0 to count - 1; 3 and 7 highlighted, 5 selected. Labels "word0", "word1" …
[[nodiscard]] Scene sampleScene(int count = 60);

inline constexpr int kSelectedPoint = 5;

}  // namespace headlight::scatter3d
