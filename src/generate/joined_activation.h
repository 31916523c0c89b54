#pragma once
// One value of a whole sequence, joined from the steps that computed its rows.

#include <memory>
#include <span>
#include <vector>

#include "generate/generation.h"

namespace headlight {

struct JoinedActivation {
  std::vector<Index> extents;  ///< as HookPoint::axes, with T positions
  std::vector<float> values;   ///< C order
};

/// Rows joined along Pos, QueryPos or DecoderPos; a value of the source is the prefill's, an encoder's that of the last
/// step, which read the whole sentence. Cells of a pattern that no call wrote (keys after the query) are 0, of scores
/// minus infinity. Throws Error "internal.failure" if a step did not record the point.
[[nodiscard]] JoinedActivation joinSteps(std::span<const std::shared_ptr<const Step>> path, const HookPoint& point);

}  // namespace headlight
