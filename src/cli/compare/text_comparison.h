#pragma once
// Runs of several models as the command line makes them: each the run that `headlight run` makes, held against the
// others.

#include <memory>
#include <vector>

#include "cli/text_run.h"
#include "figures/compare/comparer.h"

namespace headlight {

inline constexpr std::size_t kMostCompared = 4;
/// Throws Error "compare.count" naming `option` unless there are `least` to kMostCompared models.
void checkComparedCount(std::size_t count, std::size_t least, const std::string& option);

/// Which models go along, and how. Other models take the options of the first one.
struct ComparedRunOptions {
  std::vector<std::string> models;  ///< at least one
  TextRunOptions run;               ///< its `model` is not looked at; ablations are the first model's
  bool forced = false;
};

class TextComparison {
 public:
  /// Runs everything. Throws Error "compare.kind" for a model that does not write text, and what TextRun throws.
  TextComparison(const ComparedRunOptions& options, CommandContext& context);

  struct One {
    std::unique_ptr<TextRun> run;
    std::vector<Index> positions;             ///< of each step
    std::vector<Distribution> distributions;  ///< what could come
    std::vector<TokenId> taken;               ///< what came; the last one is not run through the model
    StopReason stopped = StopReason::Steps;
  };
  [[nodiscard]] const std::vector<One>& runs() const { return m_runs; }
  [[nodiscard]] const std::vector<CompareFigure::Row>& rows() const { return m_rows; }
  /// The columns show the last step: what could come, and the token that came.
  [[nodiscard]] CompareFigure figure(int top) const;

 private:
  void advance(One& one, const std::vector<TokenId>* along, int steps) const;

  bool m_forced;
  std::vector<One> m_runs;
  std::vector<CompareFigure::Row> m_rows;
};

}  // namespace headlight
