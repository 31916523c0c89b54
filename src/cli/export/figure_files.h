#pragma once
// Figures as files of one folder: pictures by the FigureWriter, numbers as CSV and NPY. Shared by `export` and
// `compare`.

#include <filesystem>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "figures/export/figure_export.h"
#include "figures/figure_data.h"
#include "formats/files/file_set.h"

namespace headlight {

/// Where figures go and how they are drawn: `--out`, `--formats`, and the options of the drawing.
struct FigureFileOptions {
  std::string out;
  std::string formats;  ///< as parseFormats() takes them; empty: its default
  std::string language = "en";
  FigureOptions figure;

  void addTo(CLI::App& command, bool outRequired);
};

/// Every file of the figures in memory: drawn before anything is written, a failure leaves the folder as it was.
/// Throws what parseFormats() throws, and the writer's.
[[nodiscard]] std::vector<NamedFile> figureFiles(const std::vector<FigureData>& figures,
                                                 const FigureFileOptions& options, const CommandContext& context);

/// Writes them into options.out, which is made; all or none: after a failure the folder is as it was. The paths in the
/// order of `bytes`. Throws Error "file.cannot_make_folder", "file.cannot_write".
std::vector<std::filesystem::path> writeFiles(const std::vector<NamedFile>& bytes, const FigureFileOptions& options);

}  // namespace headlight
