#pragma once
// Where a figure comes from.

#include <string>
#include <vector>

namespace headlight {

/// What every figure says about where it comes from; the caption.
struct FigureSource {
  std::string model;
  std::string prompt;
  std::vector<std::string> interventions;  ///< as the user wrote them
  bool isRecorded = false;                 ///< read from a recording: nothing was computed again
};

}  // namespace headlight
