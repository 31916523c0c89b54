#pragma once
// Forward calls along a path of the tree, with one decoding state that is moved as cheaply as the model allows. For
// every kind of model that appends a token a step. Inside generate/.

#include "generate/step_runner.h"

namespace headlight {

class PathRunner : public StepRunner {
 public:
  PathRunner(const LanguageModel& model, ThreadPool* pool, std::vector<Intervention> interventions,
             const std::vector<Token>& prompt);

  [[nodiscard]] std::shared_ptr<const Step> compute(const NodePath& parent, std::vector<Token> tokens,
                                                    const ActivationCache::Filter& keep) override;
  void entered(StepNode& node) override;
  [[nodiscard]] std::vector<std::shared_ptr<const ActivationCache>> record(
      const NodePath& path, const std::vector<bool>& missing, const ActivationCache::Filter& keep) override;

 private:
  /// Brings the state to the end of `path`: drops what is beyond, computes again what is missing.
  void moveTo(const NodePath& path);
  /// Leaves the state standing behind some leading part of `path`, of which at most `common` nodes are shared.
  void goBack(const NodePath& path, std::size_t common);
  void replay(StepNode& node, Observer* observer);
  std::vector<float> forward(const std::vector<Token>& tokens, Observer* observer);
  void keepState(StepNode& node);

  const LanguageModel& m_model;
  ThreadPool* m_pool;
  std::vector<Intervention> m_interventions;
  std::vector<TokenId> m_prompt;
  bool m_canTruncate;
  std::unique_ptr<DecodingState> m_state;
  NodePath m_at;  ///< the nodes whose tokens the state holds
};

}  // namespace headlight
