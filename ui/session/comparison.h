#pragma once
// Several models beside the open one, in step with its run: what the session hands up while somebody compares.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "figures/compare/compare_figure.h"
#include "session/snapshot.h"

namespace headlight {

/// One model of a comparison.
struct ComparedColumn {
  std::string name;                          ///< as it was asked for: a name or a path
  std::shared_ptr<const OpenedModel> model;  ///< null where it could not be opened
  std::shared_ptr<const Snapshot> run;       ///< null where there is an error
  std::optional<Message> error;              ///< of this column alone; the others go on
  bool isOwn = false;                        ///< the session's own run: forks, ablations and all
};

/// Immutable, as a Snapshot. Columns follow the session's run: as many tokens behind the prompt as it has (free), or
/// its text (forced).
struct Comparison {
  std::shared_ptr<const Snapshot> of;  ///< the session's run; null without one
  std::vector<ComparedColumn> columns;
  bool forced = false;
  std::optional<Message> error;          ///< why nothing can be compared at all
  std::vector<CompareFigure::Row> rows;  ///< of the table: a step each, then the one that is next (isNext)
};

/// What the window shows and saves of it: the `top` likeliest tokens of each column; memory of `layer` (clamped to each
/// model's; -1: the last). `problemText` words what went wrong with a column.
[[nodiscard]] CompareFigure compareFigure(const Comparison& comparison, int top, int layer,
                                          const std::function<std::string(const Message&)>& problemText);

}  // namespace headlight
