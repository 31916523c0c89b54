#include "charts/figure/qt_figure_writer.h"

#include "charts/figure/figure_builders.h"
#include "charts/figure/figure_render.h"

namespace headlight {

std::string QtFigureWriter::render(const FigureData& figure, ImageFormat format, const FigureOptions& options) {
  const Figure drawing = buildFigure(figure, figureStyle(options));
  switch (format) {
    case ImageFormat::Svg:
      return renderSvg(drawing).toStdString();
    case ImageFormat::Pdf:
      return renderPdf(drawing).toStdString();
    case ImageFormat::Png:
      break;
  }
  return renderPng(drawing, options.scale).toStdString();
}

}  // namespace headlight
