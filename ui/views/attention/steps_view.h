#pragma once
// Attention step by step: for the selected query and head from its numbers to the residual stream, forwards and
// backwards by buttons and by the keys N and P (the arrow keys step the text).
// Object names: stepsView, stepsCanvas, stepsBack, stepsForward, stepsStage.

#include <memory>
#include <optional>

#include "charts/figure/figure.h"
#include "figures/figure_data.h"
#include "views/snapshot_view.h"

namespace headlight {

class StepsView : public SnapshotView {
  Q_OBJECT

 public:
  explicit StepsView(Session* session, QWidget* parent = nullptr);
  ~StepsView() override;

  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  [[nodiscard]] QString commandArguments() const override;

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void letGo() override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void createWidgets();
  void readRun();
  void setStage(int stage);
  void showNothing(const QString& text);
  void select(const FigureHit& hit);
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
