#pragma once
// Attention: the chosen head (or several together) as a labelled heatmap, and the model view, every head as a
// thumbnail: below it, beside it where the panel is wide, and left out where it is too low for both. Of an
// encoder-decoder one of three attentions: encoder, decoder, cross. Object names: attentionView, attentionHeatmap,
// attentionReadout, those of AttentionControls and HeadsPane.

#include <memory>
#include <optional>

#include <QPoint>

#include "analysis/attention/head_measures.h"
#include "charts/figure/figure.h"
#include "figures/attention/attention_figure.h"
#include "figures/figure_data.h"
#include "views/snapshot_view.h"

namespace headlight {

class AttentionView : public SnapshotView {
  Q_OBJECT

 public:
  explicit AttentionView(Session* session, QWidget* parent = nullptr);
  ~AttentionView() override;

  /// What the heatmap shows. Nothing without a run or without attention.
  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  /// The model view: every head, in the order and with the labels that are shown.
  [[nodiscard]] std::optional<FigureData> secondFigure() const override;
  [[nodiscard]] QString commandArguments() const override;

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void letGo() override;
  void forget() override;
  bool watchedEvent(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void createWidgets();
  void arrange();
  void connectWidgets();
  void readRun();
  void readHead(bool anew);
  void offerChoices();
  void showEmpty(const QString& text);
  void chooseHead(HeadPlace place, bool add);
  [[nodiscard]] FigureStyle headStyle() const;
  [[nodiscard]] HeadPlace chosenPlace() const;
  [[nodiscard]] AttentionMeasure measure() const;
  [[nodiscard]] AttentionFigure chosenFigure() const;
  [[nodiscard]] const std::vector<HeadMeasures>& probes() const;

  // attention_cells.cpp
  [[nodiscard]] QPoint selectedCell() const;
  void choose(Index query, Index key);
  void select(const FigureHit& place);
  [[nodiscard]] FigureHit locked(const FigureHit& hit) const;
  [[nodiscard]] bool isMasked(int query, int key) const;
  void zoom(QPoint cell, int notches);
  void pan(QPointF by);
  void showAllCells();
  void windowMoved();
  void followSelection();
  void moveCell(int rows, int columns);
  [[nodiscard]] QString cellText(int query, int key) const;
  [[nodiscard]] QString makingText(int query, int key) const;
  [[nodiscard]] QString valueText(int query, int key, const QString& from, const QString& to) const;
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;
  [[nodiscard]] QString startText() const;
  void showReadout();
  void openMenu(const std::optional<FigureHit>& hit, QPoint globalPosition);
  [[nodiscard]] bool hasArithmetic() const;
  [[nodiscard]] QString arithmetic() const;
  /// The whole arithmetic of the selected cell, to be read.
  void offerArithmetic();

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
