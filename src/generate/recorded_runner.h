#pragma once
// The forward calls of a run that was recorded: none. What was computed is handed out again. Inside generate/.

#include "generate/step_runner.h"

namespace headlight {

class RecordedRunner : public StepRunner {
 public:
  /// In the order of the tree's nodes.
  explicit RecordedRunner(std::vector<RecordedStep> steps) : m_steps(std::move(steps)) {}

  /// Throws Error "session.needs_model".
  [[nodiscard]] std::shared_ptr<const Step> compute(const NodePath& parent, std::vector<Token> tokens,
                                                    const ActivationCache::Filter& keep) override;
  void entered(StepNode&) override {}
  [[nodiscard]] std::vector<std::shared_ptr<const ActivationCache>> record(
      const NodePath& path, const std::vector<bool>& missing, const ActivationCache::Filter& keep) override;

 private:
  std::vector<RecordedStep> m_steps;
};

}  // namespace headlight
