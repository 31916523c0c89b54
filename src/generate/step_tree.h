#pragma once
// The history of one generation: immutable steps in a tree, and what is kept of their activations. Inside generate/.

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "generate/generation.h"

namespace headlight {

struct StepNode {
  std::shared_ptr<const Step> step;      ///< without logits while it is only planned
  std::int32_t number = 0;               ///< place in the order of nodes(); parents come before children
  StepNode* parent = nullptr;            ///< null for the prefill
  std::vector<StepNode*> children;       ///< in the order in which they were first taken
  StepNode* remembered = nullptr;        ///< the child that was left last: where redo goes
  std::unique_ptr<DecodingState> state;  ///< after this step; only for models whose state cannot be truncated
  std::uint64_t lastUse = 0;             ///< of its activations; the smallest goes first

  [[nodiscard]] Index length() const { return step->length(); }
  /// Known to have been taken, and not computed (since it was stored, or since the interventions changed).
  [[nodiscard]] bool isPlanned() const { return step->logits.empty(); }
};

/// From the prefill to a node, oldest first.
using NodePath = std::vector<StepNode*>;

[[nodiscard]] NodePath pathTo(StepNode& node);

[[nodiscard]] std::vector<TokenId> idsOf(const std::vector<Token>& tokens);

/// Owns the nodes (pointers stay valid) and bounds the bytes of their activations.
class StepTree {
 public:
  explicit StepTree(std::size_t byteBudget) : m_byteBudget(byteBudget) {}

  /// Adds a child (or the root) and makes it its parent's remembered one.
  StepNode& add(StepNode* parent, std::shared_ptr<const Step> step);
  /// In the order in which they were added.
  [[nodiscard]] std::deque<StepNode>& nodes() { return m_nodes; }
  /// A planned node's step was computed.
  void setStep(StepNode& node, std::shared_ptr<const Step> step);
  /// nullptr if `token` was not taken here.
  [[nodiscard]] static StepNode* childWith(const StepNode& node, TokenId token);

  /// Puts a recorded (or recomputed) cache into a node.
  void setCache(StepNode& node, std::shared_ptr<const ActivationCache> cache);
  /// Marks a path as just used, then drops the longest unused caches until the budget holds.
  void touchAndTrim(const NodePath& path);
  /// Activations and decoding states; both are made again along the path.
  void dropCaches();
  [[nodiscard]] std::size_t keptBytes() const { return m_keptBytes; }

 private:
  void dropCache(StepNode& node);

  std::deque<StepNode> m_nodes;
  std::size_t m_byteBudget;
  std::size_t m_keptBytes = 0;
  std::uint64_t m_clock = 0;
};

}  // namespace headlight
