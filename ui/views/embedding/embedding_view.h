#pragma once
// Vectors as points in space: the token embeddings of the whole vocabulary, the prompt's tokens at any place of the
// model and on their way through its layers, or a table from a file; by PCA, t-SNE, UMAP, chosen dimensions or axes
// made from words. Picking a point selects its word everywhere; the nearest words are those of the original space.
// Points are chosen by box, lasso or word and shown alone; tokens of further prompts stand beside the present one's.

#include <memory>
#include <optional>
#include <vector>

#include "figures/badge.h"
#include "figures/figure_data.h"
#include "views/snapshot_view.h"

namespace headlight {

class EmbeddingView : public SnapshotView {
  Q_OBJECT

 public:
  explicit EmbeddingView(Session* session, QWidget* parent = nullptr);
  ~EmbeddingView() override;

  /// What is shown, for export; nothing without an open model. Made on demand, hidden or not.
  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  /// What nobody sees rests.
  void setInFront(bool inFront) override;

 public slots:
  /// Finds a word (as spelled, else whatever its case, else by its beginning) and selects it. "king - man + woman"
  /// lists the nearest words to that sum, "/^un/" highlights what the regular expression matches.
  void search(const QString& text);
  /// Shows the vectors of this file.
  void openTable(const QString& file);

 protected:
  void noticed(Session::Changes changes) override;
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void forget() override;
  void letGo() override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void createTools();
  void createChoosing();
  void createList();
  void layOut();
  void connectOptions();
  void followSelection();
  void markStale();
  void renew();
  void resume();
  void showProjection();
  void showProgress();
  void showScene();
  void showNeighbours();
  void calculate(const QString& text);
  void highlight(const QString& pattern);
  void lookAt(int point);
  void select(int point);
  [[nodiscard]] QString captionText() const;
  void fitLayout();
  void cancelWork();
  void readAgain();
  // Choosing (embedding_chosen.cpp). Points of any station stand for their tokens.
  void fillChooseMenu();
  void choosePoints(const std::vector<int>& points, bool adds);
  void showChosenRow();
  void listChosen();
  void chooseFound();
  void chooseNearest();
  void chooseNothing();
  void isolateChosen();
  void showAll();

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
