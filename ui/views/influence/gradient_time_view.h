#pragma once
// How gradients fade on their way back through time, in the models before and after their training.
// Object names: those of ExperimentView with "gradientTime", and gradientTimeLayer, gradientTimeSentences.

#include "views/experiments/experiment_view.h"

class QComboBox;

namespace headlight {

class GradientTimeView : public ExperimentView {
  Q_OBJECT

 public:
  explicit GradientTimeView(Session* session, QWidget* parent = nullptr);

 protected:
  void retranslate() override;
  [[nodiscard]] ExperimentSettings settings() const override;
  [[nodiscard]] QString purpose() const override;
  [[nodiscard]] FigureData shown(const FigureData& figure) const override;
  [[nodiscard]] PanelPage page(const FigureData& figure, FigureLanguage language) const override;
  [[nodiscard]] QString pointText(const FigureData& figure, int index) const override;
  [[nodiscard]] QString pointDetails(const FigureData& figure, int index) const override;
  [[nodiscard]] int points(const FigureData& figure) const override;

 private:
  QComboBox* m_layer;
  QComboBox* m_sentences;
};

}  // namespace headlight
