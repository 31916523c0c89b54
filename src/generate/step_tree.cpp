#include "generate/step_tree.h"

#include <algorithm>

namespace headlight {

namespace {

std::shared_ptr<const Step> withCache(const Step& step, std::shared_ptr<const ActivationCache> cache) {
  auto copy = std::make_shared<Step>(step);
  copy->cache = std::move(cache);
  return copy;
}

}  // namespace

NodePath pathTo(StepNode& node) {
  NodePath path;
  for (StepNode* at = &node; at != nullptr; at = at->parent) path.push_back(at);
  std::reverse(path.begin(), path.end());
  return path;
}

std::vector<TokenId> idsOf(const std::vector<Token>& tokens) {
  std::vector<TokenId> ids(tokens.size());
  std::transform(tokens.begin(), tokens.end(), ids.begin(), [](const Token& token) { return token.id; });
  return ids;
}

StepNode& StepTree::add(StepNode* parent, std::shared_ptr<const Step> step) {
  const auto number = static_cast<std::int32_t>(m_nodes.size());
  StepNode& node = m_nodes.emplace_back();
  node.number = number;
  node.step = std::move(step);
  node.parent = parent;
  node.lastUse = ++m_clock;
  if (node.step->cache) m_keptBytes += node.step->cache->bytes();
  if (parent != nullptr) {
    parent->children.push_back(&node);
    parent->remembered = &node;
  }
  return node;
}

void StepTree::setStep(StepNode& node, std::shared_ptr<const Step> step) {
  dropCache(node);
  node.step = std::move(step);
  if (node.step->cache) m_keptBytes += node.step->cache->bytes();
}

StepNode* StepTree::childWith(const StepNode& node, TokenId token) {
  for (StepNode* child : node.children) {
    if (child->step->tokens.front().id == token) return child;
  }
  return nullptr;
}

void StepTree::setCache(StepNode& node, std::shared_ptr<const ActivationCache> cache) {
  dropCache(node);
  if (cache) m_keptBytes += cache->bytes();
  node.step = withCache(*node.step, std::move(cache));
}

void StepTree::dropCache(StepNode& node) {
  if (!node.step->cache) return;
  m_keptBytes -= node.step->cache->bytes();
  node.step = withCache(*node.step, nullptr);
}

void StepTree::touchAndTrim(const NodePath& path) {
  for (StepNode* node : path) node->lastUse = ++m_clock;
  if (m_keptBytes <= m_byteBudget) return;
  std::vector<StepNode*> kept;
  for (StepNode& node : m_nodes) {
    if (node.step->cache) kept.push_back(&node);
  }
  std::sort(kept.begin(), kept.end(), [](const StepNode* a, const StepNode* b) { return a->lastUse < b->lastUse; });
  for (StepNode* node : kept) {
    if (m_keptBytes <= m_byteBudget) return;
    dropCache(*node);
  }
}

void StepTree::dropCaches() {
  for (StepNode& node : m_nodes) {
    dropCache(node);
    node.state.reset();
  }
}

}  // namespace headlight
