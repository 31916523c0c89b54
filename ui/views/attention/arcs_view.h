#pragma once
// Attention as lines between the sentence and itself (or between two sentences), as wide as the weights: the selected
// head, or the heads that were chosen together, each in its colour.
// Object names: arcsView, arcsCanvas, arcsThreshold, arcsThresholdLabel, arcsUpright, arcsHideFirstKey.

#include <memory>
#include <optional>

#include "charts/figure/figure.h"
#include "figures/figure_data.h"
#include "views/snapshot_view.h"

namespace headlight {

class ArcsView : public SnapshotView {
  Q_OBJECT

 public:
  explicit ArcsView(Session* session, QWidget* parent = nullptr);
  ~ArcsView() override;

  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  [[nodiscard]] QString commandArguments() const override;

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void letGo() override;

 private:
  void createWidgets();
  void readRun();
  void redraw();
  void select(const FigureHit& hit);
  void showThreshold();
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
