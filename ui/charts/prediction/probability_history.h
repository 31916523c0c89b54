#pragma once
// Probability of the chosen token and entropy over the steps of a run; a click on a step asks to go there.

#include <memory>
#include <vector>

#include <QString>
#include <QWidget>

#include "charts/figure/panel_edge.h"
#include "tensor/matrix.h"

namespace headlight {

class ProbabilityHistory : public InPanel<QWidget> {
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

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 signals:
  /// The length of text before that step was taken.
  void stepClicked(headlight::Index position);

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void applyTheme();
  void applyTexts();

  struct Chart;
  std::unique_ptr<Chart> d;
};

}  // namespace headlight
