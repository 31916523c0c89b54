#pragma once
// What figures of a run are made from: the views and `headlight export` use the same makers, so the window and the
// command line show the same numbers.

#include <memory>
#include <string_view>
#include <vector>

#include "generate/generation.h"
#include "generate/joined_activation.h"

namespace headlight {

/// What figures of a run are made from. The path's caches must be present (Generation::path() sees to that).
struct FigureRun {
  const LanguageModel& model;
  StepPath path;
  std::vector<Token> tokens;                                  ///< Generation::tokens()
  std::vector<Token> source;                                  ///< Generation::source()
  std::shared_ptr<const JoinedActivations> joined = nullptr;  ///< of `path`; null: values are made for each who asks

  /// A value of the whole run, never null. Throws what joinSteps() throws.
  [[nodiscard]] std::shared_ptr<const JoinedActivation> value(const HookPoint& point) const;
  /// Of a point that the model has.
  [[nodiscard]] std::shared_ptr<const JoinedActivation> value(std::string_view point) const;
};

}  // namespace headlight
