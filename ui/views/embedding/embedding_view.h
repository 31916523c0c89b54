#pragma once
// The token embeddings of the whole vocabulary as points in space (PCA, t-SNE or UMAP), the prompt's tokens highlighted
// and labelled. Picking a point selects its word everywhere; the nearest words are those of the original space.

#include <memory>
#include <optional>

#include <QWidget>

#include "analysis/figure_data.h"
#include "session/session.h"

namespace headlight {

class EmbeddingView : public QWidget {
  Q_OBJECT

 public:
  explicit EmbeddingView(Session* session, QWidget* parent = nullptr);
  ~EmbeddingView() override;

  /// What is shown, for export; nothing without an open model. Made on demand, hidden or not.
  [[nodiscard]] std::optional<FigureData> currentFigure() const;

 public slots:
  /// Finds a word of the vocabulary (as spelled, else whatever its case, else by its beginning) and selects it.
  void search(const QString& text);

 signals:
  void badgeChanged(const headlight::Badge& badge);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void createWidgets();
  void retranslate();
  void sessionChanged(Session::Changes changes);
  void followSelection();
  void markStale();
  void refresh();
  void showProjection();
  void showScene();
  void showNeighbours();
  void select(int id);
  void fitLayout();

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
