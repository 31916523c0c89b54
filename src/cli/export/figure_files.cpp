#include "cli/export/figure_files.h"

#include <CLI/CLI.hpp>

#include "cli/export/export_plan.h"
#include "cli/options/word_option.h"

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
  command.add_option("--formats", formats,
                     "A list of png, svg, pdf, csv, npy; without it, png,svg,csv (in a build without the window, csv)");
  command.add_flag("--dark", figure.dark, "Dark theme");
  const auto addWithout = [&command](const char* name, bool& part, const char* help) {
    command.add_flag_callback(
        name, [&part] { part = false; }, help);
  };
  addWithout("--no-title", figure.title, "Leave the title out");
  addWithout("--no-caption", figure.caption, "Leave out the caption: model, prompt, layer and head");
  command.add_flag("--print", figure.print, "White background with dark lines");
  addWithout("--no-color-bar", figure.colorBar, "Leave out the colour bar and its legend");
  addWordOption<bool>(command, "--cells", figure.cellsAsImage,
                      "Heatmaps in SVG and PDF: one rectangle per cell (vector), or one image",
                      {{"vector", false}, {"image", true}})
      ->default_str("vector");
  command.add_option("--width", figure.width, "Width in pixels; 0: as wide as the figure needs")
      ->check(CLI::Range(0, 20000))
      ->default_str("0");
  command.add_option("--scale", figure.scale, "Pixels of the PNG file per pixel of --width")
      ->check(CLI::Range(0.25, 8.0))
      ->default_str("2");
  command.add_option("--language", language, "Language of titles and captions")
      ->check(CLI::IsMember({"en", "zh"}))
      ->default_str("en");
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
