#include "generate/path_runner.h"

#include <algorithm>
#include <chrono>

namespace headlight {

PathRunner::PathRunner(const LanguageModel& model, ThreadPool* pool, std::vector<Intervention> interventions,
                       const std::vector<Token>& prompt)
    : m_model(model),
      m_pool(pool),
      m_interventions(std::move(interventions)),
      m_prompt(idsOf(prompt)),
      m_canTruncate(model.config().canRewind()),
      m_state(model.newState()) {}

/// A state that has read nothing gets the prompt, whatever the prefill's own tokens are.
std::vector<float> PathRunner::forward(const std::vector<Token>& tokens, Observer* observer) {
  std::vector<float> logits(static_cast<std::size_t>(m_model.config().dVocab));
  const RunOptions options{observer, m_interventions, m_pool};
  try {
    if (m_at.empty()) {
      m_model.prefill(m_prompt, *m_state, options, logits);
    } else {
      m_model.forward(idsOf(tokens), *m_state, options, logits);
    }
  } catch (...) {  // a state that stopped half-way is of no use
    m_state = m_model.newState();
    m_at.clear();
    throw;
  }
  return logits;
}

std::shared_ptr<const Step> PathRunner::compute(const NodePath& parent, std::vector<Token> tokens,
                                                const ActivationCache::Filter& keep) {
  moveTo(parent);
  auto step = std::make_shared<Step>();
  auto cache = std::make_shared<ActivationCache>(m_model.hooks(), keep);
  step->firstPosition = step->before = m_state->length();
  const auto start = std::chrono::steady_clock::now();
  step->logits = forward(tokens, cache.get());
  step->milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  step->position = m_state->length();
  step->tokens = std::move(tokens);
  step->cache = std::move(cache);
  return step;
}

void PathRunner::entered(StepNode& node) {
  m_at.push_back(&node);
  keepState(node);
}

void PathRunner::keepState(StepNode& node) {
  if (!m_canTruncate && !node.state) node.state = m_state->clone();
}

void PathRunner::replay(StepNode& node, Observer* observer) {
  (void)forward(node.step->tokens, observer);
  m_at.push_back(&node);
  keepState(node);
}

void PathRunner::goBack(const NodePath& path, std::size_t common) {
  if (m_canTruncate && common > 0) {
    m_state->truncate(path[common - 1]->length());
    m_at.resize(common);
    return;
  }
  while (common > 0 && !path[common - 1]->state) --common;
  m_state = common > 0 ? path[common - 1]->state->clone() : m_model.newState();
  m_at.assign(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(common));
}

void PathRunner::moveTo(const NodePath& path) {
  const auto [atEnd, pathEnd] = std::mismatch(m_at.begin(), m_at.end(), path.begin(), path.end());
  if (atEnd != m_at.end()) goBack(path, static_cast<std::size_t>(pathEnd - path.begin()));
  for (std::size_t i = m_at.size(); i < path.size(); ++i) replay(*path[i], nullptr);
}

std::vector<std::shared_ptr<const ActivationCache>> PathRunner::record(const NodePath& path,
                                                                       const std::vector<bool>& missing,
                                                                       const ActivationCache::Filter& keep) {
  std::vector<std::shared_ptr<const ActivationCache>> caches(path.size());
  const auto first = std::find(missing.begin(), missing.end(), true) - missing.begin();
  const auto end = missing.rend() - std::find(missing.rbegin(), missing.rend(), true);
  if (first >= end) return caches;
  moveTo(NodePath(path.begin(), path.begin() + first));
  for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(end); ++i) {
    if (!missing[i]) {
      replay(*path[i], nullptr);
      continue;
    }
    auto cache = std::make_shared<ActivationCache>(m_model.hooks(), keep);
    replay(*path[i], cache.get());
    caches[i] = std::move(cache);
  }
  return caches;
}

}  // namespace headlight
