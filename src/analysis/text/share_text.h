#pragma once
// A share of 1 as a person reads it. A rounded share never reads as "all" or "nothing" where it is neither.

#include <string>

namespace headlight {

/// Three significant digits, more where 0.9996 would read as 1: "0.0831", "0.9996", "3.2e-05"; "0" and "1" only for
/// these numbers themselves; "-" for no number.
[[nodiscard]] std::string shareText(double share);

/// Two decimals for places that have no room: "0.07", "<0.01", ">0.99".
[[nodiscard]] std::string shortShareText(double share);

/// One decimal: "8.3 %", "<0.1 %", ">99.9 %".
[[nodiscard]] std::string percentText(double share);

/// A cosine, -1 to 1, in two decimals: "0.83", "-0.12", ">0.99", "<-0.99"; "0.00" stands for all that is near 0.
[[nodiscard]] std::string cosineText(double cosine);

}  // namespace headlight
