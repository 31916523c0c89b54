#pragma once
// Reading the options of `headlight export`: which heads, which formats.

#include <optional>
#include <string>
#include <vector>

#include "figures/export/figure_writer.h"

namespace headlight {

/// The words between commas; empty words are left out.
[[nodiscard]] std::vector<std::string> splitList(const std::string& text);

/// "all", or a list of numbers; throws Error "cli.bad_value" naming `option`.
[[nodiscard]] std::vector<int> parseLayers(const std::string& text, int layers);
/// "all", a list of numbers, and with `mean` also "mean" (-1).
[[nodiscard]] std::vector<int> parseHeads(const std::string& text, int heads, bool mean);

struct ExportFormats {
  std::vector<ImageFormat> pictures;
  bool csv = false, npy = false;
};
/// Throws Error "cli.bad_value", or "cli.no_pictures" where `writer` is null and a picture is asked for.
/// Empty text: png, svg and csv, or csv alone without a writer.
[[nodiscard]] ExportFormats parseFormats(const std::string& text, const FigureWriter* writer);
[[nodiscard]] const char* endingOf(ImageFormat format);

}  // namespace headlight
