#pragma once
// Tokens and numbers as figures and views write them.

#include <string>

#include <QString>

namespace headlight {

/// A token as it is shown: spaces as ␣, line breaks as ↵, tabs as ⇥; other control characters as ‹01›.
[[nodiscard]] QString visibleToken(const QString& text);
[[nodiscard]] QString visibleToken(const std::string& text);
/// Three significant digits (or `digits`), C locale: 0.712, 0.0823, 4.10e-5. One digit more, cut and not
/// rounded, where a number below 1 would read as 1: 0.9996, and 0.9999 for all that is nearer.
[[nodiscard]] QString formatNumber(double value, int digits = 3);

}  // namespace headlight
