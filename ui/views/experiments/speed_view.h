#pragma once
// How long models take for one more token and for a prompt, against the length of the text, measured here and now.
// Object names: those of ExperimentView with "speed".

#include "views/experiments/experiment_view.h"

namespace headlight {

class SpeedView : public ExperimentView {
  Q_OBJECT

 public:
  explicit SpeedView(Session* session, QWidget* parent = nullptr);

 protected:
  [[nodiscard]] ExperimentSettings settings() const override;
  [[nodiscard]] QString purpose() const override;
  [[nodiscard]] PanelPage page(const FigureData& figure, FigureLanguage language) const override;
  [[nodiscard]] QString pointText(const FigureData& figure, int index) const override;
  [[nodiscard]] QString pointDetails(const FigureData& figure, int index) const override;
  [[nodiscard]] int points(const FigureData& figure) const override;
};

}  // namespace headlight
