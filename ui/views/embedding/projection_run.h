#pragma once
// A t-SNE or UMAP of a space on a thread of its own, to be watched, paused and left at any time. No widgets.

#include <array>
#include <cstdint>
#include <memory>

#include <QObject>
#include <QString>

#include "analysis/projection/projected_points.h"
#include "tensor/error.h"
#include "views/embedding/embedding_space.h"

namespace headlight {

enum class ProjectionMethod { Pca, Tsne, Umap, Dimensions, Words };

/// How vectors become points; each method reads its own fields.
struct ProjectionSettings {
  ProjectionMethod method = ProjectionMethod::Pca;
  bool isFlat = false;  ///< two dimensions
  double perplexity = 30;
  int neighbours = 15;
  double minimalDistance = 0.1;
  std::uint64_t seed = 0;
  std::array<int, 3> dimensions{0, 1, 2};
  std::array<QString, 3> words;  ///< "man -> woman"; empty: no such axis

  /// Worked out step by step (ProjectionRun), not at once.
  [[nodiscard]] bool isRun() const { return method == ProjectionMethod::Tsne || method == ProjectionMethod::Umap; }
  bool operator==(const ProjectionSettings&) const = default;
};

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
  /// Stops, and waits for the step that is under way: some milliseconds.
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
  void collect();
  std::unique_ptr<Private> d;
};

}  // namespace headlight
