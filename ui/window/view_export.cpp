#include "window/view_export.h"

#include <algorithm>

#include <QDir>
#include <QFileInfo>

#include "charts/qt_figure_writer.h"
#include "cli/figure_export.h"
#include "formats/atomic_file.h"
#include "tensor/error.h"

namespace headlight {

const std::vector<QString>& exportFormats() {
  static const std::vector<QString> formats{QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"),
                                            QStringLiteral("csv")};
  return formats;
}

std::string exportBytes(const FigureData& figure, const QString& format, const FigureOptions& options) {
  if (format == QLatin1String("csv")) return figureCsv(figure);
  QtFigureWriter writer;
  if (format == QLatin1String("svg")) return writer.render(figure, ImageFormat::Svg, options);
  if (format == QLatin1String("pdf")) return writer.render(figure, ImageFormat::Pdf, options);
  return writer.render(figure, ImageFormat::Png, options);
}

void exportFigure(const FigureData& figure, const QString& file, const FigureOptions& options) {
  const QString format = QFileInfo(file).suffix().toLower();
  const auto& formats = exportFormats();
  if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
    throw Error("session.export_format", {{"file", file.toStdString()}});
  }
  writeFileAtomically(file.toStdString(), exportBytes(figure, format, options));
}

int exportFigures(const std::vector<FigureData>& figures, const QString& folder, const FigureOptions& options) {
  int files = 0;
  for (const FigureData& figure : figures) {
    const QString base = QDir(folder).filePath(QString::fromStdString(figureName(figure)));
    for (const QString& format : exportFormats()) {
      exportFigure(figure, base + QLatin1Char('.') + format, options);
      ++files;
    }
  }
  return files;
}

}  // namespace headlight
