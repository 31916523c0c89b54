#include "generate/sentence_runner.h"

#include <algorithm>
#include <chrono>

namespace headlight {

namespace {

/// What the first `count` nodes of a path filled in: every node but the prefill one word.
std::vector<TokenId> filledBy(const NodePath& path, std::size_t count) {
  std::vector<TokenId> filled;
  for (std::size_t i = 1; i < count; ++i) filled.push_back(path[i]->step->tokens.front().id);
  return filled;
}

}  // namespace

SentenceRunner::SentenceRunner(const LanguageModel& model, ThreadPool* pool, std::vector<Intervention> interventions,
                               const std::vector<Token>& prompt, std::vector<Index> masks)
    : m_model(model),
      m_pool(pool),
      m_interventions(std::move(interventions)),
      m_prompt(idsOf(prompt)),
      m_masks(std::move(masks)) {}

std::vector<float> SentenceRunner::read(const std::vector<TokenId>& filled, Observer* observer) const {
  std::vector<TokenId> sentence = m_prompt;
  for (std::size_t i = 0; i < filled.size(); ++i) sentence[static_cast<std::size_t>(m_masks[i])] = filled[i];
  std::vector<float> logits(static_cast<std::size_t>(m_model.config().dVocab));
  RunOptions options{observer, m_interventions, m_pool};
  options.logitsAt = askedAfter(filled.size());
  const auto state = m_model.newState();
  m_model.prefill(sentence, *state, options, logits);
  return logits;
}

std::shared_ptr<const Step> SentenceRunner::compute(const NodePath& parent, std::vector<Token> tokens,
                                                    const ActivationCache::Filter& keep) {
  std::vector<TokenId> filled = filledBy(parent, parent.size());
  if (!parent.empty()) filled.push_back(tokens.front().id);
  auto step = std::make_shared<Step>();
  auto cache = std::make_shared<ActivationCache>(m_model.hooks(), keep);
  const auto start = std::chrono::steady_clock::now();
  step->logits = read(filled, cache.get());
  step->milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  step->firstPosition = parent.empty() ? 0 : m_masks[filled.size() - 1];
  step->before = parent.empty() ? 0 : parent.back()->length();
  step->position = askedAfter(filled.size());
  step->readsAll = true;
  step->tokens = std::move(tokens);
  step->cache = std::move(cache);
  return step;
}

std::vector<std::shared_ptr<const ActivationCache>> SentenceRunner::record(const NodePath& path,
                                                                           const std::vector<bool>& missing,
                                                                           const ActivationCache::Filter& keep) {
  std::vector<std::shared_ptr<const ActivationCache>> caches(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (!missing[i]) continue;
    auto cache = std::make_shared<ActivationCache>(m_model.hooks(), keep);
    (void)read(filledBy(path, i + 1), cache.get());
    caches[i] = std::move(cache);
  }
  return caches;
}

}  // namespace headlight
