#pragma once
// What the files of the embedding view share: the widgets, and what is shown in them.

#include <memory>
#include <vector>

#include <QString>

#include "analysis/neighbours.h"
#include "analysis/projection/projected_points.h"
#include "charts/theme.h"
#include "scatter3d/scene.h"
#include "views/embedding/embedding_view.h"
#include "views/embedding/projection_run.h"
#include "views/embedding/vocabulary_loader.h"

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QStringListModel;
class QToolButton;

namespace headlight {

namespace scatter3d {
class ScatterWidget;
}

struct EmbeddingView::Private {
  Session* session = nullptr;
  scatter3d::ScatterWidget* scatter = nullptr;
  QLineEdit* searchField = nullptr;
  QStringListModel* words = nullptr;
  QToolButton* reset = nullptr;
  QComboBox* projection = nullptr;
  QToolButton* pause = nullptr;
  QLabel* progress = nullptr;
  QLabel* caption = nullptr;
  QListWidget* neighbours = nullptr;
  QBoxLayout* body = nullptr;

  VocabularyLoader loader;
  std::shared_ptr<const VocabularySpace> space;  // of the open model; null while it is made, or cannot be
  std::unique_ptr<ProjectionRun> run;            // of t-SNE or UMAP; null for PCA
  std::shared_ptr<const VocabularySpace> shown;  // what the widgets show; another one while hidden
  std::vector<Neighbour> nearest;                // of `focus`
  int focus = -1;                                // the word whose neighbours are listed; -1: none
  bool chosen = false;                           // by a person, not just the last token
  bool followsPosition = true;  // the focus is the selected token, not a word picked from the vocabulary
  Selection lastSelection;
  QString notFound;  // what was searched in vain
  bool stale = true;

  void makeSpace();                   ///< sees to it that the space is the open model's, or is on its way
  void makeRun(EmbeddingView* view);  ///< sees to it that what runs is the chosen projection of the open model
  /// PCA stands in until the first step of another projection is there.
  [[nodiscard]] ProjectedPoints points() const;
  [[nodiscard]] int focusNow() const;

  [[nodiscard]] scatter3d::Scene vocabularyScene(const Theme& theme) const;
  void setPoint(scatter3d::Scene& scene, int id, scatter3d::Rank rank, const QColor& color, float diameter) const;
  void addNeighbours(scatter3d::Scene& scene, const Theme& theme) const;
};

}  // namespace headlight
