#pragma once
// One panel of a LineChart: its axes in QCustomPlot, and what is drawn in them.

#include <optional>

#include "charts/figure/line_panel.h"
#include "charts/plot/qcustomplot_library.h"

namespace headlight {

struct Theme;

class ChartPanel {
 public:
  /// Axes without curves in a new cell. The cell belongs to the layout to which it is added.
  explicit ChartPanel(QCustomPlot* plot);

  [[nodiscard]] QCPLayoutElement* cell() const { return m_cell; }
  [[nodiscard]] QCPAxis* xAxis() const { return m_axes->axis(QCPAxis::atBottom); }
  [[nodiscard]] QCPAxis* yAxis() const { return m_axes->axis(QCPAxis::atLeft); }
  [[nodiscard]] QRect area() const { return m_axes->rect(); }

  /// Draws the panel; the plot has no plottables of it any more.
  void show(const LinePanel& panel, const Theme& theme, double fontSize);
  /// The whole of an axis, with room for markers at its ends.
  [[nodiscard]] QCPRange wholeX() const;
  [[nodiscard]] QCPRange wholeY() const;
  /// Titles and ticks for a cell of this size.
  void fit(QSizeF size);
  /// A ring around the points with these indices; -1: none.
  void ring(int selected, int pointed);

  /// The point of the shown part that is nearest to a place of the plot, if it is not farther than `reach`.
  [[nodiscard]] const LinePoint* nearest(QPointF place, double reach) const;
  [[nodiscard]] const LinePoint* pointOf(int index) const;
  [[nodiscard]] QPointF placeOf(const LinePoint& point) const;
  /// What QCustomPlot has of a curve: its points from left to right.
  [[nodiscard]] std::vector<QPointF> drawnPoints(int curve) const;

 private:
  void styleTexts();
  void addReference();
  void addBand(const LineCurve& curve);
  void addLines(const LineCurve& curve, std::vector<QCPGraph*>& graphs);
  void addMarkers(const LineCurve& curve, std::vector<QCPGraph*>& graphs);
  QCPGraph* addGraph(const QVector<QCPGraphData>& data, const QPen& pen);

  QCustomPlot* m_plot;
  QCPLayoutGrid* m_cell;
  QCPTextElement* m_title;
  QCPTextElement* m_yTitle;
  QCPAxisRect* m_axes;
  QCPGraph* m_selected = nullptr;
  QCPGraph* m_pointed = nullptr;
  std::vector<std::vector<QCPGraph*>> m_graphs;  ///< of each curve, those that hold its points
  LinePanel m_panel;
  const Theme* m_theme = nullptr;
  double m_fontSize = 13;
};

}  // namespace headlight
