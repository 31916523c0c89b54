#pragma once
// The models that are compared and their runs, without threads or signals: what the jobs of a comparison work on.

#include <memory>
#include <string>
#include <vector>

#include "figures/compare/comparer.h"
#include "formats/files/read_progress.h"
#include "session/comparison.h"
#include "tensor/thread_pool.h"

namespace headlight {

class ComparedRuns {
 public:
  ComparedRuns();
  ~ComparedRuns();

  /// Opens what is new and frees what is gone; an error becomes its column's. `present` is the session's model, which
  /// is not opened twice; `progress` as in model_folder.h; a model whose opening was cancelled says so in its column.
  void setModels(const std::vector<std::string>& namesOrPaths, bool forced,
                 const std::shared_ptr<const OpenedModel>& present, const Progress& progress);
  /// Brings every column to where the session's run is. Errors become the column's. Runs that are made now use `pool`.
  void follow(const std::shared_ptr<const Snapshot>& lead, const std::shared_ptr<ThreadPool>& pool);
  /// As it was after follow(); null while no model is compared.
  [[nodiscard]] std::shared_ptr<const Comparison> comparison() const { return m_comparison; }

 private:
  struct Column;
  [[nodiscard]] std::unique_ptr<Column> opened(const std::string& nameOrPath,
                                               const std::shared_ptr<const OpenedModel>& present,
                                               const Progress& progress) const;
  /// `own`: a column of the session's model is the session's run itself.
  void followOne(Column& column, const std::shared_ptr<const Snapshot>& lead, bool own,
                 const std::shared_ptr<ThreadPool>& pool);

  /// The same, with what it throws as the column's error.
  void tryToFollow(Column& column, const std::shared_ptr<const Snapshot>& lead, bool own,
                   const std::shared_ptr<ThreadPool>& pool);
  void addRows(Comparison& comparison);

  std::vector<std::unique_ptr<Column>> m_columns;
  bool m_forced = false;
  Comparer m_comparer;
  std::shared_ptr<const OpenedModel> m_leadModel;  ///< whose tokenizer m_comparer remembers
  std::shared_ptr<const Comparison> m_comparison;
};

}  // namespace headlight
