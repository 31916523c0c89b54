#pragma once
// Named defects must be refused within 100 ms and 64 MB, whatever they claim about their sizes.

#include <functional>
#include <string>

namespace headlight::testing {

/// As errorCode() (formats/error_code.h), of a call that runs in a process of its own, which can map 64 MB more than
/// this one. "took too much memory" or "took too long" where a limit is passed; "died" after a signal. Time is that of
/// the processor, the best of three tries, so that a loaded machine changes nothing. Under address and thread sanitizer
/// (their own memory, several times slower) only the code is looked at.
[[nodiscard]] std::string errorCodeWithinLimits(const std::function<void()>& act);

/// Whether this build measures at all.
[[nodiscard]] bool limitsAreMeasured();

}  // namespace headlight::testing
