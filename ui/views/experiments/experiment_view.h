#pragma once
// What the views of experiments with several models have in common: start and cancel, progress with the time left, the
// chart that grows meanwhile, and what stands behind a point that is chosen. Which models: those that are compared,
// else the four of the classroom. What was found stays until others are compared. Object names, of "distance":
// distanceView, distanceStart, distanceCancel, distanceProgress, distanceStatus, distanceChart, distancePoint,
// distanceDetails.

#include <memory>
#include <optional>

#include "charts/figure/panel_page.h"
#include "session/jobs/experiment_run.h"
#include "views/snapshot_view.h"

namespace headlight {

class ExperimentView : public SnapshotView {
  Q_OBJECT

 public:
  ~ExperimentView() override;

  /// What is shown, also while it grows.
  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  [[nodiscard]] QString commandArguments() const override;
  [[nodiscard]] const ExperimentState& state() const;
  /// Names or paths of the models that the next run will have.
  [[nodiscard]] QStringList models() const;
  void start();
  void cancel();
  /// Index as the points of the chart count; -1: none.
  void choosePoint(int index);

 protected:
  ExperimentView(Session* session, const QString& name, QWidget* parent);

  /// Adds a control of the experiment's own, before the button.
  void addControl(QWidget* control);
  /// The shown figure or its texts have changed.
  void showFigure();
  void refresh(Session::Changes changes) override;
  void showEvent(QShowEvent* event) override;
  void retranslate() override;

  [[nodiscard]] virtual ExperimentSettings settings() const = 0;
  /// What the experiment does and finds, in an empty panel.
  [[nodiscard]] virtual QString purpose() const = 0;
  /// Of the figure of a run what is to be shown.
  [[nodiscard]] virtual FigureData shown(const FigureData& figure) const { return figure; }
  /// What the chart draws of it.
  [[nodiscard]] virtual PanelPage page(const FigureData& figure, FigureLanguage language) const = 0;
  /// The point's numbers in a line, and in some sentences; null for a point that has none.
  [[nodiscard]] virtual QString pointText(const FigureData& figure, int index) const = 0;
  [[nodiscard]] virtual QString pointDetails(const FigureData& figure, int index) const = 0;
  [[nodiscard]] virtual int points(const FigureData& figure) const = 0;

 private:
  void createWidgets(const QString& name);
  void layOut();
  void follow();
  void showStatus();
  void fillPoints();
  [[nodiscard]] QString statusText() const;

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
