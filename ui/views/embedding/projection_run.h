#pragma once
// A t-SNE or UMAP of a space beside the window, to be watched, paused and left at any time. No widgets.

#include <memory>

#include <QObject>

#include "analysis/projection/projection_settings.h"
#include "tensor/error.h"
#include "views/embedding/embedding_space.h"

namespace headlight {

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

  /// Begins at once. `settings` are of a run.
  ProjectionRun(std::shared_ptr<const EmbeddingSpace> space, const ProjectionSettings& settings,
                QObject* parent = nullptr);
  /// Stops, and waits for nothing.
  ~ProjectionRun() override;

  [[nodiscard]] const ProjectionSettings& settings() const;
  [[nodiscard]] const std::shared_ptr<const EmbeddingSpace>& space() const;
  /// As it last was. This object's thread.
  [[nodiscard]] const State& state() const;
  void setPaused(bool paused);

 signals:
  /// Of state(): at most thirty times a second, and at the end.
  void advanced();

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
