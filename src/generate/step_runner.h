#pragma once
// How the forward calls of one kind of model are made. Inside generate/.

#include <memory>
#include <vector>

#include "generate/step_tree.h"

namespace headlight {

/// Every call that computes a node makes the same call again when the node is recorded later, with the same
/// interventions. That is why a recomputed step has the bits of the first one.
class StepRunner {
 public:
  virtual ~StepRunner() = default;

  /// Computes the step that takes `tokens` behind `parent` (empty path: the prefill). The caller adds it to the tree
  /// and then tells entered(). `keep` empty: records all points.
  [[nodiscard]] virtual std::shared_ptr<const Step> compute(const NodePath& parent, std::vector<Token> tokens,
                                                            const ActivationCache::Filter& keep) = 0;
  /// The node of the step that compute() just made.
  virtual void entered(StepNode& node) = 0;

  /// Caches of every node of `path` for which `missing` says so (null for the others), made again along the path.
  [[nodiscard]] virtual std::vector<std::shared_ptr<const ActivationCache>> record(
      const NodePath& path, const std::vector<bool>& missing, const ActivationCache::Filter& keep) = 0;
};

/// `prompt` is what the prefill reads; `masks` are an encoder's.
[[nodiscard]] std::unique_ptr<StepRunner> makeStepRunner(const LanguageModel& model, ThreadPool* pool,
                                                         std::vector<Intervention> interventions,
                                                         const std::vector<Token>& prompt, std::vector<Index> masks);

}  // namespace headlight
