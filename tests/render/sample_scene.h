#pragma once
// A small scene for the render tests: a spiral of points, a few of them highlighted, one selected.

#include "scatter3d/scene.h"

namespace headlight::scatter3d {

/// Points 0 to count - 1; 3 and 7 highlighted, 5 selected. Labels "word0", "word1" …
[[nodiscard]] Scene sampleScene(int count = 60);

/// Six tokens at four stations in the colours of the stations, a line a token, one of them the accent's. No texts.
[[nodiscard]] Scene pathsScene(bool isFlat);

/// The sample's points 20 to 39 in rings; with `isolated` these alone. No texts.
[[nodiscard]] Scene chosenScene(bool isolated);

inline constexpr int kSelectedPoint = 5;

}  // namespace headlight::scatter3d
