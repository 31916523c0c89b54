#pragma once
// Holds recorded activations against a reference, point by point.

#include <span>
#include <string>
#include <vector>

#include "reference/decoder_reference.h"

namespace headlight {

/// One hook point's value over the whole sequence, as the run under test computed it.
struct CheckedValue {
  std::string name;
  std::span<const float> values;  ///< C order, extents as the reference's
};

struct PointCheck {
  std::string name;
  double maxAbsError = 0;
  double maxRelError = 0;  ///< maxAbsError / max(1, largest finite |reference| of this point)
  bool passed = false;     ///< maxRelError ≤ tolerance
  Index values = 0;        ///< numbers compared
};

struct CheckReport {
  std::vector<PointCheck> points;  ///< in the reference's order
  double maxAbsError = 0;
  double maxRelError = 0;
  bool passed = false;  ///< every point of the reference was there and passed
};

inline constexpr double kCheckTolerance = 1e-4;

/// Equal infinities count as no error; a missing point, another number of elements or a NaN as an infinite one.
[[nodiscard]] CheckReport checkAgainst(std::span<const ReferenceValue> reference, std::span<const CheckedValue> values,
                                       double tolerance = kCheckTolerance);

}  // namespace headlight
