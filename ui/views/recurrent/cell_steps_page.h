#pragma once
// One recurrent cell step by step, forwards and backwards by buttons and by the keys N and P (the arrow keys step the
// text). A plain widget: RecurrentView gives it what to show.
// Object names: cellCanvas, cellBack, cellForward, cellStage.

#include <functional>
#include <optional>

#include <QWidget>

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"
#include "charts/figure/panel_edge.h"
#include "figures/recurrent/cell_steps_figure.h"

class QComboBox;
class QToolButton;

namespace headlight {

class ScrolledFigure;

class CellStepsPage : public InPanel<QWidget> {
  Q_OBJECT

 public:
  /// `style` is asked whenever something is drawn.
  CellStepsPage(std::function<FigureStyle()> style, QWidget* parent);

  void setFigure(CellStepsFigure figure);
  void retranslate();
  /// With the stage and the gate that are chosen here.
  [[nodiscard]] CellStepsFigure shown(CellStepsFigure figure) const;

 protected:
  bool watchedEvent(QObject* watched, QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void createWidgets();
  void fillStages();
  void setStage(int number);
  void chooseGate(int gate);
  [[nodiscard]] bool handleKey(const QKeyEvent& event);
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;

  std::function<FigureStyle()> m_style;
  QToolButton* m_back;
  QComboBox* m_stages;
  QToolButton* m_forward;
  ScrolledFigure* m_scroll;
  std::optional<CellStepsFigure> m_figure;
  int m_stage = 0;  ///< place among the stages of the kind
  int m_gate = 0;
};

}  // namespace headlight
