#pragma once
// Figures of views as files: pictures as they are described by ui/charts, data as the command line writes it.

#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "figures/attention/heads_figure.h"
#include "figures/export/figure_writer.h"
#include "figures/figure_data.h"

namespace headlight {

/// "png", "svg", "pdf", "csv", "npy": what a view can be saved as.
[[nodiscard]] const std::vector<QString>& exportFormats();

/// The bytes of one file (of NPY: the file of the numbers; figureNpy() has the rest); throws what the writers throw,
/// and Error "session.nothing_to_export" for NPY of a figure without numbers. GUI thread.
[[nodiscard]] std::string exportBytes(const FigureData& figure, const QString& format, const FigureOptions& options);

/// Writes `file` in the format of its ending, for NPY with the files that say what its rows are beside it
/// ("<name>_ids.npy"); returns how many files. Throws Error "file.cannot_write", "session.export_format" for an ending
/// that is none of exportFormats().
int exportFigure(const FigureData& figure, const QString& file, const FigureOptions& options);

/// The files that exportFigure() writes. Throws as it does.
[[nodiscard]] QStringList exportedFiles(const FigureData& figure, const QString& file);
/// The files that exportFigures() writes.
[[nodiscard]] QStringList exportedFiles(const std::vector<FigureData>& figures, const QString& folder);

/// Every figure in every format, under the names of `headlight export`; returns how many files. All of them or none.
int exportFigures(const std::vector<FigureData>& figures, const QString& folder, const FigureOptions& options);

/// Under the name of `headlight export` in a folder, in one of exportFormats() or in all of them ("all"); returns how
/// many files. All of them or none. Throws as exportFigure() does.
int exportInto(const FigureData& figure, const QString& folder, const QString& format, const FigureOptions& options);
/// The files that exportInto() writes.
[[nodiscard]] QStringList exportedInto(const FigureData& figure, const QString& folder, const QString& format);

/// Onto the clipboard: as a picture (PNG), as image/svg+xml and as text/csv, whatever the other program takes.
void copyFigure(const FigureData& figure, const FigureOptions& options);

/// The heads of a model view as figures of their own, layer by layer, and all of them on one page.
[[nodiscard]] std::vector<FigureData> singleHeads(const HeadsFigure& heads);
[[nodiscard]] FigureData sheetOf(const HeadsFigure& heads);

}  // namespace headlight
