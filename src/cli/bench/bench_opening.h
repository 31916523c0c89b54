#pragma once
// What opening a model costs: `headlight bench --model M --only open`.

#include <string>
#include <vector>

#include "cli/bench/bench_measure.h"
#include "cli/options/shared_options.h"

namespace headlight {

/// Opens the model several times, each dropped before the next: "open_ms", the median, and "open_peak_megabytes", the
/// most memory that this process had used when the first was open (VmHWM; absent where the system does not tell).
/// Throws what opening throws.
[[nodiscard]] std::vector<Measurement> measureOpening(const std::string& model, CommandContext& context);

}  // namespace headlight
