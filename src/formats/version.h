#pragma once
#include <string>

namespace headlight {

/// `headlight --version`, also in the window's About: version, compiler, build flags, libraries, threads. One fact a
/// line, "name: value", so that it can be pasted into a report; no line end behind the last.
[[nodiscard]] std::string versionText(bool withWindow);

}  // namespace headlight
