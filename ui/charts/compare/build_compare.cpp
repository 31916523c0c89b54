// Models side by side: a column each, and under them a row a step.

#include <algorithm>
#include <cmath>

#include "charts/compare/compare_builders.h"
#include "charts/compare/compare_layout.h"
#include "charts/look/heatmap.h"
#include "charts/texts/compare_texts.h"
#include "figures/compare/compare_figure.h"

namespace headlight {
namespace {

constexpr int kMostBars = 8, kLeastBars = 3;
constexpr double kNarrowestColumn = 9;  // on the screen, in sizes of the labels

/// Wide enough for all labels under a memory of a short sentence.
double leastWidth(const CompareFigure& data, const FigureMetrics& metrics) {
  std::size_t tokens = 0;
  for (const CompareFigure::Column& column : data.columns) tokens = std::max(tokens, column.memory.tokens.size());
  const double labels = tokens <= kAlwaysLabelled ? 1.25 * metrics.small.size * static_cast<double>(tokens) : 0;
  return std::ceil(std::max(labels, kNarrowestColumn * metrics.label.size));
}

/// Heights that fill the panel: first more rows of the table, then bars, then larger pictures of the memory.
CompareColumnPlan planFor(const CompareFigure& data, QSizeF area, double width, double labels,
                          const FigureStyle& style) {
  const FigureMetrics metrics(style.fontSize);
  CompareColumnPlan plan;
  plan.width = width;
  plan.memoryLines = memoryTitleLines(data, width, style);
  plan.bars = kMostBars;
  plan.memory = style.fontSize * 7;
  if (area.height() <= 0) return plan;
  const auto room = [&](int rows) {
    return area.height() - plan.height(metrics) - labels - metrics.gap -
           (data.rows.empty() ? 0 : compareTableLeast(data, area.width(), rows, style));
  };
  plan.bars = kLeastBars;
  plan.memory = style.fontSize * 3;
  while (plan.bars < 5 && room(4) > style.fontSize * 2) ++plan.bars;
  plan.memory += std::clamp(room(6), 0.0, style.fontSize * 4);
  while (plan.bars < kMostBars && room(8) > style.fontSize * 2) ++plan.bars;
  plan.memory += std::clamp(room(12), 0.0, style.fontSize * 8);
  const int all = static_cast<int>(data.rows.size()) + 1;
  plan.memory += std::clamp(room(std::max(all, 24)), 0.0, style.fontSize * 20);  // what is left over
  return plan;
}

}  // namespace

Figure buildCompare(const CompareFigure& data, const FigureStyle& style) {
  const FigureMetrics metrics(style.fontSize);
  const FrameTexts texts{
      data.forced ? compareTexts(style.language).compareForced : compareTexts(style.language).compare,
      compareTexts(style.language).describeCompare.arg(data.columns.size()).arg(data.rows.size()), data};
  QSizeF area = contentArea(style, texts);
  const auto count = static_cast<double>(std::max<std::size_t>(1, data.columns.size()));
  if (area.width() <= 0) area.setWidth(std::max(style.fontSize * 21 * count, style.fontSize * 64));
  const double apart = metrics.gap * 2.5;
  double width = std::floor((area.width() - apart * (count - 1)) / count);
  if (isOnScreen(area)) {
    width = std::max(width, leastWidth(data, metrics));
    area.setWidth(std::max(area.width(), width * count + apart * (count - 1)));
  }
  const double labels = memoryLabels(data, width, metrics);
  const CompareColumnPlan plan = planFor(data, area, width, labels, style);
  Figure figure;
  for (std::size_t i = 0; i < data.columns.size(); ++i) {
    append(figure, compareColumnFigure(data, i, plan, style), {static_cast<double>(i) * (width + apart), 0});
  }
  double bottom = plan.height(metrics) + labels + metrics.gap;
  if (!data.rows.empty()) {
    const double left = area.height() > 0 ? std::max(1.0, area.height() - bottom) : 0;
    Figure table = compareTable(data, area.width(), left, style);
    const double height = table.size.height();
    append(figure, std::move(table), {0, bottom});
    bottom += height;
  }
  figure.size = {area.width(), bottom};
  return framed(std::move(figure), style, texts);
}

}  // namespace headlight
