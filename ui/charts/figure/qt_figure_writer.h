#pragma once
// The command line's figures, drawn with Qt. Needs a QGuiApplication (for fonts), which the program's main makes
// (platform "offscreen" without a display). GUI thread.

#include "figures/export/figure_writer.h"
#include "figures/figure_data.h"

namespace headlight {

class QtFigureWriter : public FigureWriter {
 public:
  [[nodiscard]] std::string render(const FigureData& figure, ImageFormat format, const FigureOptions& options) override;
};

}  // namespace headlight
