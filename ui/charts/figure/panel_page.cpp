#include "charts/figure/panel_page.h"

#include <algorithm>
#include <cmath>

namespace headlight {
namespace {

// In sizes of the labels.
constexpr double kNarrowestPanel = 19, kUsualPanel = 26;
constexpr double kLowestPanel = 12, kUsualHeight = 22;

struct Grid {
  int columns = 1, rows = 1;
  double width = 0, height = 0;  ///< of a panel
};

double usualWidth(int panels, const FigureMetrics& metrics) {
  return panels * kUsualPanel * metrics.label.size + (panels - 1) * metrics.margin;
}

/// `area.height()` 0: as high as usual.
Grid gridFor(int panels, QSizeF area, const FigureMetrics& metrics, double others) {
  Grid grid;
  const double size = metrics.label.size;
  const double width = area.width();
  grid.columns = std::clamp(static_cast<int>((width + metrics.margin) / (kNarrowestPanel * size + metrics.margin)), 1,
                            std::max(1, panels));
  grid.rows = (panels + grid.columns - 1) / grid.columns;
  grid.width = (width - (grid.columns - 1) * metrics.margin) / grid.columns;
  const double room = area.height() > 0 ? (area.height() - others) / grid.rows - metrics.gap : kUsualHeight * size;
  grid.height = std::max(room, kLowestPanel * size);
  return grid;
}

}  // namespace

Figure buildPanelPage(const PanelPage& page, const FigureStyle& style) {
  const FigureMetrics metrics(style.fontSize);
  static const FigureSource kNone;
  const FrameTexts texts{page.title, page.description, page.badge, page.source != nullptr ? *page.source : kNone};
  const QSizeF area = contentArea(style, texts);
  const int panels = static_cast<int>(page.panels.size());
  const double width = area.width() > 0 ? area.width() : usualWidth(panels, metrics);
  Figure figure;
  const double legend = addLineLegend(figure, page.names, {0, 0}, width, style) + metrics.gap;
  QStringList notes;
  for (const QString& note : page.notes) notes << wrappedLines(note, width, metrics.small);
  const double step = metrics.small.size * 1.45;
  const double below = static_cast<double>(notes.size()) * step + metrics.gap;
  const Grid grid = gridFor(panels, {width, area.height()}, metrics, legend + below);
  for (int i = 0; i < panels; ++i) {
    const QRectF rect((i % grid.columns) * (grid.width + metrics.margin),
                      legend + (i / grid.columns) * (grid.height + metrics.gap), grid.width, grid.height);
    addLinePanel(figure, page.panels[static_cast<std::size_t>(i)], rect, style, style.selectedPoint);
  }
  double y = legend + grid.rows * (grid.height + metrics.gap) + metrics.small.size;
  for (const QString& note : notes) {
    figure.items.push_back(TextItem{{0, y}, note, metrics.small, style.theme->quietText});
    y += step;
  }
  figure.size = {width, y - metrics.small.size * 0.5};
  return framed(std::move(figure), style, texts);
}

}  // namespace headlight
