#include "cli/export/figure_files.h"

#include <CLI/CLI.hpp>
#include <map>

#include "cli/export/export_plan.h"

namespace headlight {

namespace {

std::vector<NamedFile> filesOf(const FigureData& figure, const ExportFormats& formats, const FigureOptions& options,
                               FigureWriter* writer) {
  std::vector<NamedFile> files;
  const std::string name = figureName(figure);
  for (const ImageFormat format : formats.pictures) {
    files.push_back({name + endingOf(format), writer->render(figure, format, options)});
  }
  if (formats.csv) files.push_back({name + ".csv", figureCsv(figure)});
  if (formats.npy) {
    for (NamedFile& file : figureNpy(figure)) files.push_back(std::move(file));
  }
  return files;
}

}  // namespace

void FigureFileOptions::addTo(CLI::App& command, bool outRequired) {
  command.add_option("--out,-o", out, "Folder for the files")->required(outRequired);
  command.add_option("--formats", formats, "png, svg, pdf, csv, npy; a list");
  command.add_flag("--dark", figure.dark, "Dark theme");
  command.add_flag("!--no-title", figure.title, "Leave the title out");
  command.add_flag("!--no-caption", figure.caption, "Leave out model, prompt, layer and head");
  command.add_flag("--print", figure.print, "White with dark lines");
  command.add_flag("!--no-color-bar", figure.colorBar, "Leave out the colour bar and its legend");
  const std::map<std::string, bool> cells{{"vector", false}, {"image", true}};
  command
      .add_option("--cells", figure.cellsAsImage,
                  "Heatmaps of SVG and PDF: a rectangle a cell (vector), or one crisp image")
      ->transform(CLI::CheckedTransformer(cells))
      ->default_str("vector");
  command.add_option("--width", figure.width, "Width in pixels; 0: what the figure needs")
      ->check(CLI::Range(0, 20000))
      ->default_str("0");
  command.add_option("--scale", figure.scale, "PNG pixels a pixel of the width")
      ->check(CLI::Range(0.25, 8.0))
      ->default_str("2");
  command.add_option("--language", language, "Language of the titles")->check(CLI::IsMember({"en", "zh"}));
}

std::vector<NamedFile> figureFiles(const std::vector<FigureData>& figures, const FigureFileOptions& options,
                                   const CommandContext& context) {
  const ExportFormats formats = parseFormats(options.formats, context.figures);
  FigureOptions drawing = options.figure;
  drawing.chinese = options.language == "zh";
  std::vector<NamedFile> bytes;
  for (const FigureData& figure : figures) {
    for (NamedFile& file : filesOf(figure, formats, drawing, context.figures)) bytes.push_back(std::move(file));
  }
  return bytes;
}

std::vector<std::filesystem::path> writeFiles(const std::vector<NamedFile>& bytes, const FigureFileOptions& options) {
  prepareFolder(options.out);
  FileSet files;
  for (const NamedFile& file : bytes) files.write(std::filesystem::path(options.out) / file.name, file.bytes);
  files.commit();
  return files.written();
}

}  // namespace headlight
