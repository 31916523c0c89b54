#pragma once
// A recurrent layer over time: its values as heatmaps, units down, tokens across, with the numbers of one place under
// them. A plain widget: RecurrentView gives it what to show.
// Object names: recurrentValue, recurrentOrder, recurrentFitted, recurrentCanvas, recurrentReadout.

#include <functional>
#include <optional>

#include <QWidget>

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"
#include "charts/figure/panel_edge.h"
#include "figures/recurrent/recurrent_figure.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace headlight {

class ScrolledFigure;

class OverTimePage : public InPanel<QWidget> {
  Q_OBJECT

 public:
  /// `style` is asked whenever something is drawn.
  OverTimePage(std::function<FigureStyle()> style, QWidget* parent);

  /// All values of a layer, units in the model's order.
  void setFigure(RecurrentFigure figure);
  void setSelection(Index unit, Index position);
  void retranslate();
  /// As it is shown: the values that are chosen, rows in the order that is chosen.
  [[nodiscard]] RecurrentFigure shown(RecurrentFigure figure) const;
  /// What `headlight export` is told of these choices; it always takes all values.
  [[nodiscard]] QString exportArguments() const;

 signals:
  void unitChosen(headlight::Index unit);
  void positionChosen(headlight::Index position);

 protected:
  bool watchedEvent(QObject* watched, QEvent* event) override;

 private:
  void createWidgets();
  void fillChoices();
  void build();
  void select(const FigureHit& hit);
  void move(int rows, int tokens);
  /// Scrolls no further than needed to see the chosen unit's row.
  void keepUnitVisible();
  /// Unit and position under a hit cell.
  struct Place {
    Index unit = 0, position = 0;
  };
  [[nodiscard]] std::optional<Place> placeOf(const FigureHit& hit) const;
  [[nodiscard]] QString valuesText(const Place& place) const;
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;
  void showReadout(const std::optional<FigureHit>& hit);

  std::function<FigureStyle()> m_style;
  QComboBox* m_value;
  QComboBox* m_order;
  QCheckBox* m_fitted;
  ScrolledFigure* m_scroll;
  QLabel* m_readout;
  RecurrentFigure m_all, m_shown;
  Index m_unit = 0, m_position = -1;
};

}  // namespace headlight
