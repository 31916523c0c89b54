#pragma once
// What may come next: the likeliest tokens as bars, the course of the run, and how the next token is drawn. A click on
// a bar (or Enter) takes that token: a fork.
// Object names: predictionView, predictionBars, predictionScroll, moreBarsButton, stopText, slideWindowButton,
// probabilityHistory, samplingUnfold (where there are few lines), samplingControls and its parts.

#include <memory>
#include <optional>

#include "charts/figure/figure.h"
#include "figures/figure_data.h"
#include "figures/prediction/prediction_figure.h"
#include "views/snapshot_view.h"

namespace headlight {

class PredictionView : public SnapshotView {
  Q_OBJECT

 public:
  static constexpr int kBars = 10;

  explicit PredictionView(Session* session, QWidget* parent = nullptr);
  ~PredictionView() override;

  /// The ten likeliest, or as many as are shown: where there is room for more, they are. Nothing without a run.
  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  void showControls() override;

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void letGo() override;
  void forget() override;
  bool watchedEvent(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void createWidgets();
  void connectWidgets();
  void arrange();
  void readRun();
  [[nodiscard]] bool predicts() const;  ///< there is a run, and its model predicts something for it
  void showNothing(const QString& text);
  void showStop();
  void showHistory();
  void followSelection();
  void moveBar(int by);
  void take(int bar);
  [[nodiscard]] bool canTake() const;
  [[nodiscard]] Index shownPlace(const Snapshot& snapshot) const;
  void setBarCount(int count);
  void fitBars();
  [[nodiscard]] PredictionFigure makeFigure(const Snapshot& snapshot) const;
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
