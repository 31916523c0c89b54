#pragma once
// Attention of the present text minus attention of another prompt, aligned by token: every head, the one that changed
// most first, or one head in full.
// Object names: differenceView, differencePrompt, differenceHeads, differenceCanvas.

#include <memory>
#include <optional>

#include "charts/figure/figure.h"
#include "figures/attention/difference_figure.h"
#include "figures/figure_data.h"
#include "views/snapshot_view.h"

namespace headlight {

class DifferenceView : public SnapshotView {
  Q_OBJECT

 public:
  explicit DifferenceView(Session* session, QWidget* parent = nullptr);
  ~DifferenceView() override;

  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  /// With every head, whatever is shown.
  [[nodiscard]] std::optional<FigureData> secondFigure() const override;
  [[nodiscard]] QString commandArguments() const override;

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void letGo() override;
  void forget() override;

 private:
  void createWidgets();
  void askForOther();
  void showText(const QString& text);
  void fillHeads();
  [[nodiscard]] AttentionDifferenceFigure shown() const;
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
