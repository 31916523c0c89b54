// The whole tree of a generation: told, restored, recorded.

#include <algorithm>

#include "generate/generation.h"
#include "generate/generation_state.h"
#include "generate/step_runner.h"
#include "generate/step_tree.h"
#include "tensor/error.h"

namespace headlight {

RunTree Generation::tree() const {
  RunTree result;
  for (const StepNode& node : m_state->tree.nodes()) {
    RunTreeStep& step = result.steps.emplace_back();
    if (node.parent == nullptr) {
      step.token = -1;
    } else {
      step.parent = node.parent->number;
      step.token = node.step->tokens.front().id;
    }
    if (node.remembered != nullptr) step.next = node.remembered->number;
  }
  result.present = m_state->at->number;
  return result;
}

Index Generation::restore(const RunTree& tree) {
  if (!m_state->root->children.empty()) throw Error("internal.failure", {{"what", "steps restored over steps"}});
  if (tree.steps.empty()) return 0;
  const std::vector<StepNode*> nodes = m_state->plan(tree);
  std::size_t present = static_cast<std::size_t>(tree.present);
  while (nodes.at(present) == nullptr) present = static_cast<std::size_t>(tree.steps[present].parent);
  m_state->goTo(*nodes[present]);
  return std::count(nodes.begin(), nodes.end(), nullptr);
}

std::vector<RecordedStep> Generation::record(const std::function<bool(double)>& progress) {
  std::vector<RecordedStep> recorded(m_state->tree.nodes().size());
  std::size_t done = 0;
  for (StepNode& leaf : m_state->tree.nodes()) {
    if (!leaf.children.empty()) continue;
    m_state->computePlanned(leaf);
    const NodePath path = pathTo(leaf);
    std::vector<bool> missing(path.size());
    for (std::size_t i = 0; i < path.size(); ++i) {
      RecordedStep& step = recorded[static_cast<std::size_t>(path[i]->number)];
      if (!step.cache) step = {path[i]->step->logits, path[i]->step->cache, path[i]->step->milliseconds};
      missing[i] = step.cache == nullptr;
    }
    const auto caches = m_state->runner->record(path, missing, m_state->keep);
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (caches[i]) recorded[static_cast<std::size_t>(path[i]->number)].cache = caches[i];
    }
    done += path.size();
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(recorded.size()));
    if (progress && !progress(share)) throw Error("cancelled");
  }
  return recorded;
}

}  // namespace headlight
