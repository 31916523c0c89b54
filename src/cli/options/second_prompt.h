#pragma once
// Another prompt beside a run: same model, same changes to it, same settings, as many steps.

#include <memory>
#include <string>

#include "cli/text_run.h"
#include "figures/figure_run.h"

namespace headlight {

struct SecondPromptOptions {
  std::string prompt;
  int steps = 0;  ///< that the first run took
  ActivationCache::Filter keep{};
};

class SecondPrompt {
 public:
  /// `run` outlives this. Throws what preparing the prompt throws.
  SecondPrompt(TextRun& run, const SecondPromptOptions& options, CommandContext& context);
  [[nodiscard]] FigureRun attention() const;

 private:
  std::unique_ptr<Generation> m_generation;
  const LanguageModel& m_model;
};

}  // namespace headlight
