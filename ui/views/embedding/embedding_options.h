#pragma once
// What else can be set about the embedding view: the projection's numbers and axes, neighbours, colours, the picture.

#include <QTabWidget>

#include "analysis/neighbours.h"
#include "views/embedding/point_coloring.h"
#include "views/embedding/projection_run.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace headlight {

class EmbeddingOptions : public QTabWidget {
  Q_OBJECT

 public:
  explicit EmbeddingOptions(QWidget* parent = nullptr);

  /// The fields of `method` alone differ from the defaults, so that comparing two settings says whether the picture
  /// does.
  [[nodiscard]] ProjectionSettings projection(ProjectionMethod method) const;
  [[nodiscard]] int neighbours() const;
  [[nodiscard]] Metric metric() const;
  [[nodiscard]] ColorBy colorBy() const;
  [[nodiscard]] bool hasFog() const;
  [[nodiscard]] bool isFlat() const;
  /// Lines from token to token in the order of the text.
  [[nodiscard]] bool showsText() const;

  /// The method's own fields are shown; `dimensions` limits the chosen ones.
  void follow(ProjectionMethod method, const std::shared_ptr<const EmbeddingSpace>& space);
  /// Under the axes made from words; empty: nothing is wrong.
  void setAxisProblem(const QString& text);

 signals:
  void projectionChanged();
  void neighboursChanged();
  void colorsChanged();
  void pictureChanged();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void makeProjectionPage();
  void makeNeighboursPage();
  void makeColorsPage();
  void makePicturePage();
  void retranslate();

  std::array<QSpinBox*, 3> m_dimensions{};
  std::array<QLineEdit*, 3> m_words{};
  QDoubleSpinBox* m_perplexity = nullptr;
  QSpinBox* m_neighboursOfUmap = nullptr;
  QDoubleSpinBox* m_minimalDistance = nullptr;
  QSpinBox* m_seed = nullptr;
  QLabel* m_problem = nullptr;
  QLabel* m_nothing = nullptr;
  QSpinBox* m_neighbours = nullptr;
  QComboBox* m_metric = nullptr;
  QComboBox* m_color = nullptr;
  QSpinBox* m_clusters = nullptr;
  QCheckBox* m_fog = nullptr;
  QCheckBox* m_flat = nullptr;
  QCheckBox* m_text = nullptr;
  std::vector<std::pair<QWidget*, ProjectionMethod>> m_ofMethod;  // fields and their labels
  std::vector<ColorBy> m_choices;
  std::shared_ptr<const EmbeddingSpace> m_space;  // what m_choices are of
  QStringList m_colorNames;
};

}  // namespace headlight
