#pragma once
// Probability of the chosen token and entropy over the steps of a run; a click on a step asks to go there. The steps
// can be zoomed and moved (plot_widget.h), the two scales stay; Up and Down go along the steps.

#include <memory>
#include <vector>

#include <QString>

#include "charts/plot/plot_widget.h"
#include "tensor/matrix.h"

namespace headlight {

class ProbabilityHistory : public PlotWidget {
  Q_OBJECT

 public:
  struct Point {
    Index position = 0;      ///< tokens before the chosen one
    QString token;           ///< as shown
    double probability = 0;  ///< of the token that was taken
    double entropyBits = 0;  ///< of the distribution it was taken from
  };

  explicit ProbabilityHistory(QWidget* parent = nullptr);
  ~ProbabilityHistory() override;

  void setPoints(std::vector<Point> points, Index currentPosition);
  [[nodiscard]] const std::vector<Point>& points() const;
  /// Where a step is drawn, in the widget's coordinates: the marker of its probability.
  [[nodiscard]] QPoint placeOf(std::size_t step) const;

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 signals:
  /// The length of text before that step was taken.
  void stepClicked(headlight::Index position);

 protected:
  void applyTheme() override;
  void applyTexts() override;
  void pointerMoved(const std::optional<QPointF>& position, QPoint globalPosition) override;
  void clickedAt(QPointF position) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Chart;
  std::unique_ptr<Chart> d;
};

}  // namespace headlight
