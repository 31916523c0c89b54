#pragma once
// A t-SNE or UMAP of a vocabulary on a thread of its own, to be watched, paused and left at any time. No widgets.

#include <memory>

#include <QObject>

#include "analysis/projection/projected_points.h"
#include "formats/model_folder.h"
#include "tensor/error.h"

namespace headlight {

enum class ProjectionMethod { Pca, Tsne, Umap };

class ProjectionRun : public QObject {
  Q_OBJECT

 public:
  struct State {
    ProjectedPoints points;  ///< no rows before the first step
    Index step = 0;
    Index steps = 0;
    bool isDone = false;
    bool hasFailed = false;
    Message failure;
  };

  /// Begins at once with the embeddings of the first `words` tokens of the model. `method` is not Pca.
  ProjectionRun(std::shared_ptr<const OpenedModel> model, Index words, ProjectionMethod method,
                QObject* parent = nullptr);
  /// Stops, and waits for the step that is under way: some milliseconds.
  ~ProjectionRun() override;

  [[nodiscard]] ProjectionMethod method() const;
  [[nodiscard]] const std::shared_ptr<const OpenedModel>& model() const;
  /// As it last was. This object's thread.
  [[nodiscard]] const State& state() const;
  void setPaused(bool paused);

 signals:
  /// Of state(): at most thirty times a second, and at the end.
  void advanced();

 private:
  struct Private;
  void collect();
  std::unique_ptr<Private> d;
};

}  // namespace headlight
