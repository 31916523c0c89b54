#pragma once
// What the files of the embedding view share: the widgets, and what is shown in them.

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QString>

#include "analysis/projection/projected_points.h"
#include "analysis/vectors/neighbours.h"
#include "charts/look/theme.h"
#include "scatter3d/scene.h"
#include "session/jobs/job.h"
#include "views/embedding/embedding_options.h"
#include "views/embedding/embedding_view.h"
#include "views/embedding/projection_run.h"
#include "views/embedding/space_controls.h"
#include "views/embedding/space_loader.h"

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QStringListModel;
class QToolButton;

namespace headlight {

namespace scatter3d {
class ScatterWidget;
}
class SavedViews;

struct EmbeddingView::Private {
  Session* session = nullptr;
  SpaceControls* controls = nullptr;
  scatter3d::ScatterWidget* scatter = nullptr;
  scatter3d::ScatterWidget* beside = nullptr;  // the model's own vectors beside a small table
  QLabel* besideName = nullptr;
  QLineEdit* searchField = nullptr;
  QStringListModel* words = nullptr;
  QToolButton* reset = nullptr;
  SavedViews* views = nullptr;
  QToolButton* choose = nullptr;
  QMenu* chooseMenu = nullptr;
  QWidget* chosenRow = nullptr;
  QToolButton* chosenCount = nullptr;  // checked: the list shows what was chosen
  QToolButton* isolate = nullptr;
  QCheckBox* anew = nullptr;
  QToolButton* release = nullptr;  // of the choice, or of the isolation
  QComboBox* projection = nullptr;
  QToolButton* showOptions = nullptr;
  EmbeddingOptions* options = nullptr;
  QToolButton* pause = nullptr;
  QToolButton* cancel = nullptr;
  QToolButton* retry = nullptr;
  QLabel* progress = nullptr;
  QLabel* legend = nullptr;
  QLabel* caption = nullptr;
  QListWidget* neighbours = nullptr;
  QBoxLayout* body = nullptr;

  SpaceLoader loader, besideLoader, partLoader;
  std::shared_ptr<const EmbeddingSpace> whole;  // asked for; null while it is made, or cannot be
  std::shared_ptr<const EmbeddingSpace> space;  // of which this is shown: all, or what was isolated
  std::unique_ptr<ProjectionRun> run;           // of t-SNE or UMAP; null for the others
  std::shared_ptr<const EmbeddingSpace> shown;  // what the widgets show; another one while hidden
  // Points of the first station stand for tokens: `chosen` in `space`, `part` in `whole` (null: nothing is isolated).
  std::vector<int> chosen;
  std::shared_ptr<const std::vector<int>> part;
  std::shared_ptr<const EmbeddingSpace> chosenIn;  // the whole that both are of
  int furtherFocus = -1;                           // a token of a further prompt, which the session does not know
  std::shared_ptr<const Lexicon> lexicon;          // of lexiconOf; null: it has none
  std::shared_ptr<const OpenedModel> lexiconOf;
  SpaceRequest furtherAsked;  // for which the session was asked to run further prompts
  QStringList furtherPrompts;
  std::vector<Neighbour> nearest;  // of `focus`, or of what was calculated
  int focus = -1;                  // the point whose neighbours are listed; -1: none
  int tableFocus = -1;             // of a table, which has no selection in the session
  bool isPicked = false;           // by a person, not just the last token
  bool followsPosition = true;     // the focus is the selected token, not a word picked from the vocabulary
  bool dimensionsAsked = false;    // the projection was changed to dimensions since a table has no more than three
  Selection lastSelection;
  QString problem;          // what was searched or calculated in vain
  QString calculated;       // "king - man + woman": `nearest` are its answers; empty: those of the focus
  std::vector<bool> found;  // points that a pattern matches; empty: none was asked for
  bool stale = true;

  // Kept until the space or what it was made by changes.
  ProjectedPoints points;
  float scale = 1;                                 // of a part the whole's, so that nothing moves
  ProjectedPoints basePoints;                      // of projected(), before a part was taken
  std::shared_ptr<const EmbeddingSpace> pointsOf;  // projected() when they were made; null: they may move on
  ProjectionSettings pointsBy;
  int pointsAt = 0;  // the station whose vectors give the axes their words
  EmbeddingFigure::Coloring coloring;
  std::shared_ptr<const EmbeddingSpace> coloringOf;
  ColorBy coloringBy;
  JobQueue coloringJobs;
  std::function<void()> coloringMade;  // what follows, when it took longer
  JobQueue nearestJobs;
  std::function<void()> nearestMade;
  struct NearestOf {
    std::shared_ptr<const EmbeddingSpace> space;
    int focus = -1;
    QString calculated;
    int count = 0;
    Metric metric = Metric::Cosine;
    int station = 0;  ///< of what was calculated
    bool operator==(const NearestOf&) const = default;
  } nearestOf;

  [[nodiscard]] ProjectionMethod method() const;
  void makeSpace();  ///< sees to it that the space is the one asked for, or is on its way
  void makePart();   ///< of `whole`
  /// Forgets what was made of the model; of a table that a person opened nothing.
  void letModelGo();
  /// The same request with the further prompts that are there; asks the session for those that are not. Nothing while
  /// they are on their way and an earlier picture can stay.
  [[nodiscard]] std::optional<SpaceRequest> withFurther(SpaceRequest request);
  void makeLexicon();
  /// Of the model's words; a table's are not its.
  [[nodiscard]] const Lexicon* lexiconNow() const { return isOfTable() ? nullptr : lexicon.get(); }
  /// What the projection is made of: `space`, or `whole` where a part keeps its places.
  [[nodiscard]] const std::shared_ptr<const EmbeddingSpace>& projected() const;
  /// All that is under way is there when this returns.
  void finish();
  void makeRun(EmbeddingView* view);  ///< sees to it that what runs is the chosen projection of the space
  /// Sees to it that `points` are of the space and as chosen. PCA stands in until the first step of a run is there, and
  /// where words make no axes.
  void makePoints();
  void makeColoring();
  /// Sees to it that `nearest` are those of the focus, or of what was calculated, or are on their way.
  void makeNearest();
  void takeNearest(const JobOutcome<std::vector<Neighbour>>& found);
  [[nodiscard]] bool isAnew() const;
  [[nodiscard]] int focusNow() const;
  [[nodiscard]] QString shownLabel(int point) const;
  [[nodiscard]] bool isOfTable() const { return space && space->table() != nullptr; }
  [[nodiscard]] bool hasBeside() const;
  [[nodiscard]] int stationNow() const;
  /// Points of the prompt's tokens: of the vocabulary their words, of a run those at the layer shown.
  [[nodiscard]] std::vector<int> highlighted() const;
  [[nodiscard]] std::vector<std::vector<int>> paths() const;
  /// Where the point is drawn: on its way to the next layer while the slider is between two.
  [[nodiscard]] QVector3D positionOf(int point) const;

  [[nodiscard]] scatter3d::Scene pointsScene(const Theme& theme) const;
  [[nodiscard]] scatter3d::Scene besideScene(const Theme& theme) const;
  void setPoint(scatter3d::Scene& scene, int point, scatter3d::Rank rank, const QColor& color, float diameter) const;
  void addNeighbours(scatter3d::Scene& scene, const Theme& theme) const;
  void addPaths(scatter3d::Scene& scene, const Theme& theme) const;
  void addChosen(scatter3d::Scene& scene, const Theme& theme) const;
  void showLegend(const Theme& theme) const;
};

}  // namespace headlight
