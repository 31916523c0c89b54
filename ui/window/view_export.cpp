#include "window/view_export.h"

#include <algorithm>

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>

#include "charts/figure/qt_figure_writer.h"
#include "figures/attention/attention_figure.h"
#include "figures/export/figure_export.h"
#include "formats/files/file_set.h"
#include "tensor/error.h"

namespace headlight {

namespace {

/// Under the chosen name instead of figureName(): "mine.npy", "mine_ids.npy".
std::vector<NamedFile> arraysOf(const FigureData& figure, const QString& file) {
  const std::string name = figureName(figure);
  const std::string chosen = file.chopped(4).toStdString();  // without ".npy"
  std::vector<NamedFile> arrays = figureNpy(figure);
  for (NamedFile& array : arrays) {
    array.name = array.name.starts_with(name) ? chosen + array.name.substr(name.size()) : chosen + ".npy";
  }
  return arrays;
}

bool isArray(const QString& file) {
  return QFileInfo(file).suffix().compare(QLatin1String("npy"), Qt::CaseInsensitive) == 0;
}

/// Calls work(figure, file) for every figure and format that exportFigures() writes.
template <class Do>
void forEachExport(const std::vector<FigureData>& figures, const QString& folder, Do&& work) {
  for (const FigureData& figure : figures) {
    const QString base = QDir(folder).filePath(QString::fromStdString(figureName(figure)));
    for (const QString& format : exportFormats()) {
      if (format == QLatin1String("npy") && figureNpy(figure).empty()) continue;  // it has no numbers yet
      work(figure, base + QLatin1Char('.') + format);
    }
  }
}

}  // namespace

const std::vector<QString>& exportFormats() {
  static const std::vector<QString> formats{QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"),
                                            QStringLiteral("csv"), QStringLiteral("npy")};
  return formats;
}

std::string exportBytes(const FigureData& figure, const QString& format, const FigureOptions& options) {
  if (format == QLatin1String("csv")) return figureCsv(figure);
  if (format == QLatin1String("npy")) {
    const std::vector<NamedFile> arrays = figureNpy(figure);
    if (arrays.empty()) throw Error("session.nothing_to_export");
    return arrays.front().bytes;
  }
  QtFigureWriter writer;
  if (format == QLatin1String("svg")) return writer.render(figure, ImageFormat::Svg, options);
  if (format == QLatin1String("pdf")) return writer.render(figure, ImageFormat::Pdf, options);
  return writer.render(figure, ImageFormat::Png, options);
}

namespace {

/// How many files; not in place before `files` is committed.
int writeFigure(const FigureData& figure, const QString& file, const FigureOptions& options, FileSet& files) {
  const QString format = QFileInfo(file).suffix().toLower();
  const auto& formats = exportFormats();
  if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
    throw Error("session.export_format", {{"file", file.toStdString()}});
  }
  if (isArray(file)) {
    const std::vector<NamedFile> arrays = arraysOf(figure, file);
    if (arrays.empty()) throw Error("session.nothing_to_export");
    for (const NamedFile& array : arrays) files.write(array.name, array.bytes);
    return static_cast<int>(arrays.size());
  }
  files.write(file.toStdString(), exportBytes(figure, format, options));
  return 1;
}

}  // namespace

int exportFigure(const FigureData& figure, const QString& file, const FigureOptions& options) {
  FileSet files;
  const int count = writeFigure(figure, file, options, files);
  files.commit();
  return count;
}

int exportFigures(const std::vector<FigureData>& figures, const QString& folder, const FigureOptions& options) {
  FileSet files;
  int count = 0;
  forEachExport(figures, folder, [&](const FigureData& figure, const QString& file) {
    count += writeFigure(figure, file, options, files);
  });
  files.commit();
  return count;
}

QStringList exportedFiles(const FigureData& figure, const QString& file) {
  if (!isArray(file)) return {file};
  QStringList files;
  for (const NamedFile& array : arraysOf(figure, file)) files.append(QString::fromStdString(array.name));
  return files;
}

QStringList exportedFiles(const std::vector<FigureData>& figures, const QString& folder) {
  QStringList files;
  forEachExport(figures, folder,
                [&](const FigureData& figure, const QString& file) { files.append(exportedFiles(figure, file)); });
  return files;
}

namespace {

QString fileIn(const FigureData& figure, const QString& folder, const QString& format) {
  return QDir(folder).filePath(QString::fromStdString(figureName(figure)) + QLatin1Char('.') + format);
}

}  // namespace

int exportInto(const FigureData& figure, const QString& folder, const QString& format, const FigureOptions& options) {
  if (format == QLatin1String("all")) return exportFigures({figure}, folder, options);
  return exportFigure(figure, fileIn(figure, folder, format), options);
}

QStringList exportedInto(const FigureData& figure, const QString& folder, const QString& format) {
  if (format == QLatin1String("all")) return exportedFiles({figure}, folder);
  return exportedFiles(figure, fileIn(figure, folder, format));
}

void copyFigure(const FigureData& figure, const FigureOptions& options) {
  const auto bytesOf = [&](const char* format) {
    return QByteArray::fromStdString(exportBytes(figure, QLatin1String(format), options));
  };
  const QByteArray png = bytesOf("png");
  auto* data = new QMimeData;  // the clipboard's
  data->setImageData(QImage::fromData(png));
  data->setData(QStringLiteral("image/png"), png);
  data->setData(QStringLiteral("image/svg+xml"), bytesOf("svg"));
  data->setData(QStringLiteral("text/csv"), bytesOf("csv"));
  QGuiApplication::clipboard()->setMimeData(data);
}

std::vector<FigureData> singleHeads(const HeadsFigure& heads) {
  std::vector<FigureData> figures;
  for (int layer = 0; layer < heads.layers; ++layer) {
    for (int head = 0; head < heads.heads; ++head) {
      AttentionFigure figure;
      figure.source = heads.source;
      figure.badge.measure = heads.measure;
      figure.side = heads.side;
      figure.layer = layer;
      figure.head = head;
      figure.queryLabels = heads.queryLabels;
      figure.keyLabels = heads.keyLabels;
      figure.weights = heads.patterns.at(static_cast<std::size_t>(layer * heads.heads + head));
      figure.causal = heads.causal;
      figure.measure = heads.measure;
      figure.sinkHidden = heads.sinkHidden;
      figure.limits = heads.limits;
      figures.emplace_back(std::move(figure));
    }
  }
  return figures;
}

FigureData sheetOf(const HeadsFigure& heads) {
  return SheetFigure{heads};
}

}  // namespace headlight
