#pragma once
// How pictures are made without this library knowing Qt: ui/app passes the writer that ui/charts implements; a build
// without the window passes none, and `export` then offers CSV and NPY only.

#include <string>

namespace headlight {

class FigureData;

enum class ImageFormat { Png, Svg, Pdf };

struct FigureOptions {
  bool dark = false;
  bool print = false;  ///< white with dark lines, whatever `dark` says
  bool title = true;
  bool caption = true;        ///< model, prompt, layer and head
  bool colorBar = true;       ///< with the legend under it
  bool cellsAsImage = false;  ///< SVG, PDF: a heatmap as one crisp image, not as a rectangle a cell
  int width = 0;              ///< logical pixels; 0: what the figure needs
  double scale = 2.0;         ///< PNG pixels a logical pixel
  bool chinese = false;       ///< language of the titles
};

class FigureWriter {
 public:
  virtual ~FigureWriter() = default;
  /// The bytes of the picture: the same input gives the same bytes (same machine, fonts, Qt, language).
  [[nodiscard]] virtual std::string render(const FigureData& figure, ImageFormat format,
                                           const FigureOptions& options) = 0;
};

}  // namespace headlight
