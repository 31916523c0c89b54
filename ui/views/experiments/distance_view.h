#pragma once
// How far back models remember: accuracy against the number of words between the deciding word and the place where it
// matters.
// Object names: those of ExperimentView, distanceKind, distanceSentences.

#include "views/experiments/experiment_view.h"

class QComboBox;

namespace headlight {

class DistanceView : public ExperimentView {
  Q_OBJECT

 public:
  explicit DistanceView(Session* session, QWidget* parent = nullptr);

  /// With all three kinds of sentences, where one alone is shown.
  [[nodiscard]] std::optional<FigureData> secondFigure() const override;

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
  [[nodiscard]] QString kindName(DistanceFigure::Kind kind) const;

  QComboBox* m_kind;
  QComboBox* m_sentences;
};

}  // namespace headlight
