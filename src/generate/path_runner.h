#pragma once
// Forward calls along a path of the tree, with one decoding state that is moved as cheaply as the model allows. Inside
// generate/.

#include <memory>
#include <vector>

#include "generate/step_tree.h"

namespace headlight {

/// Every call that computes a node makes the same call: the prefill of the prompt or one single step, with the same
/// interventions. That is why a recomputed step has the bits of the first one.
class PathRunner {
 public:
  PathRunner(const LanguageModel& model, ThreadPool* pool, std::vector<Intervention> interventions);

  /// Computes the step that appends `tokens` behind `parent` (empty path: the prefill). The caller adds it to the tree
  /// and then tells entered(). `keep` empty: records all points.
  [[nodiscard]] std::shared_ptr<const Step> compute(const NodePath& parent, std::vector<Token> tokens,
                                                    const ActivationCache::Filter& keep);
  /// The node of the step that compute() just made.
  void entered(StepNode& node);

  /// Caches of every node of `path` for which `missing` says so (null for the others), made again along the path.
  [[nodiscard]] std::vector<std::shared_ptr<const ActivationCache>> record(const NodePath& path,
                                                                           const std::vector<bool>& missing,
                                                                           const ActivationCache::Filter& keep);

 private:
  /// Brings the state to the end of `path`: forgets what is beyond, replays what is missing.
  void moveTo(const NodePath& path);
  /// Leaves the state standing behind some leading part of `path`, of which at most `common` nodes are shared.
  void goBack(const NodePath& path, std::size_t common);
  void replay(StepNode& node, Observer* observer);
  std::vector<float> forward(const std::vector<Token>& tokens, Observer* observer);
  void keepState(StepNode& node);

  const LanguageModel& m_model;
  ThreadPool* m_pool;
  std::vector<Intervention> m_interventions;
  bool m_canTruncate;
  std::unique_ptr<DecodingState> m_state;
  NodePath m_at;  ///< the nodes whose tokens the state holds
};

}  // namespace headlight
