#pragma once
// Figures of views as files: pictures as they are described by ui/charts, data as the command line writes it.

#include <string>
#include <vector>

#include <QString>

#include "analysis/figure_data.h"
#include "cli/figure_writer.h"

namespace headlight {

/// "png", "svg", "pdf", "csv": what a view can be saved as.
[[nodiscard]] const std::vector<QString>& exportFormats();

/// The bytes of one file; throws what the writers throw. GUI thread.
[[nodiscard]] std::string exportBytes(const FigureData& figure, const QString& format, const FigureOptions& options);

/// Writes `file` in the format of its ending. Throws Error "file.cannot_write", "session.export_format" for an ending
/// that is none of exportFormats().
void exportFigure(const FigureData& figure, const QString& file, const FigureOptions& options);

/// Every figure in every format, under the names of `headlight export`; returns how many files.
int exportFigures(const std::vector<FigureData>& figures, const QString& folder, const FigureOptions& options);

}  // namespace headlight
