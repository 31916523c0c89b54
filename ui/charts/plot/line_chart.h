#pragma once
// The interactive chart of a figure of lines: the same PanelPage as the figure that is exported, drawn by QCustomPlot.
// The point under the pointer is said in a tool tip and clicked; zoom and keys are PlotWidget's. GUI thread.

#include <functional>

#include "charts/figure/panel_page.h"
#include "charts/plot/plot_widget.h"

namespace headlight {

class LineChart : public PlotWidget {
  Q_OBJECT

 public:
  using Builder = std::function<PanelPage()>;
  using PointText = std::function<QString(int index)>;

  explicit LineChart(QWidget* parent = nullptr);
  ~LineChart() override;

  /// Asked now, and again after a change of language. Null: the empty text. What is zoomed to stays, if the page has as
  /// many panels as the one before. `selected`: index of the point with a ring, or -1.
  void setBuilder(Builder builder, int selected = -1);
  void setToolTips(PointText text);
  /// What would fill this panel and how: shown while there is no builder.
  void setEmptyText(const QString& text);
  [[nodiscard]] const QString& emptyText() const;

  /// The point near a place of the widget; -1: none.
  [[nodiscard]] int pointAt(QPoint place) const;
  /// Where a point is drawn, in the widget's coordinates; nothing for a point that is not shown.
  [[nodiscard]] std::optional<QPoint> placeOf(int index) const;
  /// What is drawn of a curve, from left to right.
  [[nodiscard]] std::vector<QPointF> drawnPoints(int panel, int curve) const;
  /// The part of the panel's values that is shown: x and y of the lower left corner, width and height.
  [[nodiscard]] QRectF shownPart(int panel) const;
  [[nodiscard]] int columns() const;
  /// The smallest letters that are drawn, in pixels; 0 while nothing is shown.
  [[nodiscard]] double letterSize() const;

  /// Lower, its texts would not be legible: whoever shows it in less room scrolls.
  [[nodiscard]] int heightForWidth(int width) const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 signals:
  void pointClicked(int index);

 protected:
  void applyTheme() override;
  void applyTexts() override;
  void pointerMoved(const std::optional<QPointF>& position, QPoint globalPosition) override;
  void clickedAt(QPointF position) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Legend {
    int perRow = 1, rows = 1;
    int spare = 0;  ///< pixels at the right
  };
  [[nodiscard]] Legend legendFor(int width) const;
  void rebuild();
  void draw();
  void makePanels(std::size_t count);
  void addLegend();
  void arrange();
  void showRings();
  [[nodiscard]] int pointNear(QPointF position) const;

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
