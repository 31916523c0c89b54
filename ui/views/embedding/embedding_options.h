#pragma once
// What else can be set about the embedding view: the projection's numbers and axes, neighbours, colours, the picture.

#include <optional>

#include <QTabWidget>

#include "analysis/vectors/neighbours.h"
#include "charts/figure/panel_edge.h"
#include "figures/embedding/point_coloring.h"
#include "views/embedding/projection_run.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QTimer;

namespace headlight {

class EmbeddingOptions : public InPanel<QTabWidget> {
  Q_OBJECT

 public:
  explicit EmbeddingOptions(QWidget* parent = nullptr);

  /// The fields of `method` alone differ from the defaults, so that comparing two settings says whether the picture
  /// does.
  [[nodiscard]] ProjectionSettings projection(ProjectionMethod method) const;
  [[nodiscard]] int neighbours() const;
  [[nodiscard]] Metric metric() const;
  [[nodiscard]] ColorBy colorBy() const;
  /// One colour for all.
  void clearColor();
  [[nodiscard]] bool hasFog() const;
  [[nodiscard]] bool isFlat() const;
  /// Lines from token to token in the order of the text.
  [[nodiscard]] bool showsText() const;

  /// Further prompts, one a line.
  [[nodiscard]] QStringList prompts() const;

  /// The method's own fields are shown, the dimensions and colours of `space` are offered. `lexicon` may be null.
  void follow(ProjectionMethod method, const std::shared_ptr<const EmbeddingSpace>& space, const Lexicon* lexicon);
  /// How many points are projected, and how many of them a list of neighbours is chosen from: where they are too few
  /// for a box, the box says which number is used instead.
  void setPointCounts(int projected, int listed);
  /// Under the axes made from words; nothing: they can be made.
  void setAxisProblem(const std::optional<Message>& problem);
  /// Under the further prompts.
  void setPromptProblem(const std::optional<Message>& problem);
  /// Shows the page of further prompts and puts the cursor there.
  void askForPrompts();

 signals:
  void projectionChanged();
  void neighboursChanged();
  void colorsChanged();
  void pictureChanged();
  void promptsChanged();  ///< some while after the last letter

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void addPage(QWidget* page);
  void makeProjectionPage();
  void makeNeighboursPage();
  void makeColorsPage();
  void makePicturePage();
  void makePromptsPage();
  void retranslate();
  void sayUsed();

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
  QPlainTextEdit* m_prompts = nullptr;
  QLabel* m_promptsHint = nullptr;
  QLabel* m_promptProblem = nullptr;
  QTimer* m_promptTimer = nullptr;
  std::optional<Message> m_axisMessage, m_promptMessage;
  std::vector<std::pair<QWidget*, ProjectionMethod>> m_ofMethod;  // fields and their labels
  std::vector<ColorBy> m_choices;
  std::weak_ptr<const EmbeddingSpace> m_space;  // what m_choices are of
  QStringList m_colorNames;
  int m_projected = 0, m_listed = 0;  // points; 0: not known
};

}  // namespace headlight
